import { hostName, readSocket } from '../sip/socket';
import type { ConfigFacts, FilePlace, Listener } from './model';

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

/** Which part of a configuration writes the header that a rule is about. */
const aspects: readonly { readonly rules: RegExp; readonly settings?: RegExp; readonly routes?: 'record-route' }[] = [
  { rules: /^sip\/record-route-/, settings: /(?:^|\.)(?:enable_double_rr|ignore_sips|record_route\w*)$/, routes: 'record-route' },
  {
    rules: /^sip\/(?:register-)?contact-(?:leaves-tls|private-address|not-sips)$/,
    settings: /(?:external_(?:signaling_)?(?:address|hostname|port)|ext-sip-ip|externaddr|externhost|rewrite_contact)$/,
  },
  { rules: /^sip\/via-(?:tls-port-5060|clear-port-5061|tls-in-clear|transport-mismatch|stack-leaves-tls|alias-not-tls)$/ },
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
  const { settings, routes } = aspect;
  for (const { key, name, isInactive } of settings ? facts.settings : [])
    if (!isInactive && settings?.test(key)) found.push({ place: name, message: `${facts.product}: ${key} decides what is written here` });
  for (const { kind, place } of routes ? facts.routes : [])
    if (kind === routes) found.push({ place, message: `${facts.product} writes Record-Route here` });
  return found.slice(0, MOST);
}

const MOST = 5;

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
  return `${product} listens here: ${socket}${advertisedHost ? `, announced as ${advertisedHost.text}` : ''}`;
}
