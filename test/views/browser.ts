import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { FromProbeView, ToProbeView } from '../../client/views/messages';
import { probeDocument } from '../../client/views/probe/document';
import { launchBrowser } from '../../scripts/vscode-host/browser.mjs';
import { installChromium } from '../../scripts/vscode-host/install.mjs';

/** Views in a real Chromium, as a webview would have them: their document under its own policy, their script, a theme of the editor. */

const root = process.cwd();
const origin = 'http://view.test';

export type ThemeName = 'light' | 'dark' | 'hc';
export const themes: readonly ThemeName[] = ['light', 'dark', 'hc'];

const bodyClasses: { readonly [theme in ThemeName]: string } = {
  light: 'vscode-light',
  dark: 'vscode-dark',
  hc: 'vscode-dark vscode-high-contrast',
};

/** What VS Code's webviews set before the view's own style sheet; in a layer, as there. */
const editorStyles = `@layer vscode-default { body { background-color: transparent; color: var(--vscode-editor-foreground); font-family: var(--vscode-font-family);
  font-weight: var(--vscode-font-weight); font-size: var(--vscode-font-size); margin: 0; padding: 0 20px; }
  a, a code { color: var(--vscode-textLink-foreground); }
  code { color: var(--vscode-textPreformat-foreground); background-color: var(--vscode-textPreformat-background); padding: 1px 3px; border-radius: 4px; } }`;

export interface Files {
  readonly script: string;
  readonly css: string;
  readonly inPage: string;
}

export async function buildFiles(): Promise<Files> {
  const bundled = async (entry: string, globalName?: string): Promise<string> => {
    const result = await build({
      absWorkingDir: root,
      entryPoints: [entry],
      bundle: true,
      format: 'iife',
      target: 'es2022',
      write: false,
      logLevel: 'warning',
      ...(globalName === undefined ? {} : { globalName }),
    });
    return result.outputFiles[0]?.text ?? '';
  };
  const [script, inPage] = await Promise.all([bundled('client/views/probe/client.ts'), bundled('test/views/in-page.ts', 'inPage')]);
  return { script, inPage, css: readFileSync(join(root, 'client/views/probe/view.css'), 'utf8') };
}

/** A Chromium of its own; it is installed where there is none. */
export const launch = (): Promise<Browser> => launchBrowser(installChromium(console.log));

export interface OpenView {
  readonly page: Page;
  /** What the page complained of: blocked by its policy, an exception. Tests want it empty. */
  readonly complaints: readonly string[];
  show(message: ToProbeView): Promise<void>;
  /** What the view has sent, and forgets it. */
  sent(): Promise<readonly FromProbeView[]>;
  /** Runs a function of in-page.ts there. */
  run<Result>(name: string, ...values: readonly unknown[]): Promise<Result>;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly theme: ThemeName;
  readonly width: number;
  readonly height?: number;
  readonly isMotionReduced?: boolean;
  /** What the view kept from before. */
  readonly state?: unknown;
}

/** The probe's view, empty until it is shown something. */
export function openProbe(browser: Browser, files: Files, options: OpenOptions): Promise<OpenView> {
  const text = probeDocument({
    cspSource: origin,
    nonce: 'n0nce',
    script: `${origin}/probe.js`,
    style: `${origin}/probe.css`,
    target: 'sip.example.com',
  });
  return open(browser, files, { ...options, text });
}

/** A saved report, as a browser opens it. */
export function openFile(
  browser: Browser,
  files: Files,
  options: OpenOptions & { readonly text: string; readonly isDark?: boolean },
): Promise<OpenView> {
  return open(browser, files, { ...options, isFile: true });
}

async function open(
  browser: Browser,
  files: Files,
  options: OpenOptions & { readonly text: string; readonly isFile?: boolean; readonly isDark?: boolean },
): Promise<OpenView> {
  const { theme, width, height = 900, text, isFile = false, isDark = false, isMotionReduced = false, state } = options;
  const context: BrowserContext = await browser.newContext({
    viewport: { width, height },
    colorScheme: isDark ? 'dark' : 'light',
    reducedMotion: isMotionReduced ? 'reduce' : 'no-preference',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  const types: { readonly [path: string]: readonly [string, string] } = {
    '/': ['text/html; charset=utf-8', text],
    '/probe.js': ['text/javascript; charset=utf-8', files.script],
    '/probe.css': ['text/css; charset=utf-8', files.css],
  };
  await page.route('**/*', (route) => {
    const file = types[new URL(route.request().url()).pathname];
    return file ? route.fulfill({ contentType: file[0], body: file[1] }) : route.abort();
  });
  await page.addInitScript({ content: `${files.inPage}\nglobalThis.inPage = inPage;` });
  const css = readFileSync(join(root, `test/fixtures/themes/${theme}.css`), 'utf8');
  await page.addInitScript(
    `inPage.begin(${JSON.stringify({ css: isFile ? '' : `${css}\n${editorStyles}`, bodyClass: bodyClasses[theme], state: state ?? null })})`,
  );
  await page.goto(`${origin}/`);
  const evaluate = (code: string): Promise<unknown> => page.evaluate(code);
  const run = async <Result>(name: string, ...values: readonly unknown[]): Promise<Result> =>
    (await evaluate(`inPage.${name}(${values.map((value) => JSON.stringify(value)).join(', ')})`)) as Result;
  return {
    page,
    complaints,
    run,
    show: (message) => run('receive', message),
    sent: () => run('takeSent'),
    close: () => context.close(),
  };
}
