import { identityOf } from '../editor/relations';
import { grammarOf, type HeaderName, knownHeaders, UNKNOWN_HEADER } from '../sip/header-names';
import { type Header, unfolded } from '../sip/message';
import { param, unquoted } from '../sip/parts';
import { addressHover } from './address';
import { headerFact, headerFacts, privateHeaderFact } from './facts';
import { type Here, lineLink } from './here';
import type { HoverText } from './hover-text';
import { warningHover } from './params';
import { cseqHover } from './start-line';
import { headerTitle } from './title';
import { duration, octetsOf } from './units';
import { viaHover } from './via';
import { code, say, text, type Words } from './words';

/** A header by its name, or a value without parts of its own. */
export function headerHover(here: Here, header: Header): HoverText | undefined {
  const { message } = here;
  const grammar = grammarOf(header.id);
  if (grammar === 'via') {
    const via = message.viasOf(header)[0];
    const index = message.vias.findIndex((value) => value.start === via?.start);
    if (via) return viaHover(here, { kind: 'via', at: via, header, via, index });
  }
  if (grammar === 'address' || grammar === 'addresses') {
    const address = message.addressesOf(header)[0];
    const index = message.addresses(header.name as HeaderName).findIndex((value) => value.start === address?.start);
    if (address) return addressHover(here, { kind: 'address', at: address, header, address, index });
  }
  if (header.name === 'CSeq') return cseqHover(here, header);
  if (header.name === 'Warning') return warningHover(here, header.value.start, header.value.end);
  const fact = headerFact(header.name);
  if (fact) return { here: headerLines(here, header), name: headerTitle(header), fact };
  if (header.id === UNKNOWN_HEADER && header.name !== '') return unknownHover(here, header);
  return undefined;
}

const writtenValue = (here: Here, header: Header): string => unfolded(here.masked, header.value);

function headerLines(here: Here, header: Header): (Words | undefined)[] {
  const { message } = here;
  const value = writtenValue(here, header);
  const isNumber = /^\d{1,10}$/.test(value);
  switch (header.name) {
    case 'Call-ID':
      return [callLine(here)];
    case 'Max-Forwards':
      return isNumber ? [say`**${value} hops left.** This message has ${vias(message.vias.length)}; 70 is the usual beginning.`] : [];
    case 'Content-Length':
      return isNumber ? lengthLines(here, Number(value)) : [];
    case 'Expires':
    case 'Min-Expires':
    case 'Flow-Timer':
      return isNumber ? [say`**${duration(Number(value))}**${value === '0' && header.name === 'Expires' ? ': ends it' : ''}`] : [];
    case 'Session-Expires':
    case 'Min-SE':
    case 'Retry-After':
      return timerLines(here, header);
    case 'Authorization':
    case 'Proxy-Authorization':
    case 'WWW-Authenticate':
    case 'Proxy-Authenticate':
      return digestLines(here, header);
    case 'Content-Type':
      return [say`**Body**: ${code(value)}, ${message.bodies.length === 1 ? '1 part' : `${message.bodies.length} parts`}.`];
    case 'Authentication-Info':
    case 'Response-Key':
      return [say`**Its value is not shown.**`];
    default:
      return [value === '' ? say`**Empty** here.` : say`**Here**: ${code(value)}`];
  }
}

const vias = (count: number): string => (count === 1 ? '1 Via' : `${count} Vias`);

function callLine(here: Here): Words {
  const { call, trace } = here;
  const first = call[0] ?? here.entry;
  const { method } = identityOf(trace, first);
  const count = call.length === 1 ? '1 message' : `${call.length} messages`;
  const begins = first === here.entry ? say`beginning here` : say`beginning with ${method} on ${lineLink(here, first)}`;
  return say`**This call**: ${count} in this trace, ${begins}.`;
}

