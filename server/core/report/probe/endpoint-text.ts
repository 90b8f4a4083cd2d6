import type { Endpoint, NameVerdict } from '../../../contracts';
import { listed } from '../../hover/words';
import { versionWord } from '../../tls/versions';
import { versionList } from './causes';
import type { EndpointDetail } from './model';
import { type Page, row } from './rows';
import { leafOf, missingIssuer } from './standing';
import { commonName, count, day, duration, socketOf, validityOf } from './words';

export interface EndpointContext {
  readonly detail: EndpointDetail | undefined;
  /** Where one socket was asked under several names. */
  readonly serverName?: string | null;
  readonly policy: 'full' | 'chain-only';
  /** The moment for which all is judged. */
  readonly at: Date;
  /** Shown above, from the first on; what is long and the same there is not said again. */
  readonly above: readonly Endpoint[];
}

/** What was seen of one address: a line that says how it ended, and a row for each fact. */
export function endpointRows(endpoint: Endpoint, context: EndpointContext, page: Page): string[] {
  const { paint } = page;
  const { outcome } = endpoint;
  const named = context.serverName === undefined ? '' : ` server name ${context.serverName ?? 'none'}`;
  const [first = '', ...rest] = row(
    {
      label: `${socketOf(endpoint)}${named}`,
      paintLabel: paint.path,
      word: outcome === 'ok' ? 'reachable' : outcome,
      paintWord: outcome === 'ok' ? paint.path : outcome === 'cancelled' || outcome === 'unsupported' ? paint.warning : paint.error,
      text: outcome === 'ok' ? tlsWords(endpoint) : endWords(endpoint, context.detail),
      hanging: 8,
    },
    page,
  );
  const facts = factsOf(endpoint, context).flatMap(([label, text, word = '']) =>
    row({ at: 8, label, word, paintWord: paint.path, text, hanging: 16 }, page),
  );
  return [first.replace(/TLS 1\.\d/, paint.tls), ...rest, ...facts];
}

/** `TLS 1.3, TLS_AES_256_GCM_SHA384, x25519, 12 + 21 ms` */
function tlsWords({ tls, timings }: Endpoint): string {
  const { tcpMs, tlsMs } = timings;
  const took = tcpMs === undefined || tlsMs === undefined ? [] : [`${duration(tcpMs).replace(/ ms$/, '')} + ${duration(tlsMs)}`];
  if (!tls) return took.join('');
  const alpn = tls.alpn === null ? [] : [`ALPN ${tls.alpn}`];
  return [versionWord(tls.version), tls.cipher, ...(tls.group === undefined ? [] : [tls.group]), ...alpn, ...took].join(', ');
}

function endWords({ outcome, alert }: Endpoint, detail: EndpointDetail | undefined): string {
  if (outcome === 'alert' && alert)
    return `${alert.name} (${alert.code}) from ${alert.direction === 'received' ? 'the server' : 'this side'}`;
  return detail?.reason ?? '';
}

type Fact = readonly [label: string, text: string, verdict?: string];

function factsOf(endpoint: Endpoint, context: EndpointContext): Fact[] {
  return [
    ...(endpoint.outcome === 'ok' || !endpoint.tls ? [] : [['TLS', tlsWords(endpoint)] as const]),
    ...chainFacts(endpoint, context),
    ...nameFacts(endpoint, context),
    ...clientFacts(endpoint),
    ...sipFacts(endpoint),
    ...enumerationFacts(endpoint),
    ...verifierFacts(endpoint, context),
  ];
}

function chainFacts(endpoint: Endpoint, { detail, at }: EndpointContext): Fact[] {
  const { chain } = endpoint;
  if (!chain) return [];
  const missing = missingIssuer(endpoint, detail);
  const steps = chain.built.map(({ subject, from }) => `${commonName(subject)}${from === 'aia' ? ' (not sent, fetched)' : ''}`);
  const isGap = missing !== undefined && !chain.built.some(({ from, subject }) => from === 'aia' && subject === missing);
  const path = [...steps, ...(isGap ? [`${commonName(missing)} (not sent)`] : [])].join(' → ');
  const openssl = chain.openssl.ok ? '' : `; OpenSSL: ${chain.openssl.text ?? chain.openssl.code ?? 'refuses it'}`;
  const sent = `${count(chain.sent.length, 'certificate')} sent`;
  const leaf = leafOf(endpoint);
  const revocation = detail && detail.revocation.length > 0 ? ` (${detail.revocation.join(' ')})` : '';
  return [
    ['chain', `${path === '' ? sent : `${path}; ${sent}`}${openssl}`, chain.trusted ? 'trusted' : 'not trusted'],
    ...(leaf ? [['valid', `until ${day(leaf.notAfter)}, ${validityOf(leaf, at).text}`] as const] : []),
    ['revoked', `${revocationWords[chain.revocation]}${revocation}`],
  ];
}

