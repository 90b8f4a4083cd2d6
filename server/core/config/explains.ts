import { hostName, readSocket } from '../sip/socket';
import type { ConfigFacts, FilePlace, Listener } from './model';
import { productNames } from './product-names';

/** What of a finding in a trace a configuration may answer for. */
export interface Seen {
  readonly rule: string;
  /** Sockets of the message, and those that the marked header names: `192.0.2.1:5061`. */
  readonly sockets: readonly string[];
}

export interface Explanation {
  readonly place: FilePlace;
  /** In words that stand beside the finding. */
  readonly message: string;
}

interface Aspect {
  readonly rules: RegExp;
  readonly settings?: RegExp;
  readonly routes?: 'record-route';
  /** Peers whose media is keyed so. */
  readonly media?: 'sdes';
}

/** Which part of a configuration writes the header that a rule is about. */
const aspects: readonly Aspect[] = [
  { rules: /^sip\/record-route-/, settings: /(?:^|\.)(?:enable_double_rr|ignore_sips|record_route\w*)$/, routes: 'record-route' },
  {
    rules: /^sip\/(?:register-)?contact-(?:leaves-tls|private-address|not-sips)$/,
    settings: /(?:external_(?:signaling_)?(?:address|hostname|port)|ext-sip-ip|externaddr|externhost|rewrite_contact)$/,
  },
  { rules: /^sip\/via-(?:tls-port-5060|clear-port-5061|tls-in-clear|transport-mismatch|stack-leaves-tls|alias-not-tls)$/ },
  { rules: /^sdp\/(?:sdes-in-clear|key-crossed-clear-hop)$/, media: 'sdes' },
];

/** Whether configurations can have a part in it at all. */
export const isExplainable = (rule: string): boolean => aspects.some(({ rules }) => rules.test(rule));

/**
 * The lines of a configuration that have to do with a finding in a trace: its listener on a socket that was seen there, and the settings
 * that write the header in question. Nothing where no listener is certainly the one.
 */
export function explanationsOf({ rule, sockets }: Seen, facts: ConfigFacts): Explanation[] {
  const aspect = aspects.find(({ rules }) => rules.test(rule));
  const seen = sockets.map(readSocket);
  const listeners = facts.listeners.filter((listener) => !listener.isInactive && seen.some((socket) => isAt(listener, socket)));
  if (!aspect || listeners.length === 0) return [];
  const found = listeners.map((listener): Explanation => ({ place: listener.place, message: listenerWords(listener, facts) }));
  const { settings, routes, media } = aspect;
  const product = productNames[facts.product];
  for (const { key, name, isInactive } of settings ? facts.settings : [])
    if (!isInactive && settings?.test(key)) found.push({ place: name, message: `${product}: ${key} decides ${decided(key)}` });
  for (const { kind, place } of routes ? facts.routes : [])
    if (kind === routes) found.push({ place, message: `${product} writes Record-Route here` });
  for (const peer of media ? facts.peers : [])
    if (peer.media.value === media && peer.media.place && peer.carriedBy !== 'tls')
      found.push({ place: peer.media.place, message: `${product} has the keys of SRTP in the SDP by this line` });
  return found.slice(0, MOST);
}

const MOST = 5;

/** One of the settings is about the Contacts of others. */
const decided = (key: string): string =>
  key.endsWith('rewrite_contact') ? 'whether calls go to the Contact of the other side or to where it came from' : 'what is written here';

function isAt(
  { host, port, advertisedHost, advertisedPort }: Listener,
  socket: { readonly host: string; readonly port?: number },
): boolean {
  const fits = (name: typeof host, own: number | undefined): boolean =>
    name?.isKnown === true &&
    hostName(name.text) === hostName(socket.host) &&
    (own === undefined || socket.port === undefined || own === socket.port);
  return fits(host, port) || fits(advertisedHost, advertisedPort ?? port);
}

function listenerWords({ transport, host, port, advertisedHost }: Listener, { product }: ConfigFacts): string {
  const socket = `${transport} ${host?.text ?? '*'}${port === undefined ? '' : `:${port}`}`;
  return `${productNames[product]} listens here: ${socket}${advertisedHost ? `, announced as ${advertisedHost.text}` : ''}`;
}
