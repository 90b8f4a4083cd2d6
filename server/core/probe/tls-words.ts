import { readSocket } from '../sip/socket';
import { enumerated } from '../text/enumerated';
import { visibleName } from '../text/visible-name';
import type { Offer, TlsConversation } from '../tls/conversation';
import { extension } from '../tls/extensions';
import { groupName } from '../tls/groups';
import type { CertificateRequest, Handshake } from '../tls/handshake';
import { schemeName } from '../tls/schemes';
import { suiteName, suiteOf } from '../tls/suites';
import { isGrease, versionWord } from '../tls/versions';
import { latin1 } from '../tls/wire';
import type { Certificate } from '../x509/certificate';
import { elementAt } from '../x509/der';
import { distinguishedName } from '../x509/distinguished-name';
import { sipIdentities } from '../x509/names';
import { type ClientCommand, type NamedStore, namedStore, sClient } from './commands';
import type { TlsFacts } from './facts';

/** What a conversation was about, in the words of sentences. Whatever a peer wrote is shown with its hidden characters visible, and bounded. */

/** The highest that is really offered; 0 where only made-up ones are. */
export const highestOffered = ({ versions }: Offer): number => Math.max(0, ...versions.filter((version) => !isGrease(version)));

/** `TLS 1.3 and TLS 1.2`, newest first; a hello without a list says its maximum only. */
export function offeredWords(offer: Offer): string {
  if (!extension(offer.hello.extensions, 'supported_versions')) return `at most ${versionWord(highestOffered(offer))}`;
  const offered = offer.versions.filter((version) => !isGrease(version)).sort((a, b) => b - a);
  return offered.length === 0 ? 'no version that exists' : enumerated(offered.map(versionWord));
}

/** The suites among the numbers: no signals (RFC 5746 §3.3, RFC 7507), no made-up values (RFC 8701). */
export const realSuites = (suites: readonly number[]): readonly number[] =>
  suites.filter((suite) => !isGrease(suite) && suiteOf(suite)?.isSignal !== true);

export const suiteWords = (suites: readonly number[], most = 3): string => enumerated(suites.map(suiteName), most);
export const groupWords = (groups: readonly number[], most = 6): string => listOf(groups, groupName, most);
export const schemeWords = (schemes: readonly number[], most = 6): string => listOf(schemes, schemeName, most);

function listOf(numbers: readonly number[], name: (number: number) => string, most: number): string {
  const real = numbers.filter((number) => !isGrease(number));
  return real.length === 0 ? 'none' : enumerated(real.map(name), most);
}

/** Names that a peer chose itself, such as those of ALPN: `"sip/2", "h2"`. */
export const quotedNames = (names: readonly string[]): string =>
  enumerated(
    names.map((name) => `"${visibleName(name, 64)}"`),
    4,
  );

/** A server name as it was sent, in quotes. */
export const quotedName = (name: string): string => `"${visibleName(name, 120)}"`;

/** What a certificate names for SIP, else its subject. */
export function identityWords(certificate: Certificate): string {
  const { names } = sipIdentities(certificate);
  return names.length === 0
    ? subjectWords(certificate)
    : enumerated(
        names.map((name) => visibleName(name, 120)),
        3,
      );
}

export const subjectWords = ({ subject }: Certificate): string => nameWords(subject.text);
export const issuerWords = ({ issuer }: Certificate): string => nameWords(issuer.text);
const nameWords = (name: string): string => (name === '' ? 'an empty name' : visibleName(name, 160));

/** The first line of what a peer said that is no TLS. */
export function firstLine(octets: Uint8Array): string {
  const [line = ''] = latin1(octets.subarray(0, 512)).trimStart().split(/\r?\n/, 1);
  return visibleName(line.trimEnd(), 80);
}

/** The name of a message as the RFCs write it: `ClientHello`. */
export function messageName({ kind }: Handshake): string {
  if (kind === 'unknown') return 'a message of an unknown type';
  return kind.replace(/(?:^|_)(\w)/g, (_all, letter: string) => letter.toUpperCase());
}

/** The last message of the handshake that either side sent: what came next was the answer to it. */
export function lastMessage({ transcript }: TlsConversation): string {
  const last = transcript.seen.findLast((one) => one.kind === 'handshake' || (one.kind === 'hidden' && one.content !== 'alert'));
  if (last?.kind === 'hidden') return 'Finished';
  return last?.kind === 'handshake' ? messageName(last.message) : 'ClientHello';
}

