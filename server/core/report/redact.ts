import type { Certificate, ProbeReport } from '../../contracts';
import type { EndpointDetail, ExtensionLine, ProbeView } from './probe/model';
import { kindOf, nameParts } from './redaction/names';
import { Pseudonyms } from './redaction/pseudonyms';
import { looksLikeSip, redactSip } from './redaction/sip';
import { textRedaction } from './redaction/text';

/** What names nobody although it is a name. */
export interface CommonKnowledge {
  /** Subjects of certificate authorities that every store has, as RFC 4514 writes them; all others may be a company's own. */
  readonly authorities: Iterable<string>;
  /** Ids of providers that the program brings along. */
  readonly providers: Iterable<string>;
}

/**
 * Makes reports that can be shown to strangers: users, numbers, hosts, addresses, Call-IDs, and the names, serial numbers and fingerprints of
 * certificates are replaced by names of the same kind, the same each time as long as this function lives. A fingerprint names a certificate in
 * the public logs, so it goes as well; PEM is left out. What stays: ports, times, what was spoken, how it ended, and all that is judged.
 */
export function redactor(known: CommonKnowledge): (view: ProbeView) => ProbeView {
  const names = new Pseudonyms();
  const authorities = new Set(known.authorities);
  const publicValues = new Set([...authorities].flatMap((name) => nameParts(name).map(({ value }) => value)));
  const providers = new Set(known.providers);
  return (view) => {
    const tokens = tokensOf(view, { names, publicValues });
    const redact = textRedaction({ tokens, names });
    const change = (text: string): string => (looksLikeSip(text) ? redactSip(text, { redact, names }) : redact(text));
    const bare = { ...view, details: view.details.map(withoutOddExtensions) };
    // Strings change, and nothing else, so the shape stays.
    const { report, ...rest } = changed(bare, '', { change, names }) as ProbeView;
    const { provider } = view.report.policy;
    const policy = provider === undefined || providers.has(provider) ? {} : { provider: names.other('provider', provider) };
    return {
      ...rest,
      report: { ...report, target: targetText(view.report.target, { change, names }), policy: { ...report.policy, ...policy } },
    };
  };
}

interface Change {
  readonly change: (text: string) => string;
  readonly names: Pseudonyms;
}

function changed(value: unknown, key: string, how: Change): unknown {
  if (typeof value === 'string') {
    if (asTheyAre.has(key) || value === '') return value;
    if (key === 'serial' || key === 'sha256') return how.names.hex(value);
    return isShortHost(key, value) ? how.names.host(value) : how.change(value);
  }
  if (Array.isArray(value)) return value.map((item) => changed(item, key, how));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => !leftOut.has(name));
  return Object.fromEntries(
    entries.map(([name, inner]) => [/^[0-9a-f]{64}$/.test(name) ? how.names.hex(name) : name, changed(inner, name, how)]),
  );
}

/** A host of one or two letters is known by its place only: as a word in a sentence it may be any word. */
const isShortHost = (key: string, value: string): boolean => hosts.has(key) && value.length < SHORTEST && /^\w+$/.test(value);

const hosts: ReadonlySet<string> = new Set(['host', 'serverName', 'reference']);

const leftOut: ReadonlySet<string> = new Set(['pem', 'sentPem', 'repairedPem']);

/** Words of our own and of registries. */
const asTheyAre: ReadonlySet<string> = new Set(
  [
    'rule severity cites outcome type kind state step grade code cipher version group signatureScheme signature curve transport from',
    'time notBefore notAfter runtime tlsLibrary provider keyUsage extendedKeyUsage allow signatureSchemes acceptedSignatureSchemes groups alpn',
  ].flatMap((row) => row.split(' ')),
);

/** Values of a form that is not known here may be anything. */
function withoutOddExtensions(detail: EndpointDetail): EndpointDetail {
  const known = (line: ExtensionLine): ExtensionLine => (plainExtensions.test(line.name) ? line : { ...line, value: '(left out)' });
  return {
    ...detail,
    extensions: Object.fromEntries(Object.entries(detail.extensions).map(([sha256, lines]) => [sha256, lines.map(known)])),
  };
}

const plainExtensions = /^(?:(?:extended )?key usage|basic constraints|tls feature|must.?staple|certificate policies|ocsp no ?check)/i;

