import * as vscode from 'vscode';
import { dialectLanguages } from './dialect-languages.gen';

/** Which documents the language server is told of. */

/**
 * Where log and plain text files are looked at. Listed, because a selector cannot leave one out: our own output channel is a log,
 * and a commit's version of a file would report everything twice.
 */
const schemes = ['file', 'untitled', 'vscode-remote', 'vscode-vfs'] as const;

/** Logs and texts that may hold SIP. */
export const logLanguages: readonly string[] = ['log', 'plaintext'];

/** What configurations of SIP servers are called by editors and other extensions; most of such documents are something else. */
export const configLanguages: readonly string[] = [
  ...dialectLanguages,
  'ini',
  'json',
  'jsonc',
  'kamailio-cfg',
  'm4',
  'makefile',
  'plaintext',
  'properties',
  'shellscript',
  'xml',
  'yaml',
];

/** As the language client takes them. */
export type Filter = { readonly language: string; readonly scheme?: string } | { readonly scheme: string; readonly pattern: string };

const byLanguage: readonly Filter[] = [
  { language: 'sip-trace' },
  ...schemes.flatMap((scheme) => [...new Set([...logLanguages, ...configLanguages])].map((language) => ({ language, scheme }))),
];

export const ASSOCIATIONS = 'config.associations';

/** What the user says that is a configuration, whatever language it has: an include of a script may be C++ to an editor. */
function byPattern(): readonly Filter[] {
  const places = [undefined, ...(vscode.workspace.workspaceFolders ?? [])];
  const said = places.flatMap((place) =>
    Object.entries(vscode.workspace.getConfiguration('sipTls', place).get<{ readonly [glob: string]: string }>(ASSOCIATIONS, {})),
  );
  const globs = new Set(said.flatMap(([glob, dialect]) => (dialect === 'none' ? [] : glob.includes('/') ? glob : `**/${glob}`)));
  return [...globs].flatMap((pattern) => schemes.map((scheme) => ({ scheme, pattern })));
}

/** By the settings as they are now. */
export const selectorNow = (): readonly Filter[] => [...byLanguage, ...byPattern()];

export const isIn = (selector: readonly Filter[], document: vscode.TextDocument): boolean =>
  vscode.languages.match([...selector], document) > 0;

export const isLookedAt = (document: vscode.TextDocument): boolean => isIn(byLanguage, document) || isAssociated(document);

/** The user says that it is a configuration. */
export const isAssociated = (document: vscode.TextDocument): boolean => isIn(byPattern(), document);
