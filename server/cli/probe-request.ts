import type { Asked } from '#core/probe/asked';
import { readAsked } from '../probe/asked';
import type { ProbeRequest } from '../probe/request';
import { readTarget } from '../probe/target';
import { askPassphrase, canAsk, givenPassphrase } from './passphrase';
import type { ProbeCall } from './probe-call';
import { readTargets } from './targets';

/** What one call comes to: a request without its target, and the targets. Files are read once, whatever the number of targets. */
export type Requests =
  | { readonly kind: 'requests'; readonly targets: readonly string[]; readonly requestFor: (target: string) => ProbeRequest }
  | { readonly kind: 'wrong'; readonly why: string };

export async function requestsOf(call: ProbeCall): Promise<Requests> {
  const listed = call.targetsFile === undefined ? undefined : await readTargets(call.targetsFile);
  if (listed?.kind === 'failed') return { kind: 'wrong', why: listed.why };
  const targets = [...call.targets, ...(listed?.targets ?? [])];
  const [first = ''] = targets;
  const fault = targets.map((target) => faultOf(target, call.asked.port)).find((why) => why !== undefined);
  if (fault !== undefined) return { kind: 'wrong', why: fault };
  const given = await givenPassphrase(call.passphraseFile);
  if (given.kind === 'failed') return { kind: 'wrong', why: given.why };
  const read = await withPassphrase({ ...call.asked, target: first }, given.kind === 'given' ? given.passphrase : undefined);
  if (read.kind === 'wrong') return read;
  const { port } = call.asked;
  const requestFor = (text: string): ProbeRequest => {
    const found = readTarget(text);
    const target = found.kind === 'target' ? found.target : read.request.target;
    return { ...read.request, target: port === undefined ? target : { ...target, port } };
  };
  return { kind: 'requests', targets, requestFor };
}

/** Before anything connects: of five hundred targets the last one may be the misspelt one. */
function faultOf(text: string, port: number | undefined): string | undefined {
  const read = readTarget(text);
  if (read.kind === 'invalid') return `"${text}" is no target. ${read.reason}`;
  const own = read.target.port;
  return port === undefined || own === undefined || own === port
    ? undefined
    : `"${text}" has a port of its own, and --port ${port} says another`;
}

type Read = { readonly kind: 'request'; readonly request: ProbeRequest } | { readonly kind: 'wrong'; readonly why: string };

const MOST_TRIES = 3;

/** Asks for the passphrase only where the key needs one, none was given, and somebody is there to be asked. */
async function withPassphrase(asked: Asked, passphrase: string | undefined): Promise<Read> {
  let given = passphrase;
  for (let tries = 0; ; tries++) {
    const read = await readAsked(given === undefined ? asked : { ...asked, passphrase: given });
    if (read.kind === 'request') return read;
    if (read.passphrase === undefined) return { kind: 'wrong', why: read.why };
    const isLast = read.passphrase === 'wrong' && (passphrase !== undefined || tries >= MOST_TRIES);
    if (isLast || !canAsk()) return { kind: 'wrong', why: read.passphrase === 'needed' ? `${read.why} ${waysToGiveIt}` : read.why };
    given = await askPassphrase(read.passphrase === 'wrong');
    if (given === undefined) return { kind: 'wrong', why: 'no passphrase was given' };
  }
}

const waysToGiveIt = 'Put it into the environment variable SIP_TLS_PASSPHRASE or into a file for --passphrase-file.';
