import type { Place } from '../editor/place';
import { identityOf } from '../editor/relations';
import { param } from '../sip/parts';
import { headerFact, headerParamFact, methodFact, optionFact, statusFact, warnFact } from './facts';
import { type Here, lineLink, shown, transactionLine } from './here';
import type { HoverText } from './hover-text';
import { duration } from './units';
import { code, say, text, type Words } from './words';

type ParamPlace = Place & { kind: 'param' };
type ItemPlace = Place & { kind: 'item' | 'token' };

/** Values that are secrets, or as good as one. */
const unshown = new Set(['response', 'cnonce', 'rspauth', 'nextnonce', 'auts', 'nonce', 'opaque', 'password']);

/** A parameter of a header. */
export function paramHover(here: Here, { header, param: found }: ParamPlace): HoverText | undefined {
  const fact = headerParamFact(found.name, header.name);
  const name = say`${code(found.name)} of ${header.name}`;
  const line = paramLine(here, found.name, found.value, header.name);
  if (!fact && !line) return undefined;
  const value = found.valueSpan && !line && !unshown.has(found.name) ? say`**Here**: ${shown(here, found)}` : undefined;
  const hidden = unshown.has(found.name) ? say`**Its value is not shown.**` : undefined;
  return { here: [line, value, hidden], name, fact };
}

function paramLine(here: Here, name: string, value: string | undefined, header: string): Words | undefined {
  switch (name) {
    case 'branch':
      return header === 'Via' ? branchLine(here, value) : undefined;
    case 'tag':
      return value === undefined ? undefined : tagLine(here, value);
    case 'expires':
      return value !== undefined && /^\d+$/.test(value) ? say`**${duration(Number(value))}**` : undefined;
    case 'rport':
      if (header !== 'Via') return undefined;
      return value
        ? say`**The receiver saw port ${text(value)}**; answers go there.`
        : say`**Empty**: the receiver is asked to note and use the source port.`;
    case 'received':
      return header === 'Via' && value ? say`**The receiver saw ${code(value)}** as the source address.` : undefined;
    case 'cause': {
      const fact = value !== undefined && header === 'Reason' && /^\d{3}$/.test(value) ? statusFact(Number(value)) : undefined;
      const isSip = here.message.items('Reason').some((item) => /^SIP$/i.test(item.token) && param(item.params, 'cause')?.value === value);
      return fact && isSip ? say`**${fact.code} ${fact.reason}**, as a SIP status.` : undefined;
    }
    default:
      return undefined;
  }
}

function branchLine(here: Here, value = ''): Words | undefined {
  if (value === here.identity.branch) return value.startsWith('z9hG4bK') ? transactionLine(here) : noCookieLine;
  return value.startsWith('z9hG4bK') ? say`**Transaction of an earlier hop.**` : noCookieLine;
}

const noCookieLine = say`**Does not begin with** \`z9hG4bK\`: its sender follows RFC 2543, and it may not be unique.`;

function tagLine(here: Here, value: string): Words | undefined {
  const { trace, call } = here;
  const first = call.find((entry) => {
    const { fromTag, toTag } = identityOf(trace, entry);
    return fromTag === value || toTag === value;
  });
  if (!first) return undefined;
  const holders = call.filter((entry) => {
    const { fromTag, toTag } = identityOf(trace, entry);
    return fromTag === value || toTag === value;
  }).length;
  const where = first === here.entry ? say`first seen here` : say`first seen on ${lineLink(here, first)}`;
  return say`**In ${holders} of ${call.length} messages** of this call, ${where}.`;
}

/** A word of a list: an option tag, a method, a warning, a challenge, a media type. */
export function itemHover(here: Here, { header, item }: ItemPlace): HoverText | undefined {
  const word = item.token;
  switch (header.name) {
    case 'Supported':
    case 'Require':
    case 'Proxy-Require':
    case 'Unsupported': {
      const fact = optionFact(word);
      const said = { Supported: 'Offered', Require: 'Demanded', 'Proxy-Require': 'Demanded of each proxy', Unsupported: 'Not understood' }[
        header.name
      ];
      if (!fact) return { here: [say`**${said}**: ${code(word)}, which is no registered option tag.`], cites: ['RFC 3261 §19.2'] };
      return { here: [say`**${said}** by this message.`], name: say`option tag ${code(fact.name)}`, fact };
    }
    case 'Allow': {
      const fact = methodFact(word);
      return fact
        ? { here: [say`**Accepted by the sender** of this message.`], name: say`${code(fact.name)}`, fact, check: null }
        : undefined;
    }
    case 'Warning':
      return warningHover(here, item.start, item.end);
    default:
      return undefined;
  }
}

export function warningHover(here: Here, start: number, end: number): HoverText | undefined {
  const value = here.masked.slice(start, end);
  const found = /^(\d{3})\s+(\S+)\s+(.*)$/s.exec(value);
  if (!found) return undefined;
  const fact = warnFact(Number(found[1]));
  const said = say`**${text(found[2] ?? '')} says**: ${text((found[3] ?? '').replace(/^"|"$/g, ''))}`;
  return { here: [said], name: fact ? say`Warning ${fact.code}, ${text(fact.text)}` : say`Warning`, fact: fact ?? headerFact('Warning') };
}
