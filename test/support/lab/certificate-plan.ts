import { type TlsListener, tlsListener } from './listeners';
import { type LeafSpec, loopback, type Plan } from './plan';

export interface CertificatePlan extends Pick<Plan, 'id' | 'title' | 'shows' | 'flags' | 'target'> {
  readonly leaf?: LeafSpec;
  /** What follows its own certificate; the intermediate without. */
  readonly issuers?: readonly string[];
  readonly peer?: Omit<TlsListener, 'chain'>;
  readonly version?: 'TLSv1.2';
  readonly findings?: readonly string[];
  readonly mayCome?: readonly string[];
  readonly exitCode?: 0 | 1;
}

/** A handshake that ends well over a certificate list that does not, or only just. */
export function certificatePlan({
  leaf = {},
  issuers = ['intermediate'],
  peer = {},
  version,
  findings = [],
  mayCome = [],
  exitCode = 0,
  ...what
}: CertificatePlan): Plan {
  const chain = [what.id, ...issuers];
  const limits = version ? { options: { ...peer.options, maxVersion: version } } : {};
  const endpoint = { address: loopback(0), outcome: 'ok', version: version ?? 'TLSv1.3', sent: chain, clientCertificate: 'none' } as const;
  return {
    ...what,
    leaves: { [what.id]: leaf },
    listeners: [tlsListener({ ...peer, chain, ...limits })],
    expect: { endpoints: [endpoint], findings, mayCome, exitCode },
  };
}
