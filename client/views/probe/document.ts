import type { ProbeView } from '#core/report/probe/model';
import { html, ownAddress, styleElement } from '../html';
import { sprite } from './icons';
import { renderProbeFile } from './render';
import { darkTheme, lightTheme, type Theme } from './theme';

export interface ProbeDocument {
  /** Of the webview: from where it may load. */
  readonly cspSource: string;
  /** New for each document. */
  readonly nonce: string;
  /** The files of this view as the webview can load them. */
  readonly script: string;
  readonly style: string;
  readonly target: string;
}

/** The whole document of the webview, still without a report: it asks for that as soon as it listens. */
export function probeDocument({ cspSource, nonce, script, style, target }: ProbeDocument): string {
  const policy = `default-src 'none'; style-src ${cspSource}; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>\n${html`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${titleOf(target)}</title>
<link rel="stylesheet" href="${ownAddress(style)}">
</head>
<body>
${sprite}
<main class="report" id="report"></main>
<p class="status" id="status" role="status"></p>
<script nonce="${nonce}" src="${ownAddress(script)}"></script>
</body>
</html>`}\n`;
}

export interface ProbeFile {
  /** The text of the view's own style sheet. */
  readonly css: string;
  /** Of letters and digits; the file's policy allows the one style sheet that bears it. */
  readonly nonce: string;
  readonly now: Date;
}

/** A file that stands by itself: no script, nothing to load, light or dark as the reader's system is. */
export function exportHtml(view: ProbeView, { css, nonce, now }: ProbeFile): string {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  const themes = `${variables(':root', lightTheme)}\n@media (prefers-color-scheme: dark) {\n${variables(':root', darkTheme)}\n}`;
  return `<!doctype html>\n${html`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${titleOf(view.report.target)}</title>
${styleElement(`${themes}\n${css}`, nonce)}
</head>
<body>
${sprite}
<main class="report" id="report">${renderProbeFile(view, now)}</main>
</body>
</html>`}\n`;
}

const titleOf = (target: string): string => `SIP TLS endpoint: ${target.slice(0, 200)}`;

const variables = (selector: string, { scheme, values }: Theme): string =>
  `${selector} { color-scheme: ${scheme}; ${Object.entries(values)
    .map(([name, value]) => `--vscode-${name}: ${value};`)
    .join(' ')} }`;
