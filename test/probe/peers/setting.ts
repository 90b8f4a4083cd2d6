import { join } from 'node:path';
import type { Endpoint } from '../../../server/contracts';
import type { Pki, PkiOptions } from '../../support/lab/pki';
import type { TlsVersion } from '../../support/lab/plan';
import type { Peer } from '../../support/peers/program';

/** Settings of real servers, and what a probe has to see of each. */
export interface Setting {
  readonly name: string;
  readonly start: (pki: Pki) => Promise<Peer>;
  /** The name dialled; `HOST` without. */
  readonly host?: string;
  /** Of `sip-tls probe`, beside target and trust. */
  readonly flags?: (pki: Pki) => readonly string[];
  /** The same for s_client, where it needs words too. */
  readonly clientWords?: (pki: Pki) => readonly string[];
  /** All versions that the server takes; TLS 1.2 and 1.3 without. */
  readonly versions?: readonly TlsVersion[];
  readonly sees?: Partial<Sight>;
}

export interface Sight {
  readonly outcome: string;
  readonly version: TlsVersion;
  readonly group: string | undefined;
  /** Names of certificates as they stand on the wire. */
  readonly sent: readonly string[];
  readonly clientCertificate: NonNullable<Endpoint['tls']>['clientCertificate'];
  readonly openssl: string;
  /** By which of the two readings the certificate names the server. */
  readonly names: readonly ('rfc5922' | 'practice')[];
  readonly stapled: boolean;
  readonly options: string | undefined;
  readonly serverOrder: boolean | null | undefined;
  readonly alpn: readonly string[] | undefined;
}

export const HOST = 'ec.lab.example';

export const usual: Sight = {
  outcome: 'ok',
  version: 'TLSv1.3',
  group: 'x25519',
  sent: ['ec', 'intermediate'],
  clientCertificate: 'none',
  openssl: 'ok',
  names: ['rfc5922', 'practice'],
  stapled: false,
  options: undefined,
  serverOrder: undefined,
  alpn: undefined,
};

const leaves: { readonly [name: string]: PkiOptions['leaves'] extends ReadonlyMap<string, infer L> ? L : never } = {
  ec: { id: 'ec', leaf: {} },
  rsa: { id: 'ec', leaf: { key: 'RSA-2048' } },
  other: { id: 'other', leaf: {} },
  wildcard: { id: 'ec', leaf: { sans: [{ type: 'dns', value: '*.lab.example' }] } },
  cn: { id: 'ec', leaf: { hasNoSans: true } },
  uri: { id: 'ec', leaf: { sans: [{ type: 'url', value: `sip:${HOST}` }] } },
  expired: { id: 'ec', leaf: { validDays: [-91, -1] } },
  early: { id: 'ec', leaf: { validDays: [2, 92] } },
  self: { id: 'ec', leaf: { by: 'itself', sources: [] } },
  stranger: { id: 'ec', leaf: { by: 'other-root', sources: [] } },
  phone: { id: 'ec', leaf: { purpose: 'client' } },
  revoked: { id: 'ec', leaf: { isRevoked: true } },
};
export const needs: Pick<PkiOptions, 'leaves' | 'stapled'> = { leaves: new Map(Object.entries(leaves)), stapled: ['ec', 'revoked'] };

/** Where its OCSP answer is written for the servers to read. */
export const stapleFile = ({ folder }: Pki, name: string): string => join(folder, `${name}.ocsp`);

const file = ({ folder }: Pki, name: string): string => join(folder, name);
export const keyOf = (pki: Pki, name: string): string => file(pki, `${name}.key`);

const shows = (name: string, issuer?: string) => ({
  flags: (pki: Pki) => ['--cert', issuer ? file(pki, `${name}.chain.pem`) : pki.get(name).path, '--key', keyOf(pki, name)],
  clientWords: (pki: Pki) => [
    ...['-cert', pki.get(name).path, '-key', keyOf(pki, name)],
    ...(issuer ? ['-cert_chain', pki.get(issuer).path] : []),
  ],
});
export const client = shows('client', 'client-intermediate');
export const strangeClient = shows('self');

export const rootOf = (pki: Pki): string => pki.get('root').path;

export const only = (version: TlsVersion) => ({ versions: [version], sees: { version } });
export const in12 = only('TLSv1.2');
