/**
 * The colours of a saved report, where no editor gives them: those of VS Code's themes Light Modern and Dark Modern (MIT), for the variables
 * that view.css names. Fonts are the system's.
 */
export interface Theme {
  readonly scheme: 'light' | 'dark';
  readonly values: { readonly [variable: string]: string };
}

const fonts = {
  'font-family': 'system-ui, "Segoe UI", "Ubuntu", "Droid Sans", sans-serif',
  'font-size': '13px',
  'font-weight': 'normal',
  'editor-font-family': 'ui-monospace, "Cascadia Mono", "Consolas", "Menlo", "DejaVu Sans Mono", monospace',
} as const;

export const lightTheme: Theme = {
  scheme: 'light',
  values: {
    ...fonts,
    foreground: '#3b3b3b',
    descriptionForeground: '#3b3b3b',
    'icon-foreground': '#3b3b3b',
    focusBorder: '#005fb8',
    'editor-background': '#ffffff',
    'panel-border': '#e5e5e5',
    'sideBar-background': '#f8f8f8',
    'textLink-foreground': '#005fb8',
    'textLink-activeForeground': '#005fb8',
    'textCodeBlock-background': '#f8f8f8',
    'button-background': '#005fb8',
    'button-foreground': '#ffffff',
    'button-border': '#0000001a',
    'button-hoverBackground': '#0258a8',
    'button-secondaryBackground': '#e5e5e5',
    'button-secondaryForeground': '#3b3b3b',
    'button-secondaryHoverBackground': '#cccccc',
    'toolbar-hoverBackground': '#b8b8b850',
    'list-hoverBackground': '#f2f2f2',
    'list-inactiveSelectionBackground': '#e4e6f1',
    'progressBar-background': '#005fb8',
    'problemsErrorIcon-foreground': '#e51400',
    'problemsWarningIcon-foreground': '#bf8803',
    'problemsInfoIcon-foreground': '#0063d3',
    'charts-green': '#388a34',
    'charts-blue': '#0063d3',
  },
};

export const darkTheme: Theme = {
  scheme: 'dark',
  values: {
    ...fonts,
    foreground: '#cccccc',
    descriptionForeground: '#9d9d9d',
    'icon-foreground': '#cccccc',
    focusBorder: '#0078d4',
    'editor-background': '#1f1f1f',
    'panel-border': '#2b2b2b',
    'sideBar-background': '#181818',
    'textLink-foreground': '#4daafc',
    'textLink-activeForeground': '#4daafc',
    'textCodeBlock-background': '#2b2b2b',
    'button-background': '#0078d4',
    'button-foreground': '#ffffff',
    'button-border': '#ffffff1a',
    'button-hoverBackground': '#026ec1',
    'button-secondaryBackground': '#00000000',
    'button-secondaryForeground': '#cccccc',
    'button-secondaryHoverBackground': '#2b2b2b',
    'toolbar-hoverBackground': '#5a5d5e50',
    'list-hoverBackground': '#2a2d2e',
    'list-inactiveSelectionBackground': '#37373d',
    'progressBar-background': '#0078d4',
    'problemsErrorIcon-foreground': '#f14c4c',
    'problemsWarningIcon-foreground': '#cca700',
    'problemsInfoIcon-foreground': '#59a4f9',
    'charts-green': '#89d185',
    'charts-blue': '#59a4f9',
  },
};
