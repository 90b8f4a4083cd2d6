import type { Server } from 'node:net';
import type { Outcome } from '../../../server/contracts';
import type { JsonGeneralNames, JsonNameParams } from '../../core/x509/issue';
import type { Zone } from '../dns-server';
import type { Pki } from './pki';

/** All names of the lab stand below this one, which is reserved for examples (RFC 2606 §2). */
export const DOMAIN = 'lab.example';

/** One endpoint of the lab as it is written down: its fault, and what a probe of it has to find. */
export interface Plan {
  /** Also the first label of its name and the name of its certificate. */
  readonly id: string;
  readonly title: string;
  /** One sentence. */
  readonly shows: string;
  /** The peer only acts the part: no program here speaks so. */
  readonly isScripted?: true;
  /** One for each certificate of its own. Without any there is one without fault, named as the endpoint. */
  readonly leaves?: { readonly [name: string]: LeafSpec };
  /** One for each address, all at one port: 127.0.0.1, then 127.0.0.2, … unless `addresses` says otherwise. */
  readonly listeners: readonly Listener[];
  readonly addresses?: readonly string[];
  /** In place of address records for `ID.lab.example`. */
  readonly zone?: (port: number) => Zone;
  /** In place of `ID.lab.example:PORT`. */
  readonly target?: (port: number) => string;
  /** Flags of `sip-tls probe` beside --dns and --ca, which every endpoint needs. */
  readonly flags?: (files: ClientFiles) => readonly string[];
  /** The versions that it speaks, where that is what it shows. */
  readonly versions?: readonly TlsVersion[];
  readonly expect: Expected;
}

export type TlsVersion = 'SSLv3' | 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

/** What a certificate says. What is not named here is as it should be. */
export interface LeafSpec {
  /** Days from now; [-1, 89] without. */
  readonly validDays?: readonly [from: number, to: number];
  /** `DNS:` and `URI:sip:` of its endpoint without. */
  readonly sans?: JsonGeneralNames;
  /** Neither names nor an extension for them. */
  readonly hasNoSans?: true;
  readonly subject?: JsonNameParams;
  readonly by?: 'intermediate' | 'old-intermediate' | 'other-root' | 'itself';
  readonly key?: 'P-256' | 'RSA-1024' | 'RSA-2048';
  readonly hash?: 'SHA-1';
  readonly purpose?: 'client';
  /** What it says about where to ask on; all three without. */
  readonly sources?: readonly ('aia' | 'ocsp' | 'crl')[];
  readonly isRevoked?: true;
  readonly mustStaple?: true;
}

/** Paths. */
export interface ClientFiles {
  readonly certificate: string;
  readonly key: string;
  readonly pkcs12: string;
  /** Its first line opens the PKCS#12 file. */
  readonly passphrase: string;
}

/** Makes a server that nobody listens at yet; `closed`: nothing listens at that address. */
export type Listener = ((pki: Pki) => Server) | 'closed';

/** What a probe has to report in the profile `practical`. */
export interface Expected {
  /** In the order of the addresses; none where DNS leads nowhere. */
  readonly endpoints: readonly ExpectedEndpoint[];
  /** Ids of rules above hint, of endpoints and of the target, each once, in the order of the alphabet. */
  readonly findings: readonly string[];
  /** These may stand beside them: it depends on how far the probe looks. */
  readonly mayCome?: readonly string[];
  readonly exitCode: 0 | 1 | 3;
}

export interface ExpectedEndpoint {
  /** Without port. */
  readonly address: string;
  readonly outcome: Outcome;
  readonly version?: TlsVersion;
  /** Names of certificates as they stand on the wire. */
  readonly sent: readonly string[];
  readonly clientCertificate?: 'none' | 'requested' | 'required';
}

export const nameOf = (id: string): string => `${id}.${DOMAIN}`;

/** 127.0.0.1 for the first. */
export const loopback = (index: number): string => `127.0.0.${index + 1}`;
