import { opendir } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import type { ConfigProposal, PathWish } from '#core/config/completion/place';
import type { OpenConfig } from '../config-workspace';
import { localPath, locate } from '../path-map';
import type { Session } from '../session';

/** Files and folders from which a path goes on, where its folder is one that the user has open, or the configuration's own. */
export async function pathProposals(session: Session, config: OpenConfig, { typed, from }: PathWish): Promise<ConfigProposal[]> {
  // What a variable holds, and a path to another computer, is not looked for.
  if (/[$\\{}*?\0]|^~|^\/\//.test(typed) || typed.length > LONGEST) return [];
  const cut = typed.lastIndexOf('/') + 1;
  const [lead, name] = [typed.slice(0, cut), typed.slice(cut)];
  const folder = folderOf(config, lead, from);
  if (folder === undefined || !isOpen(session, config, folder)) return [];
  const found = await namesIn(folder, name.startsWith('.'));
  const ordered = found.sort((a, b) => rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1));
  return ordered.map(({ name: label, isFolder }) => ({ kind: 'path', label: isFolder ? `${label}/` : label, typed: name.length }));
}

const LONGEST = 1024;
const MOST = 500;
/** Files that settings of TLS name, first. */
const rank = (name: string): number =>
  /\.(?:pem|crt|cer|key|crl)$/i.test(name) ? 0 : /\.(?:cfg|conf|inc|xml|ya?ml|json)$/i.test(name) ? 1 : 2;

function folderOf({ document, readings }: OpenConfig, lead: string, from: PathWish['from']): string | undefined {
  const [{ facts, scope }] = readings;
  const main = localPath(from === 'root' ? facts.root : document.uri);
  if (!lead.startsWith('/')) return main === undefined ? undefined : resolve(dirname(main), lead);
  const place = { file: facts.root, at: { start: 0, end: 0 } };
  const found = locate({ value: { text: lead, place, isKnown: true }, purpose: 'folder', base: 'absolute' }, facts.root, scope.mappings);
  return found && resolve(found.path);
}

function isOpen({ configs }: Session, { readings }: OpenConfig, folder: string): boolean {
  const [{ facts, scope }] = readings;
  const main = localPath(facts.root);
  const others = [...scope.mappings.map(({ to }) => to), ...(main === undefined ? [] : [dirname(main)])];
  return (
    configs.folders.hold(folder) || others.some((root) => folder === root || folder.startsWith(root.endsWith(sep) ? root : root + sep))
  );
}

async function namesIn(folder: string, withHidden: boolean): Promise<{ readonly name: string; readonly isFolder: boolean }[]> {
  const found: { name: string; isFolder: boolean }[] = [];
  try {
    for await (const entry of await opendir(folder)) {
      if (entry.name.startsWith('.') && !withHidden) continue;
      found.push({ name: entry.name, isFolder: entry.isDirectory() });
      if (found.length >= MOST) break;
    }
  } catch {
    // No folder, or one that this user may not look into: nothing goes on from there.
  }
  return found;
}
