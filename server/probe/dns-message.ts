import { decode, encode, type Answer as PacketAnswer, RECURSION_DESIRED } from 'dns-packet';
import type { DnsRecord } from '../contracts';
import { sameAddress } from './target';

export type QueryType = 'NAPTR' | 'SRV' | 'A' | 'AAAA';
export interface Query {
  readonly name: string;
  readonly type: QueryType;
}

/** A record with the name that it belongs to, in lower case and without a closing dot. */
export interface OwnedRecord {
  readonly owner: string;
  readonly record: DnsRecord;
}

/** What the bytes that came back are. `foreign`: not the answer to this query, so it is as if it had not come. */
export type Reading =
  | { kind: 'foreign'; reason: 'id' | 'question' | 'not-an-answer' }
  | { kind: 'malformed'; reason: string }
  | { kind: 'oversized'; records: number }
  | { kind: 'truncated' }
  /** `endsHere`: an SOA came with it, so that an answer without data is a statement and no referral (RFC 2308 §2.2). */
  | { kind: 'message'; rcode: string; records: readonly OwnedRecord[]; endsHere: boolean; isAuthoritative: boolean };

/** More than any sane SIP domain has; what exceeds it is told and not read. */
export const mostRecords = 400;
const headerBytes = 12;
const types: { readonly [type: string]: number } = { A: 1, CNAME: 5, SOA: 6, AAAA: 28, SRV: 33, NAPTR: 35 };
const rcodes = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'];

/** `edns` announces how large an answer may be over UDP without being cut on the way (RFC 6891, 1232 as resolvers agreed on). */
export function writeQuery({ name, type }: Query, { id, edns }: { readonly id: number; readonly edns: boolean }): Buffer {
  const opt = {
    type: 'OPT' as const,
    name: '.',
    udpPayloadSize: 1232,
    extendedRcode: 0,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options: [],
  };
  return encode({
    type: 'query',
    id,
    flags: RECURSION_DESIRED,
    questions: [{ name, type, class: 'IN' }],
    additionals: edns ? [opt] : [],
  });
}

/** Reads one DNS message as the answer to `query`. Any bytes may come; none make it throw. */
export function readAnswer(bytes: Buffer, query: Query, id: number): Reading {
  if (bytes.length < headerBytes) return { kind: 'malformed', reason: `${bytes.length} bytes are no DNS message` };
  if (bytes.readUInt16BE(0) !== id) return { kind: 'foreign', reason: 'id' };
  const flags = bytes.readUInt16BE(2);
  if ((flags & 0x8000) === 0) return { kind: 'foreign', reason: 'not-an-answer' };
  const rcode = rcodes[flags & 15] ?? `RCODE ${flags & 15}`;
  const walked = walk(bytes, query);
  if (walked.kind !== 'sound') return (flags & 0x0200) !== 0 && walked.kind === 'malformed' ? { kind: 'truncated' } : walked;
  if (walked.questions === 0 && rcode === 'NOERROR') return { kind: 'malformed', reason: 'the question is missing' };
  if ((flags & 0x0200) !== 0) return { kind: 'truncated' };
  const records = decodeRecords(bytes);
  if (records === undefined) return { kind: 'malformed', reason: 'a record cannot be read' };
  return { kind: 'message', rcode, records, endsHere: walked.hasSoa, isAuthoritative: (flags & 0x0400) !== 0 };
}

type Walk = { kind: 'sound'; questions: number; hasSoa: boolean } | Extract<Reading, { kind: 'foreign' | 'malformed' | 'oversized' }>;

/** The skeleton: does each record end where it says, and do the names and strings in it? dns-packet takes that for granted. */
function walk(bytes: Buffer, query: Query): Walk {
  const count = (at: number): number => bytes.readUInt16BE(at);
  const questions = count(4);
  const records = count(6) + count(8) + count(10);
  if (questions > 1) return { kind: 'malformed', reason: `${questions} questions` };
  if (records > mostRecords) return { kind: 'oversized', records };
  let at = headerBytes;
  if (questions === 1) {
    at = nameEnd(bytes, at, bytes.length);
    if (at < 0 || at + 4 > bytes.length) return { kind: 'malformed', reason: 'the question cannot be read' };
    if (!asks(bytes, at, query)) return { kind: 'foreign', reason: 'question' };
    at += 4;
  }
  let hasSoa = false;
  for (let i = 0; i < records; i++) {
    const start = nameEnd(bytes, at, bytes.length);
    if (start < 0 || start + 10 > bytes.length) return { kind: 'malformed', reason: `record ${i + 1} of ${records} is cut off` };
    const type = count(start);
    const end = start + 10 + count(start + 8);
    if (end > bytes.length) return { kind: 'malformed', reason: `record ${i + 1} of ${records} is longer than the message` };
    if (!isSound(bytes, type, start + 10, end))
      return { kind: 'malformed', reason: `record ${i + 1} of ${records} is not what its type says` };
    hasSoa ||= type === types.SOA && i >= count(6);
    at = end;
  }
  return { kind: 'sound', questions, hasSoa };
}

