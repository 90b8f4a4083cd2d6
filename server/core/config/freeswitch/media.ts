import type { FilePlace } from '../model';
import { actionsBehindBridge, setsForGateways } from './dialplan';
import { allElements, attribute, type FsElement } from './tree';
import { type FsValue, partPlace, type Scope } from './variables';

/** Where a configuration says that media is encrypted by keys in the SDP: in variables of the whole system, of users, gateways and calls. */

export interface MediaSetting {
  readonly name: string;
  readonly mode: 'mandatory' | 'optional' | 'forbidden' | 'unknown';
  readonly text: string;
  readonly namePlace: FilePlace;
  readonly place: FilePlace;
  /** The `<variable>` that says it, if it is one. */
  readonly element?: FsElement;
  /** What it belongs to: the variables of a user or gateway, the actions of a condition; absent where it is set for the whole system. */
  readonly group?: FsElement;
  /** The gateway that a dial string calls by it, where it calls nothing else. */
  readonly gateway?: string;
  /** The calls that it is meant for are over where it is set. */
  readonly isBehindBridge?: boolean;
  /** A `set` in front of bridges to these gateways, which say nothing of it themselves. */
  readonly inFrontOf?: ReadonlySet<string>;
}

const names = 'rtp_secure_media(?:_inbound|_outbound)?|sip_secure_media';
const isName = new RegExp(`^(?:${names})$`);

export function mediaSettings(elements: readonly FsElement[], { sets }: Scope): MediaSetting[] {
  const found: MediaSetting[] = [];
  const behind = actionsBehindBridge(elements);
  const ahead = setsForGateways(elements);
  for (const [name, all] of sets)
    if (isName.test(name))
      for (const { isHere, value, namePlace } of all) if (isHere) found.push({ ...saidBy(name, value), namePlace, place: value.place });
  for (const element of allElements(elements)) {
    if (!element.reading.isHere) continue;
    const name = element.name === 'variable' ? attribute(element, 'name') : undefined;
    const value = attribute(element, name ? 'value' : 'data');
    if (!value) continue;
    const group = element.parent && { group: element.parent };
    if (name && isName.test(name.text))
      found.push({ ...saidBy(name.text, value), namePlace: name.place, place: value.place, element, ...group });
    else if (!name && value.text.includes('secure_media')) {
      const late = behind.has(element) && { isBehindBridge: true };
      const gateway = onlyGateway(value.text);
      const inFrontOf = ahead.get(element);
      const way = { ...(gateway !== undefined && { gateway }), ...(inFrontOf && { inFrontOf }) };
      found.push(...inData(value).map((each) => ({ ...each, ...group, ...late, ...way })));
    }
  }
  return found;
}

const saidBy = (name: string, { text, isKnown }: FsValue) => ({ name, text, mode: isKnown ? modeOf(text) : ('unknown' as const) });

/** `set` and `export` in the dialplan, and the braces of a dial string. */
function inData(value: FsValue): MediaSetting[] {
  const pattern = new RegExp(`\\b(${names})[ \\t]*=[ \\t]*([^,}\\]:\\s;'"]*)`, 'g');
  return [...value.text.matchAll(pattern)].map((match): MediaSetting => {
    const [whole, name = '', text = ''] = match;
    const end = match.index + whole.length;
    return {
      name,
      text,
      mode: text.includes('$') ? 'unknown' : modeOf(text),
      namePlace: partPlace(value, match.index, match.index + name.length),
      place: partPlace(value, end - text.length, end),
    };
  });
}

/** `{rtp_secure_media=mandatory}sofia/gateway/provider/$1`: all of what is called goes there. */
function onlyGateway(text: string): string | undefined {
  const [, name, rest = ''] = /^\s*(?:[{<[][^{}<>[\]]{0,4096}[}>\]]\s*)+sofia\/gateway\/([^/,|\s$]{1,128})\/(.*)$/s.exec(text) ?? [];
  return /[,|]/.test(rest) || rest.includes(':_:') ? undefined : name;
}

/** What stands in front of the suites; whatever is none of the words is as if it were not there. */
function modeOf(text: string): MediaSetting['mode'] {
  switch (/^[^:]*/.exec(text.trim())?.[0].toLowerCase()) {
    case 'mandatory':
    case 'true':
      return 'mandatory';
    case 'optional':
      return 'optional';
    case 'forbidden':
    case 'false':
      return 'forbidden';
    default:
      return 'unknown';
  }
}
