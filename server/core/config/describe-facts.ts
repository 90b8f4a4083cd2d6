import { versionName } from '../tls/versions';
import type { ConfigFacts, FilePlace, FileRef, Listener, Peer, RouteUse, SyntaxProblem, TlsProfile, Value } from './model';

/**
 * What the model holds of a configuration, in words: one line for each listener, profile, peer, route and problem. For tests and examples.
 * `textOf` is the text of a file, so that a problem can say its line; places without text say their offset.
 */
export function describeFacts(facts: ConfigFacts, textOf: (file: string) => string | undefined = () => undefined): string {
  return [
    ...facts.listeners.map(listenerLine),
    ...facts.profiles.map(profileLine),
    ...facts.peers.map(peerLine),
    ...facts.routes.map(routeLine),
    ...facts.problems.map((problem) => problemLine(problem, textOf)),
  ].join('\n');
}

const words = (...parts: readonly (string | false | undefined)[]): string =>
  parts.filter((part) => part !== false && part !== '' && part !== undefined).join(' ');

/** What is not known stands between question marks. */
const shown = ({ text, isKnown }: Value): string => (isKnown ? text : `?${text}?`);

const addressed = (host: Value | undefined, port: number | undefined): string => {
  const text = host ? shown(host) : '*';
  const name = text.includes(':') && !text.startsWith('[') ? `[${text}]` : text;
  return port === undefined ? name : `${name}:${port}`;
};

function listenerLine({ transport, host, port, advertisedHost, advertisedPort, profile, isInactive }: Listener): string {
  return words(
    `listener ${transport} ${addressed(host, port)}`,
    (advertisedHost || advertisedPort !== undefined) && `advertises ${addressed(advertisedHost, advertisedPort)}`,
    profile !== undefined && `profile ${profile}`,
    isInactive && 'inactive',
  );
}

function profileLine(profile: TlsProfile): string {
  const { match, versions, ciphers, verifiesPeer, requiresCertificate, comparesName, depth } = profile;
  const files = (label: string, refs: readonly FileRef[] | undefined) =>
    refs && refs.length > 0 && `${label} ${refs.map(fileOf).join(', ')}`;
  return words(
    `profile ${profile.id} ${profile.role}`,
    match.address && `for ${addressed(match.address, match.port)}`,
    match.names && match.names.length > 0 && `named ${match.names.map(shown).join(', ')}`,
    versions && `versions ${versionOf(versions.least)} to ${versionOf(versions.most)}${versions.place ? '' : ' by default'}`,
    files('certificate', profile.certificate && [profile.certificate]),
    files('key', profile.key && [profile.key]),
    profile.keyPassword && 'passphrase',
    files('ca', profile.ca),
    files('crl', profile.crl),
    files('key log', profile.keyLog && [profile.keyLog]),
    ciphers && `${ciphers.isForTls13 ? 'ciphersuites' : 'ciphers'} ${shown(ciphers.value)}`,
    `verify ${verifiesPeer.value} require ${requiresCertificate.value} name ${comparesName.value}`,
    depth && `depth ${depth.value}`,
    profile.announced.length > 0 && `announces ${profile.announced.map(shown).join(', ')}`,
    profile.sends === 'leaf' && 'sends the leaf only',
    profile.isInactive && 'inactive',
  );
}

const fileOf = ({ value, path }: FileRef): string => path ?? shown(value);
const versionOf = (version: number | 'unknown'): string => (version === 'unknown' ? 'unknown' : versionName(version));

function peerLine({ id, scheme, host, port, transport, carriedBy, direction, profile, media }: Peer): string {
  return words(
    `peer ${id}: ${scheme === 'none' ? '' : `${scheme}:`}${addressed(host, port)}`,
    transport !== undefined && `transport ${transport}`,
    `by ${carriedBy} ${direction}`,
    profile !== undefined && `profile ${profile}`,
    media.value !== 'unknown' && `media ${media.value}`,
  );
}

function routeLine({ kind, transport, host, port, guards }: RouteUse): string {
  return words(
    `route ${kind}`,
    transport !== undefined && transport,
    (host || port !== undefined) && addressed(host, port),
    guards.length > 0 && `under ${guards.join(', ')}`,
  );
}

function problemLine({ place, message, isFatal }: SyntaxProblem, textOf: (file: string) => string | undefined): string {
  return `problem ${whereOf(place, textOf)} ${isFatal ? 'fatal ' : ''}${message}`;
}

function whereOf({ file, at }: FilePlace, textOf: (file: string) => string | undefined): string {
  const text = textOf(file);
  if (text === undefined) return `${file}@${at.start}`;
  const before = text.slice(0, at.start);
  return `${file}:${before.split('\n').length}:${at.start - before.lastIndexOf('\n')}`;
}