/** The octets of the first ClientHello with its records; 0 where none was seen. */
export function helloOctets({ transcript }: TlsConversation): number {
  const first = transcript.seen.find((one) => one.kind === 'handshake' && one.message.kind === 'client_hello');
  return first?.kind === 'handshake' ? first.octets + 4 + 5 * first.records : 0;
}

/** The group that a HelloRetryRequest asked for, and those for which the first hello had a key share. */
export function retryIn({
  transcript,
  offer,
}: TlsConversation): { readonly group: number; readonly shares: readonly number[] } | undefined {
  const retry = transcript.seen.find((one) => one.kind === 'handshake' && one.message.kind === 'hello_retry_request');
  const message = retry?.kind === 'handshake' && retry.message.kind === 'hello_retry_request' ? retry.message : undefined;
  const group = message && extension(message.extensions, 'key_share')?.shares[0]?.group;
  const shares = (offer && extension(offer.hello.extensions, 'key_share')?.shares) ?? [];
  return group === undefined ? undefined : { group, shares: shares.map((share) => share.group) };
}

/** The server says that it used the name: an empty server_name in its hello, or in TLS 1.3 behind it (RFC 6066 §3). */
export function acknowledgesName({ answer, transcript }: TlsConversation): boolean {
  if (answer.kind !== 'chosen') return false;
  const later = transcript.seen.flatMap((one) =>
    one.kind === 'handshake' && one.message.kind === 'encrypted_extensions' ? one.message.extensions : [],
  );
  return extension([...answer.hello.extensions, ...later], 'server_name') !== undefined;
}

/** With what a client signed the handshake; undefined where it did not, or does not say (before TLS 1.2). */
export function clientScheme({ transcript }: TlsConversation): number | undefined {
  const verify = transcript.seen.find(
    (one) => one.kind === 'handshake' && one.from === 'client' && one.message.kind === 'certificate_verify',
  );
  return verify?.kind === 'handshake' && verify.message.kind === 'certificate_verify' ? verify.message.scheme : undefined;
}

/** `3 acceptable CAs` of a CertificateRequest. */
export function acceptableCas(request: CertificateRequest | undefined): string {
  const count = request?.authorities.length ?? 0;
  if (count === 0) return 'no CA named';
  return count === 1 ? '1 acceptable CA' : `${count} acceptable CAs`;
}

/** Of the server, as its socket says. */
export const portOf = ({ server }: Pick<TlsFacts, 'server'>): number | undefined => readSocket(server).port;

/** The names of authorities as they stand in a CertificateRequest, in words; what is no name is left out. */
export const authorityNames = (authorities: readonly Uint8Array[]): { readonly text: string; readonly key: string }[] =>
  authorities.flatMap((der) => {
    const element = elementAt(der, 0, der.length);
    const name = element && distinguishedName(der, element);
    return name ? { text: nameWords(name.text), key: name.key } : [];
  });

/** Sentences begin with a capital letter; sockets and names do not change. */
export const sentence = (text: string): string => text.replace(/^this (?=probe\b|client\b)/, 'This ');

/** `2026-06-01 12:00 UTC`; to the millisecond where a log is to be searched for it. */
export const moment = (date: Date, precision: 'minute' | 'millisecond' = 'minute'): string =>
  `${date
    .toISOString()
    .slice(0, precision === 'minute' ? 16 : 23)
    .replace('T', ' ')} UTC`;

/** `12 ms`. */
export const ms = (duration: number): string => `${Math.max(1, Math.round(duration))} ms`;

/**
 * An `s_client` line to the server of a conversation, with the name that was sent there if a shell and a server can take it. `then`: what
 * comes behind it, such as a filter.
 */
export function lineTo(
  facts: Pick<TlsFacts, 'server' | 'conversation'> & NamedStore,
  command: Partial<ClientCommand> = {},
  then?: string,
): string {
  const name = facts.conversation.offer?.serverName ?? null;
  const serverName = name !== null && /^[\w.:[\]-]{1,255}$/.test(name) ? name : null;
  const { answer } = facts.conversation;
  // Where only a line of the output is looked at, nobody sees whether the chain was trusted.
  const isVerdictSeen = then === undefined || command.verify !== undefined;
  return sClient({
    ...{ socket: facts.server, serverName },
    ...(isVerdictSeen ? namedStore(facts) : {}),
    ...(answer.kind === 'chosen' ? { version: answer.version } : {}),
    ...command,
    ...(then === undefined ? {} : { then }),
  });
}
