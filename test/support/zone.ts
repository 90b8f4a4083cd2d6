import type { DnsRecord } from '../../server/contracts';
import type { DnsAnswer, lookUp } from '../../server/probe/dns';
import type { OwnedRecord } from '../../server/probe/dns-message';

/**
 * Answers DNS questions from the lines of a zone file, in memory: `sip.example.com 60 A 192.0.2.1`. What stands there exists, and so does each
 * name above it. `trouble` says what becomes of some questions instead: `SRV _sips._tcp.example.com: SERVFAIL`.
 */
export function lookUpIn(lines: readonly string[], trouble: readonly string[]): typeof lookUp {
  const zone = lines.map(recordOf);
  const troubles = new Map(trouble.map((line) => line.split(': ') as [string, string]));
  return async ({ name, type }, server) => ({
    answer: troubleOf(troubles.get(`${type} ${name}`)) ?? answerFrom(zone, name, type),
    server: `${server.host.includes(':') ? `[${server.host}]` : server.host}:${server.port}`,
    durationMs: 1,
    overTcp: false,
    ignored: 0,
  });
}

function troubleOf(word: string | undefined): DnsAnswer | undefined {
  if (word === undefined) return undefined;
  if (word === 'timeout') return { kind: 'timeout', afterMs: 5000 };
  if (word === 'unreachable') return { kind: 'unreachable', code: 'ECONNREFUSED' };
  if (word === 'malformed') return { kind: 'malformed', reason: 'a name ends outside of the message' };
  if (word === 'NXDOMAIN') return { kind: 'nxdomain', chain: [] };
  if (word === 'NODATA') return { kind: 'nodata', chain: [] };
  return { kind: 'error', rcode: word, chain: [] };
}

function answerFrom(zone: readonly OwnedRecord[], asked: string, type: DnsRecord['type']): DnsAnswer {
  const chain: OwnedRecord[] = [];
  let name = asked;
  for (;;) {
    const alias = zone.find(({ owner, record }) => owner === name && record.type === 'CNAME');
    if (alias?.record.type !== 'CNAME' || chain.length > 16) break;
    chain.push(alias);
    name = alias.record.target;
  }
  const records = zone.filter(({ owner, record }) => owner === name && record.type === type);
  if (records.length > 0) return { kind: 'answer', records, chain, isAuthoritative: false };
  const exists = zone.some(({ owner }) => owner === name || owner.endsWith(`.${name}`));
  return { kind: exists ? 'nodata' : 'nxdomain', chain };
}

function recordOf(line: string): OwnedRecord {
  const [, owner = '', ttlText, type = '', data = ''] = /^(\S+) (?:(\d+) )?([A-Z]+) (.+)$/.exec(line) ?? [];
  const ttl = Number(ttlText ?? 300);
  const words = (data.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replace(/^"(.*)"$/, '$1'));
  const [first = '', second = '', third = '', fourth = '', fifth = '', sixth = ''] = words;
  const record = ((): DnsRecord => {
    switch (type) {
      // By the address, so that a scene can be rewritten from one family to the other.
      case 'A':
        return { type: first.includes(':') ? 'AAAA' : 'A', address: first, ttl };
      case 'CNAME':
        return { type, target: first, ttl };
      case 'SRV':
        return { type, priority: Number(first), weight: Number(second), port: Number(third), target: fourth, ttl };
      case 'NAPTR':
        return {
          type,
          order: Number(first),
          preference: Number(second),
          flags: third,
          service: fourth,
          regexp: fifth,
          replacement: sixth,
          ttl,
        };
      default:
        throw new Error(`no line of a zone: ${line}`);
    }
  })();
  return { owner, record };
}
