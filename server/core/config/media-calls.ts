import type { Call } from './kamailio/script';
import type { FilePlace, Transport } from './model';
import type { SipAddress } from './sip-address';

/** What a routing script of Kamailio or OpenSIPS orders of rtpengine, and where the message goes then. */
export interface MediaCall {
  /** The words of the order as they are written. */
  readonly place: FilePlace;
  readonly words: readonly string[];
  /** The destination that was stated before, in the same list of actions or around it, with nothing between that could change it. */
  readonly towards?: SipAddress;
  /** What carries it there, as the script says. */
  readonly carriedBy?: Transport | 'unknown';
}

/** One thing that a list of actions does, in the order of the script. */
export type MediaStep =
  | { readonly kind: 'call'; readonly call: Call; readonly list: number }
  | { readonly kind: 'destination'; readonly uri: SipAddress; readonly carriedBy: Transport | 'unknown'; readonly list: number }
  /** What it is sent from: of a destination whose transport is known, Kamailio and OpenSIPS leave a socket out that does not fit. */
  | { readonly kind: 'socket'; readonly transport: Transport | 'unknown'; readonly list: number }
  /** A relay, or a destination that is not stated as a text. */
  | { readonly kind: 'other'; readonly list: number };

/** Where the message goes, as far as the steps before say it. */
interface Way {
  readonly uri?: SipAddress;
  readonly carriedBy: Transport | 'unknown';
  readonly list: number;
}

/** `parents`: the list around each list. Linear: each order looks back to the destination before it only. */
export function mediaCallsIn(steps: readonly MediaStep[], parents: readonly number[]): MediaCall[] {
  const found: MediaCall[] = [];
  let last: Way | undefined;
  for (const step of steps) {
    if (step.kind === 'destination') last = step;
    else if (step.kind === 'socket') last = last && last.carriedBy !== 'unknown' ? last : { carriedBy: step.transport, list: step.list };
    else if (step.kind === 'other') last = undefined;
    else {
      const order = orderOf(step.call);
      const isThere = last && isWithin(step.list, last.list, parents) ? last : undefined;
      if (order) found.push({ ...order, ...(isThere?.uri && { towards: isThere.uri }), ...(isThere && { carriedBy: isThere.carriedBy }) });
      else if (!harmless.has(step.call.name)) last = undefined;
    }
  }
  return found;
}

function orderOf({ name, arguments: given }: Call): Pick<MediaCall, 'place' | 'words'> | undefined {
  if (!orders.has(name)) return undefined;
  const text = given.find((argument) => argument.kind === 'text');
  if (text?.kind !== 'text' || !text.value.isKnown) return undefined;
  return { place: text.value.place, words: text.value.text.trim().split(/\s+/).slice(0, MOST_WORDS) };
}

/** An answer goes the other way than the message that is routed. */
const orders: ReadonlySet<string> = new Set(['rtpengine_manage', 'rtpengine_offer', 'rtpengine_answer']);
/** Whether a text may hold such orders at all. */
export const ordersMedia = (text: string): boolean => text.includes('rtpengine_');

const MOST_WORDS = 64;
const DEEPEST = 64;

function isWithin(list: number, outer: number, parents: readonly number[]): boolean {
  let each: number | undefined = list;
  for (let depth = 0; depth < DEEPEST && each !== undefined; depth++, each = parents[each]) if (each === outer) return true;
  return false;
}

/** Functions that leave the destination as it is. */
const harmless: ReadonlySet<string> = new Set([
  'append_hf',
  'create_dialog',
  'fix_nated_contact',
  'has_body',
  'is_method',
  'record_route',
  'remove_hf',
  'setbflag',
  'setflag',
  't_on_branch',
  't_on_failure',
  't_on_reply',
  'xlog',
]);

/** The transport of the media that an order asks for: `RTP/SAVPF`; absent where it says none. */
export const mediaProfileIn = ({ words }: MediaCall): string | undefined =>
  words.find((word) => /^(?:UDP\/TLS\/)?RTP\/S?AVPF?$/.test(word));

export const hasWord = ({ words }: MediaCall, form: RegExp): boolean => words.some((word) => form.test(word));
