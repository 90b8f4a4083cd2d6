import { type Codes, codesOf, unit } from './codes';

/**
 * The header fields that the reader knows, with their compact form and the grammar of their value.
 * RFC 3261 §7.3.3 and §20, and the IANA registry "Session Initiation Protocol (SIP) Parameters".
 */

/**
 * How a value is read. `address` is one name-addr or addr-spec, `addresses` a comma list of them; `params` is a comma list of
 * items with `;` parameters; `challenge` is a scheme followed by a comma list of name=value; `text` is kept as it stands.
 */
export type Grammar = 'via' | 'address' | 'addresses' | 'params' | 'param' | 'challenge' | 'cseq' | 'number' | 'text';

type Row = readonly [name: string, compact: string | undefined, grammar: Grammar];

const rows = [
  ['Via', 'v', 'via'],
  ['From', 'f', 'address'],
  ['To', 't', 'address'],
  ['Call-ID', 'i', 'text'],
  ['CSeq', undefined, 'cseq'],
  ['Contact', 'm', 'addresses'],
  ['Route', undefined, 'addresses'],
  ['Record-Route', undefined, 'addresses'],
  ['Path', undefined, 'addresses'],
  ['Service-Route', undefined, 'addresses'],
  ['Max-Forwards', undefined, 'number'],
  ['Content-Length', 'l', 'number'],
  ['Content-Type', 'c', 'param'],
  ['Content-Encoding', 'e', 'params'],
  ['Content-Disposition', undefined, 'param'],
  ['Content-Language', undefined, 'params'],
  ['Content-ID', undefined, 'text'],
  ['Expires', undefined, 'number'],
  ['Min-Expires', undefined, 'number'],
  ['Session-Expires', 'x', 'param'],
  ['Min-SE', undefined, 'param'],
  ['Retry-After', undefined, 'param'],
  ['Supported', 'k', 'params'],
  ['Require', undefined, 'params'],
  ['Proxy-Require', undefined, 'params'],
  ['Unsupported', undefined, 'params'],
  ['Allow', undefined, 'params'],
  ['Allow-Events', 'u', 'params'],
  ['Event', 'o', 'param'],
  ['Accept', undefined, 'params'],
  ['Accept-Encoding', undefined, 'params'],
  ['Accept-Language', undefined, 'params'],
  ['Accept-Contact', 'a', 'params'],
  ['Reject-Contact', 'j', 'params'],
  ['Request-Disposition', 'd', 'params'],
  ['Refer-To', 'r', 'address'],
  ['Referred-By', 'b', 'address'],
  ['Refer-Sub', undefined, 'param'],
  ['Reply-To', undefined, 'address'],
  ['P-Asserted-Identity', undefined, 'addresses'],
  ['P-Preferred-Identity', undefined, 'addresses'],
  ['P-Associated-URI', undefined, 'addresses'],
  ['P-Called-Party-ID', undefined, 'address'],
  ['Remote-Party-ID', undefined, 'addresses'],
  ['History-Info', undefined, 'addresses'],
  ['Diversion', undefined, 'addresses'],
  ['Alert-Info', undefined, 'addresses'],
  ['Call-Info', undefined, 'addresses'],
  ['Error-Info', undefined, 'addresses'],
  ['Geolocation', undefined, 'addresses'],
  ['Authorization', undefined, 'challenge'],
  ['Proxy-Authorization', undefined, 'challenge'],
  ['WWW-Authenticate', undefined, 'challenge'],
  ['Proxy-Authenticate', undefined, 'challenge'],
  ['Authentication-Info', undefined, 'params'],
  ['Security-Client', undefined, 'params'],
  ['Security-Server', undefined, 'params'],
  ['Security-Verify', undefined, 'params'],
  ['Warning', undefined, 'params'],
  ['Reason', undefined, 'params'],
  ['Subscription-State', undefined, 'param'],
  ['Replaces', undefined, 'param'],
  ['Join', undefined, 'param'],
  ['Target-Dialog', undefined, 'param'],
  ['Privacy', undefined, 'param'],
  ['RAck', undefined, 'text'],
  ['RSeq', undefined, 'number'],
  ['Date', undefined, 'text'],
  ['Subject', 's', 'text'],
  ['User-Agent', undefined, 'text'],
  ['Server', undefined, 'text'],
  ['Organization', undefined, 'text'],
  ['MIME-Version', undefined, 'text'],
  ['Priority', undefined, 'text'],
  ['Timestamp', undefined, 'text'],
  ['In-Reply-To', undefined, 'params'],
  ['Identity', 'y', 'param'],
  ['Identity-Info', 'n', 'text'],
  ['Session-ID', undefined, 'param'],
  ['SIP-ETag', undefined, 'text'],
  ['SIP-If-Match', undefined, 'text'],
  ['P-Access-Network-Info', undefined, 'params'],
  ['P-Visited-Network-ID', undefined, 'params'],
  ['P-Charging-Vector', undefined, 'param'],
  ['Flow-Timer', undefined, 'number'],
] as const satisfies readonly Row[];

