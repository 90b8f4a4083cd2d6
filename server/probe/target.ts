import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import type { TargetFacts } from '#core/probe/facts';
import { codesOf } from '#core/sip/codes';
import { isTransport } from '#core/sip/next-hop';
import { param, type SipUri, uriAt } from '#core/sip/parts';
import { hostName } from '#core/sip/socket';
import { newTape } from '#core/sip/tape';
import { readUri } from '#core/sip/uri';

/** What a user asked to be probed. */
export type Target = TargetFacts;

export type TargetReading = { kind: 'target'; target: Target } | { kind: 'invalid'; reason: string };

const longest = 1000;
const scheme = /^([a-z][a-z0-9+.-]*):/i;

/** Reads a SIP URI, `host`, `host:port` or an address, with or without brackets. The reason is one line, for people. */
export function readTarget(typed: string): TargetReading {
  const text = typed.trim();
  if (text === '') return invalid('Nothing was given. Write a host name, an address or a SIP URI.');
  if (text.length > longest) return invalid(`The target has ${text.length} characters; a host name has at most 253.`);
  if (hasControls(text)) return invalid('The target holds white space or control characters.');
  const inner = text.startsWith('<') && text.endsWith('>') ? text.slice(1, -1) : text;
  const read = withScheme(inner);
  return typeof read === 'string' ? invalid(read) : targetOf(text, read);
}

/** Whether a name could stand in DNS: labels of 1 to 63, at most 253 in all (RFC 1035 §2.3.4). Underscores occur and do no harm. */
export function isDomainName(name: string): boolean {
  return name.length > 0 && name.length <= 253 && name.split('.').every((label) => /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label));
}

const invalid = (reason: string): TargetReading => ({ kind: 'invalid', reason });

const hasControls = (text: string): boolean => /[\s\p{Cc}]/u.test(text);

/** The text as a URI, or why it is none. */
function withScheme(text: string): SipUri | string {
  // An address without brackets looks like a scheme and a port, or like several of them.
  if (isIP(text) === 6) return uriOf(`sip:[${text}]`);
  const word = scheme.exec(text)?.[1]?.toLowerCase();
  if (word === 'sip' || word === 'sips') return uriOf(text);
  const isPort = word !== undefined && /^\d*(?:[;?]|$)/.test(text.slice(word.length + 1));
  if (word === undefined || isPort) return uriOf(`sip:${text}`);
  if (word === 'tel') return 'A tel: URI names a number, not a server. Give the host that takes its calls.';
  // `alice:secret@host` has no scheme either.
  if (text.includes('@') && !text.startsWith(`${word}://`)) return uriOf(`sip:${text}`);
  return `“${shown(word)}:” is no scheme that is probed here. Write sip:, sips: or a host name.`;
}

function uriOf(text: string): SipUri {
  const tape = newTape();
  readUri(codesOf(text), 0, text.length, false, tape);
  return uriAt({ text, tape }, 0);
}

function targetOf(text: string, uri: SipUri): TargetReading {
  if (uri.host === '') return invalid('There is no host in it.');
  if (uri.bareIpv6) return invalid('An IPv6 address with a port needs brackets: [2001:db8::1]:5061.');
  const named = readHost(uri.host);
  if (named.kind === 'invalid') return named;
  if (uri.portSpan !== undefined && !isPort(uri.port)) return invalid('The port must be a number from 1 to 65535.');
  const maddr = param(uri.params, 'maddr');
  const sentTo = maddr ? readHost(maddr.value ?? '') : named;
  if (sentTo.kind === 'invalid') return invalid(`maddr: ${sentTo.reason}`);
  const word = param(uri.params, 'transport')?.value?.toUpperCase();
  if (word !== undefined && !isTransport(word))
    return invalid(`“${shown(word)}” is no transport of SIP: udp, tcp, tls, sctp, ws and wss are.`);
  return {
    kind: 'target',
    target: {
      text,
      isSips: uri.isSips,
      host: sentTo.host,
      isIp: sentTo.isIp,
      serverName: named.isIp ? null : named.host,
      ...(uri.port === undefined ? {} : { port: uri.port }),
      ...(word === undefined ? {} : { transport: word }),
    },
  };
}

const isPort = (port: number | undefined): boolean => port !== undefined && Number.isInteger(port) && port >= 1 && port <= 65_535;

type Host = { kind: 'host'; host: string; isIp: boolean } | { kind: 'invalid'; reason: string };

function readHost(written: string): Host {
  const name = hostName(written);
  if (written.startsWith('[') || name.includes(':')) {
    if (isIP(name) === 6 && written.startsWith('[') && written.endsWith(']')) return { kind: 'host', host: sameAddress(name), isIp: true };
    return { kind: 'invalid', reason: `“${shown(written)}” is no IPv6 address.` };
  }
  if (isIP(name) === 4) return { kind: 'host', host: name, isIp: true };
  if (/^[\d.]+$/.test(name)) return { kind: 'invalid', reason: `“${shown(name)}” is no IPv4 address, and names do not end with a number.` };
  const ascii = (/^[\x21-\x7e]*$/.test(name) ? name : domainToASCII(name)).replace(/\.$/, '');
  if (!isDomainName(ascii)) return { kind: 'invalid', reason: `“${shown(written)}” is no host name.` };
  return { kind: 'host', host: ascii, isIp: false };
}

/** The one spelling that RFC 5952 recommends, so that two spellings of one address compare equal. A zone stays as it is. */
export function sameAddress(address: string): string {
  if (isIP(address) !== 6 || address.includes('%')) return address;
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}

const shown = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
