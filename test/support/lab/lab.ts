import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSocket } from '#core/sip/socket';
import { startDnsServer, type Zone, type ZoneRecord } from '../dns-server';
import { addressPlans } from './address-plans';
import { chainPlans } from './chain-plans';
import { dnsPlans } from './dns-plans';
import { handshakePlans } from './handshake-plans';
import { type Listening, listenTogether, RESERVE, unusableAddresses } from './listen';
import { namePlans } from './name-plans';
import { optionsPlans } from './options-plans';
import { type LabCertificate, makePki, PASSPHRASE, type Pki } from './pki';
import { type Expected, type LeafSpec, loopback, nameOf, type Plan, type TlsVersion } from './plan';
import { startResponder } from './responder';
import { strangerPlans } from './stranger-plans';

/** Endpoints on loopback, each with one fault or none, the name server that leads to them, and the authorities behind them. */
export interface Lab {
  /** `127.0.0.1:PORT` of the name server, for --dns. */
  readonly dns: string;
  /** File of the root in PEM, for --ca. */
  readonly ca: string;
  /** A client certificate with its intermediate, PEM; its key open and sealed by the passphrase; all of it as PKCS#12, sealed too. */
  readonly clientCertificate: string;
  readonly clientKey: string;
  readonly clientSealedKey: string;
  readonly clientPkcs12: string;
  readonly passphrase: string;
  /** A file with it. */
  readonly passphraseFile: string;
  /** `http://127.0.0.1:PORT`, where AIA, CRL and OCSP answer. */
  readonly responder: string;
  /** Where all files are, keys included; gone after `stop`. */
  readonly folder: string;
  readonly certificates: ReadonlyMap<string, LabCertificate>;
  readonly endpoints: readonly LabEndpoint[];
  /** Throws for an id that is not there. */
  readonly endpoint: (id: string) => LabEndpoint;
  /** Ends all listeners and connections, and removes the folder. May be called again. */
  readonly stop: () => Promise<void>;
}

export interface LabEndpoint {
  readonly id: string;
  readonly title: string;
  readonly shows: string;
  readonly isScripted: boolean;
  readonly target: string;
  /** Beside --dns and --ca. */
  readonly flags: readonly string[];
  /** All words behind `sip-tls probe`. */
  readonly words: readonly string[];
  /** `127.0.0.1:PORT`, `[::1]:PORT`: where it listens, in the order of its addresses; refused ones as well. */
  readonly sockets: readonly string[];
  readonly versions: readonly TlsVersion[];
  readonly expect: Expected;
}

const plans: readonly Plan[] = [
  ...chainPlans,
  ...namePlans,
  ...handshakePlans,
  ...strangerPlans,
  ...optionsPlans,
  ...addressPlans,
  ...dnsPlans,
];

/**
 * Starts all of it; about a second. `now` is the time for which its certificates are made. Left out is what needs an address that this computer does not
 * have: ::1 where there is no IPv6, and 127.0.0.2 outside Linux.
 */
export async function startLab({ now = new Date() }: { now?: Date } = {}): Promise<Lab> {
  const folder = mkdtempSync(join(tmpdir(), 'sip-tls-lab-'));
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', removeFolder);
  const responder = await startResponder();
  const closedTo = await unusableAddresses([...new Set(plans.flatMap(addressesOf)), RESERVE]);
  const here = plans.filter(
    (plan) => ![...addressesOf(plan), ...(isClosed(plan) ? [RESERVE] : [])].some((address) => closedTo.has(address)),
  );
  const leaves = new Map(here.flatMap((plan) => leavesOf(plan).map(([name, leaf]) => [name, { id: plan.id, leaf }] as const)));
  const pki = await makePki({ folder, leaves, stapled: ['stapled', 'stapled-revoked'], responder: responder.url, now });
  responder.serve(pki);
  const listening = await listenAll(here, pki);
  const portOf = ({ id }: Plan): number => listening.get(id)?.port ?? 0;
  const dns = await startDnsServer(merged(here.map((plan) => zoneOf(plan, portOf(plan)))));

  const ca = pki.get('root').path;
  const endpoints = here.map((plan): LabEndpoint => {
    const { id, title, shows, flags = () => [], versions = [], expect, isScripted = false } = plan;
    const port = portOf(plan);
    const target = plan.target?.(port) ?? `${nameOf(id)}:${port}`;
    const own = flags(pki.client);
    return {
      ...{ id, title, shows, isScripted, target, versions, expect },
      flags: own,
      words: [target, '--dns', dns.address, '--ca', ca, ...own],
      sockets: addressesOf(plan).map((address) => writeSocket({ host: address, port })),
    };
  });
  let isStopped = false;
  return {
    dns: dns.address,
    ca,
    clientCertificate: pki.client.certificate,
    clientKey: pki.client.key,
    clientSealedKey: pki.client.sealedKey,
    clientPkcs12: pki.client.pkcs12,
    passphrase: PASSPHRASE,
    passphraseFile: pki.client.passphrase,
    responder: responder.url,
    folder,
    certificates: pki.certificates,
    endpoints,
    endpoint(id) {
      const found = endpoints.find((one) => one.id === id);
      if (!found) throw new Error(`the lab has no endpoint “${id}”`);
      return found;
    },
    async stop() {
      if (isStopped) return;
      isStopped = true;
      await Promise.all([dns.close(), responder.stop(), ...[...listening.values()].map(({ close }) => close())]);
      removeFolder();
      process.off('exit', removeFolder);
    },
  };
}

const leavesOf = ({ id, leaves }: Plan): [string, LeafSpec][] => Object.entries(leaves ?? { [id]: {} });

/** Ids of plans with what listens for them. Where nothing shall listen the port is chosen last, so that no other endpoint gets it. */
async function listenAll(some: readonly Plan[], pki: Pki): Promise<Map<string, Listening>> {
  const start = async (plan: Plan): Promise<[string, Listening]> => {
    const make = () => plan.listeners.map((listener) => (listener === 'closed' ? undefined : listener(pki)));
    return [plan.id, await listenTogether(addressesOf(plan), { make, reserve: createServer })];
  };
  const first = await Promise.all(some.filter((plan) => !isClosed(plan)).map(start));
  const last = await Promise.all(some.filter(isClosed).map(start));
  return new Map([...first, ...last]);
}

const isClosed = ({ listeners }: Plan): boolean => listeners.includes('closed');

const addressesOf = ({ addresses, listeners }: Plan): readonly string[] => addresses ?? listeners.map((_, i) => loopback(i));

/** What DNS knows of an endpoint. */
function zoneOf(plan: Plan, port: number): Zone {
  if (plan.zone) return plan.zone(port);
  const name = nameOf(plan.id);
  return { records: addressesOf(plan).map((data): ZoneRecord => ({ type: data.includes(':') ? 'AAAA' : 'A', name, data })) };
}

const merged = (zones: readonly Zone[]): Zone => ({
  records: zones.flatMap(({ records }) => records),
  behaviours: Object.assign({}, ...zones.map(({ behaviours = {} }) => behaviours)),
});