export type HeaderName = (typeof rows)[number][0];

/** A header's number: its place in the table from 1. 0 is a header that the table does not know. */
export const UNKNOWN_HEADER = 0;
/** A line in the header part that is not `name: value`. */
export const NOT_A_HEADER = -1;

const names: readonly string[] = ['', ...rows.map((row) => row[0])];
const grammars: readonly Grammar[] = ['text', ...rows.map((row) => row[2])];
const byName = new Map<string, number>(rows.map((row, i) => [row[0], i + 1]));

export const knownHeaders: readonly { name: HeaderName; compact: string | undefined; grammar: Grammar }[] = rows.map(
  ([name, compact, grammar]) => ({ name, compact, grammar }),
);

export const headerId = (name: HeaderName): number => byName.get(name) ?? UNKNOWN_HEADER;
export const headerNameOf = (id: number): string => names[id] ?? '';
export const grammarOf = (id: number): Grammar => grammars[id] ?? 'text';

// Names are looked up once per header line of every message, so without building strings: buckets by length, first and last letter.
const buckets = new Int32Array(4096);
const next: number[] = [0];
const spellingIds: number[] = [0];
/** All spellings one behind the other, and where each begins. */
const letters = new TextEncoder().encode(rows.map(([name, compact]) => name + (compact ?? '')).join(''));
const spellingStarts: number[] = [0, 0];

function bucketOf(length: number, first: number, last: number): number {
  return (length * 961 + (first | 32) * 31 + (last | 32)) & 4095;
}

function addSpelling(spelling: string, id: number): void {
  const bucket = bucketOf(spelling.length, spelling.charCodeAt(0), spelling.charCodeAt(spelling.length - 1));
  const entry = spellingIds.push(id) - 1;
  spellingStarts.push((spellingStarts[entry] as number) + spelling.length);
  next.push(buckets[bucket] ?? 0);
  buckets[bucket] = entry;
}

rows.forEach(([name, compact], i) => {
  addSpelling(name, i + 1);
  if (compact !== undefined) addSpelling(compact, i + 1);
});

/** The number of the header whose name stands in `codes` from `start` to `end`, in any letter case and in long or compact form. */
export function lookUpHeader(codes: Codes, start: number, end: number): number {
  const length = end - start;
  if (length <= 0) return UNKNOWN_HEADER;
  let entry = buckets[bucketOf(length, unit(codes, start), unit(codes, end - 1))] as number;
  while (entry !== 0) {
    if (isSpelling(codes, start, length, spellingStarts[entry] as number, spellingStarts[entry + 1] as number))
      return spellingIds[entry] as number;
    entry = next[entry] as number;
  }
  return UNKNOWN_HEADER;
}

/** The number of the header of that name, in any letter case and in long or compact form. */
export const headerIdOf = (name: string): number => lookUpHeader(codesOf(name), 0, name.length);

function isSpelling(codes: Codes, start: number, length: number, from: number, to: number): boolean {
  if (to - from !== length) return false;
  for (let i = 0; i < length; i++) {
    const want = unit(letters, from + i);
    const have = unit(codes, start + i);
    if (have !== want && ((have ^ want) !== 32 || (want | 32) < 97 || (want | 32) > 122)) return false;
  }
  return true;
}
