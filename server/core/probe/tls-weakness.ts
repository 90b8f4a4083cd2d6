import type { Choice } from '../tls/conversation';
import { extension } from '../tls/extensions';
import { downgradeMark } from '../tls/handshake';
import { suiteName, suiteOf } from '../tls/suites';
import { SSL3, TLS12, TLS13 } from '../tls/versions';
import type { TlsFacts } from './facts';
import { highestOffered, realSuites } from './tls-words';

/** What is wrong with a suite, the worst alone where it protects nothing: what else there is of it does not matter then. */
export type Weakness = 'no-encryption' | 'anonymous' | 'broken' | '3des' | 'static' | 'cbc';

export function weaknessesOf(code: number): readonly Weakness[] {
  const suite = suiteOf(code);
  if (!suite || suite.isSignal) return [];
  const { name, keyExchange } = suite;
  if (/_WITH_NULL_|^TLS_SHA\d+_SHA\d+$/.test(name)) return ['no-encryption'];
  if (/_anon_/.test(name)) return ['anonymous'];
  if (/RC4|RC2|DES40|_DES_CBC_|EXPORT/.test(name)) return ['broken'];
  const found: Weakness[] = [];
  if (name.includes('3DES')) found.push('3des');
  else if (name.includes('_CBC_')) found.push('cbc');
  if (['RSA', 'RSA_PSK', 'DH', 'ECDH'].includes(keyExchange)) found.push('static');
  return found;
}

/** What the server chose in this very conversation; undefined where it did not get that far. */
export const chosenIn = ({ conversation }: Pick<TlsFacts, 'conversation'>): Choice | undefined =>
  conversation.answer.kind === 'chosen' ? conversation.answer : undefined;

/** The server left its mark: it could do more than it was asked for, and the client had asked for more (RFC 8446 §4.1.3). */
export function isLowered(facts: Pick<TlsFacts, 'conversation'>): boolean {
  const choice = chosenIn(facts);
  const { offer } = facts.conversation;
  const mark = choice && downgradeMark(choice.hello);
  if (!choice || !offer || mark === undefined) return false;
  const offered = highestOffered(offer);
  return (offered >= TLS13 && choice.version <= TLS12) || (offered === TLS12 && choice.version < TLS12 && mark === 'TLSv1.1');
}

/**
 * Suites with a weakness that the server takes, each once: the negotiated one first, then those of an enumeration. Of SSL 3 none counts,
 * which nothing can mend.
 */
export function weakSuites(facts: TlsFacts, ...weaknesses: readonly Weakness[]): readonly number[] {
  const chosen = chosenIn(facts);
  const taken = [...(chosen ? [chosen] : []), ...(facts.enumeration?.suites ?? [])].filter(({ version }) => version > SSL3);
  return [...new Set(taken.map(({ suite }) => suite))].filter((suite) =>
    weaknessesOf(suite).some((weakness) => weaknesses.includes(weakness)),
  );
}

/** Those with a weakness in the hello of a client. The probe offers what it was told to, so only captured clients are asked. */
export const weakOffers = ({ origin, conversation }: TlsFacts, ...weaknesses: readonly Weakness[]): readonly number[] =>
  origin === 'capture' && conversation.offer
    ? realSuites(conversation.offer.suites).filter((suite) => weaknessesOf(suite).some((one) => weaknesses.includes(one)))
    : [];

/** Whether a suite of the ServerHello authenticates before it encrypts, as RFC 7366 has it. */
export const encryptsThenMacs = ({ hello }: Choice): boolean => extension(hello.extensions, 'encrypt_then_mac') !== undefined;

/** The suites that an enumeration found for a version. */
export const acceptedFor = ({ enumeration }: TlsFacts, version: number): readonly number[] =>
  (enumeration?.suites ?? []).filter((one) => one.version === version).map(({ suite }) => suite);

/** The enumeration saw everything, and nothing in it has a key exchange of its own for each connection. */
export function hasNoForwardSecrecy(facts: TlsFacts): boolean {
  const { enumeration } = facts;
  if (!enumeration?.isComplete || enumeration.versions.get(TLS13) !== 'refused') return false;
  const suites = acceptedFor(facts, TLS12);
  return suites.length > 0 && !suites.some(isForwardSecret);
}

/** Anonymous ones have it as well; what they lack is said elsewhere. */
const isForwardSecret = (suite: number): boolean => /_(?:EC)?DHE_|_anon_/.test(suiteName(suite));

/** A suite that RFC 9325 §4.2 wants preferred, offered by the client and fit for the server's key, and not chosen. */
export interface PassedOver {
  readonly best: number;
  readonly chosen: number;
  /** The server was seen to take the better one from others. */
  readonly isProven: boolean;
}

export function passedOver(facts: TlsFacts): PassedOver | undefined {
  const choice = chosenIn(facts);
  const { enumeration, conversation, origin } = facts;
  if (!choice || choice.isResumed || choice.version !== TLS12 || !conversation.offer) return undefined;
  const weaknesses = weaknessesOf(choice.suite);
  const key = suiteOf(choice.suite)?.certificateKey;
  if (!weaknesses.some((weakness) => weakness !== 'no-encryption' && weakness !== 'anonymous')) return undefined;
  const offered = conversation.offer.suites.filter((suite) => isRecommended(suite) && suiteOf(suite)?.certificateKey === key);
  const taken = acceptedFor(facts, TLS12);
  const proven = offered.find((suite) => taken.includes(suite));
  if (proven !== undefined) return { best: proven, chosen: choice.suite, isProven: true };
  // One conversation shows a choice, and not what else the server would have taken.
  const [best] = offered;
  return best !== undefined && !enumeration && origin === 'capture' ? { best, chosen: choice.suite, isProven: false } : undefined;
}

const isRecommended = (suite: number): boolean => /^TLS_ECDHE_(?:RSA|ECDSA)_WITH_AES_\d+_GCM_/.test(suiteName(suite));