/** What names somebody and does not look like it: users and hosts of one word, and all values of names in certificates. */
function tokensOf({ report, details, sni }: ProbeView, { names, publicValues }: { names: Pseudonyms; publicValues: ReadonlySet<string> }) {
  const tokens = new Map<string, string>();
  const add = (token: string, pseudonym: string): void => {
    if (token.length >= SHORTEST && !plainWords.has(token.toLowerCase()) && !tokens.has(token)) tokens.set(token, pseudonym);
  };
  const addHost = (host: string | null | undefined): void => {
    if (!host || /^[\d.]+$|:/.test(host)) return;
    for (const spelling of new Set([host, host.toLowerCase()])) add(spelling, names.host(host));
  };
  const addName = (text: string): void => {
    for (const { type, written, value } of nameParts(text)) {
      if (publicValues.has(value)) continue;
      const isHost = /^(?:\*\.)?[\w-]+(?:\.[\w-]+)+$/.test(value);
      const pseudonym = isHost ? names.host(value) : value.includes('@') ? names.user(value) : names.other(kindOf(type), value);
      for (const spelling of spellingsOf(value, written)) add(spelling, pseudonym);
    }
  };
  const addCertificate = ({ subject, issuer, serial, sans }: Certificate): void => {
    addName(subject);
    addName(issuer);
    add(serial, names.hex(serial));
    for (const { type, value } of sans) {
      if (type === 'other') addName(value);
      else if (type === 'dns' && /^[\x21-\x7e]+$/.test(value)) addHost(value);
      // A DNS name or a URI that is none may hold anything.
      else if (/[^\x21-\x7e]/.test(value)) for (const spelling of spellingsOf(value, value)) add(spelling, names.other('name', value));
    }
  };

  const { user, host: dialled } = targetParts(report.target);
  addHost(dialled);
  if (user !== undefined) add(user, names.user(user));
  addHost(report.from.host);
  for (const store of report.policy.trust) {
    const file = store.replace(/, [\d,]+ certificates?$/, '');
    if (/[/\\]|\.[a-z]\w{1,3}$/i.test(file)) add(file, names.other('file', file));
  }
  for (const host of hostsOf(report)) addHost(host);
  for (const { host, missing } of details) {
    addHost(host);
    for (const name of [missing?.name, missing?.issuer]) if (name !== undefined) addName(name);
  }
  for (const { serverName } of sni) addHost(serverName);
  for (const { chain, tls } of report.endpoints) {
    for (const certificate of [...(chain?.sent ?? []), ...(chain?.built ?? [])]) addCertificate(certificate);
    for (const name of [...(tls?.acceptedCAs ?? []), chain?.missingIssuer?.name]) if (name !== undefined) addName(name);
  }
  return tokens;
}

/** Shorter ones, such as countries, name nobody and stand in every other word. */
const SHORTEST = 3;

const plainWords: ReadonlySet<string> = new Set(
  'sip sips tls ssl tcp udp dns server client root intermediate leaf issuer certificate localhost internet unknown invalid default test probe options openssl node'.split(
    ' ',
  ),
);

/** The parts of what a user typed. */
function targetParts(target: string) {
  const [, before = '', user, host = '', after = ''] = /^(<?(?:sips?:)?)(?:([^@]*)@)?(\[[^\]]*\]|[^:;?>]*)(.*)$/is.exec(target) ?? [];
  return { before, user: user?.split(':')[0], host, after };
}

function targetText(target: string, { change, names }: Change): string {
  const { before, user, host, after } = targetParts(target);
  const shownHost = /^[\d.:[\]]|:/.test(host) ? change(host) : names.host(host);
  // What stands behind an address without brackets is the rest of it.
  if (/^:[0-9a-f:]*:/i.test(after)) return change(target);
  return `${before}${user === undefined ? '' : `${names.user(user)}@`}${shownHost}${change(after)}`;
}

/** Names that DNS, SNI and certificates spoke of. */
function* hostsOf({ resolution, endpoints }: ProbeReport): Generator<string | null | undefined> {
  for (const { name, records } of resolution.steps) {
    yield name.replace(/^(?:_[^.]+\.)+/, '');
    for (const record of records) {
      if ('target' in record) yield record.target;
      if ('replacement' in record) yield record.replacement.replace(/^(?:_[^.]+\.)+/, '');
    }
  }
  for (const { serverName } of resolution.candidates) yield serverName;
  for (const { serverName, names } of endpoints) {
    yield serverName;
    yield names?.rfc5922.reference;
    yield names?.rfc5922.identity;
    yield names?.practice.identity;
  }
}

/** As it is, as RFC 4514 escapes it, and as sentences show what does not show (text/visible-name.ts). */
const spellingsOf = (value: string, written: string): ReadonlySet<string> =>
  new Set([value, written, value.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`)]);