/** RFC 3261 §18.3: over a stream only this number ends a body. */
function lengthLines({ message, trace, entry }: Here, announced: number): Words[] {
  const body = message.text.slice(message.body.start, message.body.end);
  const { asWritten, withCrlf } = octetsOf(body, message.options.bytes === true);
  const loses = trace.formats.find((format) => format.id === entry.frame.format)?.loses ?? [];
  if (announced === asWritten) return [say`**${announced} octets**, as many as the body has ✓`];
  if (announced === withCrlf) return [say`**${announced} octets**, as many as the body has with its line ends as CRLF ✓`];
  const excuse = loses.includes('contentLength') ? ' This log may have changed it.' : '';
  return [say`**${announced} octets announced**; the body here has ${asWritten} (${withCrlf} with CRLF).${excuse}`];
}

function timerLines(here: Here, header: Header): Words[] {
  const item = here.message.itemsOf(header)[0];
  const seconds = /^\d{1,10}/.exec(item?.token ?? '')?.[0];
  if (!item || seconds === undefined) return [];
  const refresher = param(item.params, 'refresher')?.value?.toLowerCase();
  const who = refresher === 'uac' ? 'the sender of the request' : refresher === 'uas' ? 'the side that answers it' : undefined;
  return [say`**${duration(Number(seconds))}**${who ? `, refreshed by ${who}` : ''}.`];
}

/** Who, for which realm, by which algorithm; never the answer itself. */
function digestLines(here: Here, header: Header): Words[] {
  const item = here.message.itemsOf(header)[0];
  if (!item) return [];
  const isAnswer = header.name.endsWith('Authorization');
  const value = (name: string) => {
    const found = param(item.params, name)?.value;
    return found === undefined ? undefined : unquoted(found);
  };
  const realm = value('realm');
  const user = value('username');
  const algorithm = value('algorithm');
  if (!/^digest$/i.test(item.token)) return [say`**${text(item.token)}** credentials or challenge. The value is not shown.`];
  const whom = isAnswer && user !== undefined ? say` for ${code(user)}` : say``;
  const where = realm === undefined ? say`` : say` in realm ${code(realm)}`;
  const how = algorithm === undefined ? say`MD5, as none is named` : say`${text(algorithm)}`;
  return [
    say`**Digest ${isAnswer ? 'answer' : 'challenge'}**${whom}${where}, ${how}.${isAnswer ? ' The answer itself is not shown.' : ''}`,
    ...(value('stale')?.toLowerCase() === 'true' ? [say`**stale=true**: the password was right, only the nonce too old.`] : []),
  ];
}

function unknownHover(here: Here, header: Header): HoverText {
  const meant = nearMiss(header.name);
  return {
    here: [
      meant ? say`**Meant “${meant}”?** Nobody reads “${text(header.name)}”.` : undefined,
      say`**Not a registered SIP header.** Proxies pass it on unread; nothing about TLS depends on it.`,
      inCallLine(here, header),
    ],
    fact: /^x-/i.test(header.name) ? privateHeaderFact() : undefined,
    cites: ['RFC 3261 §7.3.1'],
  };
}

function inCallLine({ trace, call, message }: Here, header: Header): Words | undefined {
  if (call.length < 2 || call.length > 100) return undefined;
  const value = unfolded(message.text, header.value);
  let holders = 0;
  let isSame = true;
  for (const entry of call) {
    const other = trace.message(entry);
    const found = other.headers.find((candidate) => candidate.name.toLowerCase() === header.name.toLowerCase());
    if (!found) continue;
    holders++;
    isSame &&= unfolded(other.text, found.value) === value;
  }
  return say`**In this call**: in ${holders} of ${call.length} messages${holders > 1 ? (isSame ? ', always the same value' : ', with different values') : ''}.`;
}

const names = [...new Set([...knownHeaders.map((known) => known.name as string), ...headerFacts.map((fact) => fact.name)])];

/** A known header whose name differs by one or two letters, or by its dashes. */
function nearMiss(name: string): string | undefined {
  const plain = (word: string) => word.toLowerCase().replace(/[-_]/g, '');
  const wanted = plain(name);
  if (wanted.length < 4 || wanted.length > 40) return undefined;
  const most = wanted.length < 7 ? 1 : 2;
  return names.find((known) => plain(known).length > 3 && distance(plain(known), wanted, most) <= most);
}

/** Levenshtein's distance, as far as `most`. */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
