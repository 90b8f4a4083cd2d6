import { type Suite, suiteByName } from '../tls/suites';
import { TLS10, TLS12, TLS13, versions } from '../tls/versions';

/** A stack, service or kind of device, and what of TLS it is documented to speak. Nothing is said of what is not documented. */
interface Peer {
  readonly title: string;
  readonly source: string;
  /** Versions by number. `newest` absent: not documented. */
  readonly oldest: number;
  readonly newest?: number;
  /** Whether it speaks a suite below TLS 1.3; undefined: not documented. */
  readonly speaks: (suite: Suite) => boolean | undefined;
}

export interface LockedOutPeer {
  readonly title: string;
  readonly why: string;
  readonly source: string;
}

const genesys = new Set([
  'TLS_RSA_WITH_AES_256_CBC_SHA',
  'TLS_RSA_WITH_AES_256_CBC_SHA256',
  'TLS_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA',
  'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
]);
const teams = new Set([
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256',
]);

const peers: readonly Peer[] = [
  {
    title: 'old Polycom phones',
    source: 'https://github.com/asterisk/asterisk/issues/93',
    oldest: TLS10,
    newest: TLS10,
    // Twelve suites without ECDHE, for RSA; which of them is not written down.
    speaks: ({ keyExchange }) => (keyExchange === 'RSA' ? undefined : false),
  },
  {
    title: 'Genesys Cloud (BYOC Cloud)',
    source: 'https://help.mypurecloud.com/articles/tls-trunk-transport-protocol-specification/',
    oldest: TLS12,
    newest: TLS12,
    speaks: ({ name }) => genesys.has(name) || (name === 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384' ? undefined : false),
  },
  {
    title: 'Microsoft Teams',
    source: 'https://learn.microsoft.com/en-us/answers/questions/5835044/required-cipher-suite-configuration-for-sbcs',
    oldest: TLS12,
    speaks: ({ name }) => teams.has(name),
  },
  {
    title: 'LiveKit SIP and sipgo (Go)',
    source: 'https://pkg.go.dev/crypto/tls#CipherSuites',
    oldest: TLS12,
    newest: TLS13,
    speaks: ({ keyExchange, grade }) => (keyExchange === 'ECDHE' ? grade === 'acceptable' || undefined : false),
  },
];

/**
 * Who would be locked out where a server no longer takes a version (`TLSv1.2`) or a suite (by its IANA name), or several of them at once;
 * `left` is what it still takes of both. `unknown` where no document says so of anybody: that is no promise that nobody is. Whoever is named, there
 * may be others.
 */
export function lockedOut(off: string | readonly string[], left: readonly string[] = []): readonly LockedOutPeer[] | 'unknown' {
  const words = typeof off === 'string' ? [off] : off;
  const found = peers.flatMap((peer) => {
    const why = whyOut(peer, offer(words), offer(left));
    return why === undefined ? [] : { title: peer.title, why, source: peer.source };
  });
  return found.length > 0 ? found : 'unknown';
}

interface Offer {
  readonly versions: readonly number[];
  readonly suites: readonly Suite[];
}

const offer = (words: readonly string[]): Offer => ({
  versions: words.flatMap((word) => versions.find(({ name }) => name === word)?.code ?? []),
  suites: words.flatMap((word) => suiteByName(word) ?? []),
});

function whyOut(peer: Peer, off: Offer, left: Offer): string | undefined {
  const { oldest, newest, speaks } = peer;
  const mayReach = (version: number): boolean => version >= oldest && version <= (newest ?? TLS13);
  const isVersionLost = off.versions.some((version) => version >= oldest && newest !== undefined && version <= newest);
  const isVersionLeft = left.versions.some(mayReach);
  // Without a list of what is left, only those count that have nothing newer than what is switched off.
  const hasNewer = left.versions.length === 0 && (newest ?? TLS13) > Math.max(...off.versions, 0);
  if (isVersionLost && !isVersionLeft && !hasNewer) return `speaks nothing newer than ${nameOf(newest)}`;

  const isSuiteLost = off.suites.some((suite) => !suite.isTls13 && speaks(suite) !== false);
  if (!isSuiteLost || left.suites.length === 0) return undefined;
  const isSuiteLeft = left.suites.some((suite) => (suite.isTls13 ? (newest ?? TLS13) >= TLS13 : speaks(suite) !== false));
  return isSuiteLeft ? undefined : 'has no suite in common with what is left';
}

const nameOf = (version: number | undefined): string =>
  versions
    .find(({ code }) => code === version)
    ?.name.replace(/^TLSv1$/, 'TLSv1.0')
    .replace('v', ' ') ?? 'that';
