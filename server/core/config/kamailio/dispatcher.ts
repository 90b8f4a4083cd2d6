import { span } from '../../text/span';
import type { ConfigWorld } from '../dialect';
import type { Peer } from '../model';
import { readSipAddress } from '../sip-address';
import { parametersOf } from './facts';
import { peerOf } from './peers';
import type { ModuleParameter, Script } from './script';

/** A file of destinations that the dispatcher module sends to, as it was read. */
export interface DispatcherList {
  readonly file: string;
  readonly text: string;
  readonly peers: readonly Peer[];
  /** Absent where it is the one that the module takes by itself. */
  readonly namedBy?: ModuleParameter;
}

/** The list of an active module, unless its destinations are in a database. */
export function dispatcherList(script: Script, world: ConfigWorld, root: string): DispatcherList | undefined {
  const isLoaded = script.modules.some(({ name, isInactive }) => !isInactive && name === 'dispatcher');
  if (!isLoaded || parametersOf(script, 'dispatcher', 'db_url').length > 0) return undefined;
  const namedBy = parametersOf(script, 'dispatcher', 'list_file').at(-1);
  if (namedBy && (!namedBy.value.isKnown || namedBy.value.text === '')) return undefined;
  const [file] = world.find(namedBy?.value.text ?? 'dispatcher.list', root, 'beside-root');
  const text = file === undefined ? undefined : world.text(file);
  if (file === undefined || text === undefined) return undefined;
  return { file, text, peers: destinationsIn(file, text), ...(namedBy && { namedBy }) };
}

/** `setid destination flags priority attributes`, one a line; what stands behind `#` is a comment (modules/dispatcher/dispatch.c). */
function destinationsIn(file: string, text: string): Peer[] {
  return [...text.matchAll(/^[ \t]*-?\d+[ \t]+([^\s#]{1,1024})/gm)].flatMap((line) => {
    const [whole, destination = ''] = line;
    const end = line.index + whole.length;
    const place = { file, at: span(end - destination.length, end) };
    const uri = readSipAddress({ text: destination, place, isKnown: true });
    return uri ? [peerOf(uri, place)] : [];
  });
}

export const sendsListedOverTls = (list: DispatcherList | undefined): boolean =>
  list?.peers.some(({ carriedBy }) => carriedBy === 'tls') ?? false;