function asks(bytes: Buffer, end: number, query: Query): boolean {
  // What an answer repeats is compared as it was written: with other letter case only (RFC 1035 §2.3.3).
  const asked = writeQuery(query, { id: 0, edns: false }).subarray(headerBytes);
  const repeated = bytes.subarray(headerBytes, end + 4);
  return repeated.length === asked.length && repeated.every((byte, i) => lower(byte) === lower(asked[i] as number));
}

const lower = (byte: number): number => (byte >= 65 && byte <= 90 ? byte + 32 : byte);

/** Where the name at `at` ends, -1 where it does not before `end`. Where a pointer leads is dns-packet's to judge: backwards only. */
function nameEnd(bytes: Buffer, at: number, end: number): number {
  for (let i = at; i < end; ) {
    const length = bytes[i] as number;
    if (length === 0) return i + 1;
    if (length >= 0xc0) return i + 2 <= end ? i + 2 : -1;
    if (length > 63) return -1;
    i += length + 1;
  }
  return -1;
}

function isSound(bytes: Buffer, type: number, start: number, end: number): boolean {
  switch (type) {
    case types.A:
      return end - start === 4;
    case types.AAAA:
      return end - start === 16;
    case types.CNAME:
      return nameEnd(bytes, start, end) === end;
    case types.SRV:
      return nameEnd(bytes, start + 6, end) === end;
    case types.NAPTR: {
      let at = start + 4;
      for (let i = 0; i < 3 && at < end; i++) at += 1 + (bytes[at] as number);
      return at < end && nameEnd(bytes, at, end) === end;
    }
    default:
      return true;
  }
}

/** The answer section alone: nothing that stands in the others is used, so no fault in them matters. */
function decodeRecords(bytes: Buffer): OwnedRecord[] | undefined {
  const copy = Buffer.from(bytes);
  copy.fill(0, 8, headerBytes);
  let answers: readonly PacketAnswer[];
  try {
    answers = decode(copy).answers ?? [];
  } catch {
    // The library throws at a name that leads forwards or is too long; the bytes are the peer's fault, not ours.
    return undefined;
  }
  return answers.flatMap((answer) => recordOf(answer) ?? []);
}

function recordOf(answer: PacketAnswer): OwnedRecord | undefined {
  if (answer.type === 'OPT' || answer.class !== 'IN') return undefined;
  const owner = plain(answer.name);
  // The highest bit of a TTL counts as zero (RFC 2181 §8).
  const ttl = (answer.ttl ?? 0) > 0x7fff_ffff ? 0 : (answer.ttl ?? 0);
  switch (answer.type) {
    case 'A':
      return { owner, record: { type: 'A', address: answer.data, ttl } };
    case 'AAAA':
      return { owner, record: { type: 'AAAA', address: sameAddress(answer.data), ttl } };
    case 'CNAME':
      return { owner, record: { type: 'CNAME', target: plain(answer.data), ttl } };
    case 'SRV': {
      const { priority = 0, weight = 0, port, target } = answer.data;
      return { owner, record: { type: 'SRV', priority, weight, port, target: plain(target), ttl } };
    }
    case 'NAPTR': {
      const { order, preference, flags, services, regexp, replacement } = answer.data;
      return {
        owner,
        record: { type: 'NAPTR', order, preference, flags, service: services, regexp, replacement: plain(replacement), ttl },
      };
    }
    default:
      return undefined;
  }
}

/** '.' stays what it is: the root, by which SRV and NAPTR say "none". */
export const plain = (name: string): string => (name === '.' ? name : name.replace(/\.$/, '').toLowerCase());
