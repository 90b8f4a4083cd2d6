import { isIP } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { domainToASCII } from 'node:url';
import type { Asked } from '#core/probe/asked';
import { hostName, readSocket } from '#core/sip/socket';
import { readAskedProvider } from './asked-provider';
import { type NameServer, readServer } from './dns';
import { readIdentity } from './identity';
import { readInstalled } from './installed';
import type { ProbeRefusal } from './prepare';
import { type ConnectTo, DEFAULT_TIMEOUT_MS, type ProbeRequest } from './request';
import { isDomainName, readTarget, sameAddress } from './target';
import type { Identity } from './tls-context';

/** `passphrase`: why the client's key could not be opened, so that a user can be asked for it (again). */
export type AskedRefusal = ProbeRefusal & { readonly passphrase?: 'needed' | 'wrong' };

export type AskedReading = { readonly kind: 'request'; readonly request: ProbeRequest } | AskedRefusal;

/** What the user's words and files come to; the first that cannot be used refuses the probe. Reads files, connects nowhere. */
export async function readAsked(asked: Asked): Promise<AskedReading> {
  const read = readTarget(asked.target);
  if (read.kind === 'invalid') return refused('target', read.reason);
  const port = portFault(asked.port);
  if (port !== undefined) return refused('target', port);
  const connect = each(asked.connect ?? [], connectTo);
  if (typeof connect === 'string') return refused('target', connect);
  const resolvers = each(asked.dns ?? [], nameServer);
  if (typeof resolvers === 'string') return refused('target', resolvers);
  const serverName = serverNameOf(asked.serverName);
  if (typeof serverName === 'string') return refused('target', serverName);
  const at = asked.at === undefined ? undefined : new Date(asked.at);
  if (at && Number.isNaN(at.getTime()))
    return refused('target', `“${asked.at}” is no time. Write it as 2026-11-23 or 2026-11-23T18:59:08Z.`);
  if (asked.timeoutMs !== undefined && !(asked.timeoutMs >= 1 && asked.timeoutMs <= MOST_MS))
    return refused('target', `The time-out must be from 1 to ${MOST_MS} milliseconds.`);
  const identity = await identityOf(asked);
  if (identity?.kind === 'refused') return identity;
  const installed = asked.installed === undefined ? undefined : await readInstalled(atHome(asked.installed));
  if (installed && 'why' in installed) return refused('installed', installed.why);
  const provider = await readAskedProvider(asked);
  if (provider.kind === 'refused') return refused('provider', provider.why);
  const request: ProbeRequest = {
    target: asked.port === undefined ? read.target : { ...read.target, port: asked.port },
    connect,
    serverName,
    resolvers,
    trust: {
      ...(asked.caFile === undefined ? {} : { caFile: atHome(asked.caFile) }),
      ...(asked.caFolder === undefined ? {} : { caFolder: atHome(asked.caFolder) }),
      system: asked.systemCa ?? false,
    },
    ...(identity ? { identity } : {}),
    ...(installed ? { installed } : {}),
    policy: asked.policy ?? provider.provider?.policy ?? 'full',
    ...(provider.provider ? { provider: provider.provider } : {}),
    ownProviders: provider.own,
    enumerate: asked.enumerate ?? false,
    options: asked.options ?? false,
    revocation: asked.revocation ?? 'stapled',
    timeoutMs: asked.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    ...(at ? { at: at.toISOString() } : {}),
    withPem: asked.withPem ?? false,
    profile: asked.profile ?? 'practical',
    overrides: asked.rules ?? {},
  };
  return { kind: 'request', request };
}

const MOST_MS = 600_000;

const refused = (what: ProbeRefusal['what'], why: string): ProbeRefusal => ({ kind: 'refused', what, why });

/** All readings, or the first complaint. */
function each<T extends object>(texts: readonly string[], read: (text: string) => T | string): readonly T[] | string {
  const all: T[] = [];
  for (const text of texts) {
    const one = read(text);
    if (typeof one === 'string') return one;
    all.push(one);
  }
  return all;
}

function portFault(port: number | undefined): string | undefined {
  return port === undefined || isPort(port) ? undefined : 'The port must be a number from 1 to 65535.';
}

const isPort = (port: number): boolean => Number.isInteger(port) && port >= 1 && port <= 65_535;

function connectTo(text: string): ConnectTo | string {
  const written = text.trim();
  const { host, port } = isIP(written) === 6 ? { host: written, port: undefined } : readSocket(written);
  const address = hostName(host);
  if (isIP(address.replace(/%.*$/, '')) === 0 || (port !== undefined && !isPort(port)))
    return `“${shown(text)}” is no address to connect to. Write 192.0.2.1, 192.0.2.1:5061 or [2001:db8::1]:5061.`;
  return { address: sameAddress(address), ...(port === undefined ? {} : { port }) };
}

const nameServer = (text: string): NameServer | string =>
  readServer(text.trim()) ?? `“${shown(text)}” is no address of a name server. Write 192.0.2.53, 192.0.2.53:5353 or [2001:db8::53]:53.`;

function serverNameOf(given: string | null | undefined): ProbeRequest['serverName'] | string {
  if (given === undefined) return { kind: 'target' };
  if (given === null) return { kind: 'none' };
  const name = domainToASCII(given.trim()).toLowerCase().replace(/\.$/, '');
  // An address is none either (RFC 6066 §3).
  if (!isDomainName(name) || isIP(name) !== 0) return `“${shown(given)}” is no server name; it must be a host name.`;
  return { kind: 'given', name };
}

async function identityOf({ certificate, key, pkcs12, passphrase }: Asked): Promise<Identity | AskedRefusal | undefined> {
  const read = await readIdentity({
    ...(certificate === undefined ? {} : { certificate: atHome(certificate) }),
    ...(key === undefined ? {} : { key: atHome(key) }),
    ...(pkcs12 === undefined ? {} : { pkcs12: atHome(pkcs12) }),
    ...(passphrase === undefined ? {} : { passphrase }),
  });
  if (read.kind === 'identity') return read.identity;
  if (read.kind === 'none') return undefined;
  return { ...refused('identity', read.why), ...(read.passphrase ? { passphrase: read.passphrase } : {}) };
}

const atHome = (path: string): string => (/^~[/\\]/.test(path) ? join(homedir(), path.slice(2)) : path);

const shown = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