const revocationWords: { readonly [kind in NonNullable<Endpoint['chain']>['revocation']]: string } = {
  'not-checked': 'not checked',
  good: 'no',
  revoked: 'yes',
  unknown: 'unknown',
  unavailable: 'cannot tell',
};

function nameFacts({ names }: Endpoint, { policy }: EndpointContext): Fact[] {
  if (!names) return [];
  const { rfc5922, practice } = names;
  const note = policy === 'chain-only' ? '; not compared by the policy chain-only' : '';
  const identity = ({ by, identity: name }: NameVerdict): string =>
    name === undefined ? '' : `${by === undefined ? '' : `${by.toUpperCase()}:`}${name}`;
  if (rfc5922.matches && practice.matches) return [['name', `${identity(rfc5922)}${note}`, 'ok']];
  const said = (verdict: NameVerdict): string => `${verdict.matches ? 'yes' : 'no'}. ${verdict.why}`;
  return [
    ['name', `RFC 5922: ${said(rfc5922)}`, practice.matches || rfc5922.matches ? 'disputed' : 'differs'],
    ['', `In practice: ${said(practice)}${note}`],
  ];
}

function clientFacts({ tls }: Endpoint): Fact[] {
  if (!tls) return [];
  if (tls.clientCertificate === 'none') return [['client', 'none asked']];
  const authorities = tls.acceptedCAs.length === 0 ? 'no CA named' : `of ${listed(tls.acceptedCAs.slice(0, 3).map(commonName))}`;
  const more = tls.acceptedCAs.length > 3 ? ` and ${tls.acceptedCAs.length - 3} more` : '';
  return [['client', `certificate ${tls.clientCertificate}, ${authorities}${more}`]];
}

function sipFacts({ options, transport, outcome }: Endpoint): Fact[] {
  if (!options) return transport === 'WSS' && outcome === 'ok' ? [['SIP', 'not asked: over WebSocket the probe goes as far as TLS']] : [];
  if (options.status === undefined) return [['SIP', 'no answer to OPTIONS']];
  const took = options.durationMs === undefined ? '' : ` in ${duration(options.durationMs)}`;
  const server = options.server === undefined ? '' : `; ${options.server}`;
  return [['SIP', `${options.status} ${options.reason ?? ''} to OPTIONS${took}${server}`.replaceAll('  ', ' ')]];
}

function enumerationFacts({ enumeration, tls }: Endpoint): Fact[] {
  if (!enumeration) return [];
  const { versions, suites, groups, alpn, compression, serverOrder, signatureSchemes } = enumeration;
  const with_ = (verdict: string): string[] => Object.keys(versions).filter((version) => versions[version] === verdict);
  const order = serverOrder === null ? '' : serverOrder ? ', in the order of the server' : ', the client chooses';
  const parts = (['accepted', 'refused', 'unknown'] as const).flatMap((verdict) =>
    with_(verdict).length === 0 ? [] : [`${verdict === 'unknown' ? 'not known' : verdict}: ${versionList(with_(verdict))}`],
  );
  return [
    ['offers', parts.join('; ')],
    ['suites', `${suites.length}${order}`],
    ...suites.map(({ version, cipher, grade }): Fact => ['', `${versionWord(version).replace('TLS ', '')} ${cipher}`, grade]),
    ['groups', groups.length === 0 ? 'none known' : groups.join(', ')],
    ...(signatureSchemes.length === 0 ? [] : [['signs', signatureSchemes.join(', ')] as const]),
    ['ALPN', alpn.length === 0 ? 'none of the names tried' : alpn.join(', ')],
    ...(compression ? [['compr.', 'accepted'] as const] : []),
    ...(tls?.resumed === undefined
      ? []
      : [['session', tls.resumed ? 'resumed by a second connection' : 'not resumed by a second connection'] as const]),
  ];
}

function verifierFacts({ verifiers }: Endpoint, { above }: EndpointContext): Fact[] {
  if (!verifiers || verifiers.length === 0) return [];
  const verdicts = (some: Endpoint['verifiers']): string => JSON.stringify(some?.map(({ id, accepts }) => [id, accepts]));
  const same = above.find((one) => verdicts(one.verifiers) === verdicts(verifiers));
  if (same) return [['stacks', `as ${socketOf(same)}`]];
  const titles = (accepts: boolean | null): string => listed(verifiers.filter((one) => one.accepts === accepts).map(({ title }) => title));
  const rows = [
    ['accept', titles(true)],
    ['refuse', titles(false)],
    ['cannot be told', titles(null)],
  ] as const;
  return rows.filter(([, names]) => names !== '').map(([verdict, names], i): Fact => [i === 0 ? 'stacks' : '', `${verdict}: ${names}`]);
}
