import type { CertificateRequest } from '../tls/handshake';
import { suiteOf } from '../tls/suites';
import { SSL3, TLS12, TLS13 } from '../tls/versions';
import type { HelloTrial, TlsFacts } from './facts';
import { helloOctets, highestOffered, portOf, realSuites } from './tls-words';

/**
 * Why a conversation failed, where several rules have to agree on it: each names one cause, and the others are silent about what
 * another one explains.
 */

export const hasFailed = ({ outcome }: TlsFacts): boolean => outcome !== 'ok' && outcome !== 'cancelled';

/** The server answered no hello with a hello of its own. */
export const isBeforeServerHello = ({ conversation: { answer } }: TlsFacts): boolean =>
  answer.kind === 'nothing' || answer.kind === 'alert' || answer.kind === 'foreign';

/** What other hellos showed: the server cannot take a large one, or none that speaks of TLS 1.3. */
export function causeByTrials(facts: TlsFacts): 'too-big' | 'version-intolerant' | undefined {
  if (tooBig(facts)) return 'too-big';
  return versionIntolerance(facts) ? 'version-intolerant' : undefined;
}

export interface TooBig {
  readonly octets: number;
  readonly small: HelloTrial;
}

/** A hello of one segment leaves room for the headers of IP and TCP with their options; above that it takes two. */
export const LARGE_HELLO = 1400;

export function tooBig(facts: TlsFacts): TooBig | undefined {
  const { trials, conversation } = facts;
  const small = trials.find(({ kind, answer }) => kind === 'smaller' && answer === 'server-hello');
  const hybrid = trials.find(({ kind }) => kind === 'hybrid');
  const own = helloOctets(conversation);
  if (small && own > LARGE_HELLO && hasFailed(facts) && isBeforeServerHello(facts) && breaksOff(facts.outcome, facts.alert?.code))
    return { octets: own, small };
  if (!hybrid || hybrid.octets <= LARGE_HELLO || !breaksOff(hybrid.answer, hybrid.alert?.code)) return undefined;
  if (small) return { octets: hybrid.octets, small };
  // The hello of the conversation itself was the small one.
  if (own === 0 || own > LARGE_HELLO || isBeforeServerHello(facts)) return undefined;
  const { firstOctetMs, tlsMs = 0 } = facts.timings;
  return { octets: hybrid.octets, small: { kind: 'smaller', octets: own, answer: 'server-hello', durationMs: firstOctetMs ?? tlsMs } };
}

/** Reset, silence, or one of the alerts by which a server says that it could not read what came. */
const breaksOff = (answer: string, alert: number | undefined): boolean =>
  answer === 'reset' || answer === 'silent' || (answer === 'alert' && (alert === 10 || alert === 47 || alert === 50));

/** The trial without TLS 1.3 that went well where hellos with it, a small one among them, do not. */
export function versionIntolerance(facts: TlsFacts): HelloTrial | undefined {
  const { offer } = facts.conversation;
  const without = facts.trials.find(({ kind, answer }) => kind === 'without-tls13' && answer === 'server-hello');
  const small = facts.trials.find(({ kind }) => kind === 'smaller');
  if (!without || small?.answer === 'server-hello' || !hasFailed(facts) || !isBeforeServerHello(facts)) return undefined;
  // Where no small hello was tried, the failing one must not have been large.
  if (!small && helloOctets(facts.conversation) > LARGE_HELLO) return undefined;
  return offer && highestOffered(offer) >= TLS13 ? without : undefined;
}

export const requestIn = ({ conversation: { clientCertificate } }: TlsFacts): CertificateRequest | undefined =>
  clientCertificate.kind === 'asked' ? clientCertificate.request : undefined;

/** This side, or the client of a capture, showed a certificate. */
export const hasShownIdentity = ({ conversation: { clientCertificate } }: TlsFacts): boolean =>
  clientCertificate.kind === 'asked' && clientCertificate.answer.kind === 'sent';

/** handshake_failure, bad_certificate, certificate_unknown, unknown_ca: what servers say before TLS 1.3 to a client without a certificate. */
const sayNoCertificate = new Set([40, 42, 46, 48]);

/** The server asked for a certificate, got none, and ended the conversation for it. */
export function isCertificateRequired(facts: TlsFacts): boolean {
  const { alert, outcome, conversation } = facts;
  if (alert?.direction === 'received' && alert.code === 116) return true;
  const { clientCertificate: asked } = conversation;
  if (asked.kind !== 'asked' || asked.answer.kind !== 'empty' || facts.hasSpoken) return false;
  if (alert) return alert.direction === 'received' && sayNoCertificate.has(alert.code);
  return outcome === 'reset' || outcome === 'closed';
}

/** The key of the certificate that the client has no suite or scheme for; undefined where that is not why it failed. */
export function unusableKey(facts: TlsFacts): 'EC' | 'RSA' | undefined {
  const { leaf, alert, outcome, conversation, enumeration } = facts;
  const { offer } = conversation;
  const type = leaf?.key.type;
  const refused = alert?.direction === 'received' && (alert.code === 40 || alert.code === 71);
  if (!offer || (type !== 'EC' && type !== 'RSA') || !isBeforeServerHello(facts) || (!refused && outcome !== 'closed')) return undefined;
  // A server with certificates of both kinds would have shown the other one.
  const kinds = new Set(enumeration?.suites.map(({ suite }) => suiteOf(suite)?.certificateKey));
  if (kinds.has('EC') && kinds.has('RSA')) return undefined;
  const canUse = realSuites(offer.suites).some((code) => {
    const suite = suiteOf(code);
    return suite?.isTls13 ? signsWith(offer.schemes, type) : suite?.certificateKey === type || suite === undefined;
  });
  return canUse ? undefined : type;
}

/** ECDSA: the second octet is 3, or a scheme of brainpool curves; all of RSA in TLS 1.3 is PSS (RFC 8446 §4.2.3). */
const signsWith = (schemes: readonly number[], type: 'EC' | 'RSA'): boolean =>
  schemes.some((scheme) =>
    type === 'EC' ? (scheme & 0xff) === 3 || (scheme >= 0x081a && scheme <= 0x081c) : scheme >= 0x0804 && scheme <= 0x0806,
  );

/** SIP in clear is what this port speaks, and the client is at the port for that. */
export function isClearSipPort(facts: TlsFacts): boolean {
  const { outcome, conversation, speaksClearSip } = facts;
  if (!conversation.offer || !isBeforeServerHello(facts) || outcome === 'alert') return false;
  return speaksClearSip === true || (outcome === 'plain-sip' && portOf(facts) === 5060);
}

/**
 * Not a word from the server, until the deadline or until it gave up waiting itself: it did not understand that something was asked, which a
 * server that hangs up at once did.
 */
export function isSilence({ outcome, conversation, timings, timeoutMs }: TlsFacts): boolean {
  if (outcome === 'silent') return true;
  return outcome === 'closed' && conversation.answer.kind === 'nothing' && (timings.tlsMs ?? 0) >= timeoutMs / 2;
}

/** The version on which the two agreed, or on which they would have had the client taken it. */
export const chosenVersion = ({ conversation: { answer } }: TlsFacts): number | undefined =>
  answer.kind === 'chosen' || answer.kind === 'retry' ? answer.hello.version : undefined;

export const isBelowTls12 = (version: number | undefined): boolean => version !== undefined && version > SSL3 && version < TLS12;
