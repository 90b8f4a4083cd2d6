import type { ProbeReport } from '../../../contracts';

/**
 * What views and texts show of a probe: the public report, and what a person wants to see beside it. All of it is plain data, so that it
 * goes through messages between processes as it is. Texts from the peer are as they came: whoever shows them escapes them.
 */
export interface ProbeView {
  readonly report: ProbeReport;
  /** One for each of `report.endpoints`, in the same order. */
  readonly details: readonly EndpointDetail[];
  /** The title of each rule that has a finding in the report. */
  readonly titles: { readonly [rule: string]: string };
  /** While the probe runs, and after it was cancelled; absent when it is done. */
  readonly progress?: ProbeProgress;
  /** Milliseconds from the first query to the last octet; while it runs, up to now. */
  readonly durationMs: number;
  /** What went out: `6 DNS queries, 3 connections, 44 hellos, 3 OPTIONS`, counted. */
  readonly traffic: ProbeTraffic;
  /** Lines that show the same by other programs, in the order of the steps. */
  readonly commands: readonly StepCommand[];
  /** The answers to other server names, where they were compared. */
  readonly sni: readonly SniRow[];
  /** What was asked for, so that a step that is not planned is not shown as waiting; absent: told by what is there. */
  readonly plan?: ProbePlan;
  /** This host could reach no IPv6 address at all, though one was to be tried; absent where it could, or where none was. */
  readonly hasNoIpv6?: true;
  /** The time for which certificates were judged, ISO 8601, where that is not the time of the run. */
  readonly judgedAt?: string;
}

export interface ProbePlan {
  readonly options: boolean;
  readonly enumerate: boolean;
  /** Of the whole conversation with one endpoint. */
  readonly timeoutMs: number;
}

export interface ProbeTraffic {
  readonly dnsQueries: number;
  readonly connections: number;
  readonly hellos: number;
  readonly options: number;
}

export interface StepCommand {
  /** What it shows: `The certificates as sent by 192.0.2.1:5061`. */
  readonly shows: string;
  readonly command: string;
}

export interface ProbeProgress {
  readonly state: 'running' | 'cancelled';
  /** DNS is still being asked. */
  readonly isResolving: boolean;
  /** Endpoints that are not in the report yet, in the order of the candidates. */
  readonly waiting: readonly WaitingEndpoint[];
  /** Of all candidates: how many are done. */
  readonly done: number;
  readonly of: number;
}

export interface WaitingEndpoint {
  readonly socket: string;
  readonly serverName: string | null;
  readonly step: ProbeStep;
  /** `61 of 126 suites`, where the step has parts. */
  readonly detail?: string;
  /** What the steps before this one gave, for a cell: `11 ms`, `TLS 1.3, 23 ms`, `2 sent`. */
  readonly soFar?: { readonly [step in ProbeStep]?: string };
}

/** waiting: another one has to end first. */
export type ProbeStep = 'waiting' | 'connect' | 'handshake' | 'certificates' | 'options' | 'enumerate' | 'revocation';

export interface EndpointDetail {
  /** Why the conversation ended as it did, in one sentence; absent where the outcome is ok. */
  readonly reason?: string;
  /** The host whose address this is: the SRV target, or the name dialled. */
  readonly host: string;
  readonly handshake: readonly HandshakeLine[];
  /** All extensions of each certificate, by its SHA-256. */
  readonly extensions: { readonly [sha256: string]: readonly ExtensionLine[] };
  /** Sent, and no part of the path: indexes into `chain.sent`, with the reason. */
  readonly unused: readonly { readonly index: number; readonly why: 'duplicate' | 'extra' | 'root' | 'alternative' | 'unreadable' }[];
  /** Places of `chain.sent` that have the wrong neighbour. */
  readonly isWrongOrder: boolean;
  /** The issuer that was not sent, as another address sent it or as it was fetched. */
  readonly missing?: {
    readonly name: string;
    readonly aia?: string;
    readonly sentBy: readonly string[];
    readonly issuer?: string;
    readonly key?: string;
    readonly notBefore?: string;
    readonly notAfter?: string;
  };
  /** The sent list in PEM, and the list as it should have been sent; the latter absent where it would be the same, or is not known. */
  readonly sentPem?: string;
  readonly repairedPem?: string;
  /** Each check of revocation, in one sentence. */
  readonly revocation: readonly string[];
  /** The request and the answer, secrets masked. */
  readonly options?: { readonly sent: string; readonly answer?: string };
  /** Names of the stores that were asked. */
  readonly trust: readonly string[];
  /** For stacks that would be locked out by switching an old version or suite off. */
  readonly lockedOut: readonly { readonly what: string; readonly who: string }[];
}

export type HandshakeLine =
  | {
      readonly kind: 'message';
      readonly from: 'client' | 'server';
      /** Since the ClientHello. */
      readonly atMs: number;
      /** As the RFC names it: `CertificateRequest`. */
      readonly name: string;
      /** `2 CAs, 6 signature schemes`. */
      readonly detail: string;
      readonly isEncrypted: boolean;
      /** What a finding says about this very message. */
      readonly fault?: 'error' | 'warning';
    }
  /** `Encrypted from here`, `Handshake complete. The server did not insist on a client certificate.` */
  | { readonly kind: 'note'; readonly text: string; readonly isEncrypted: boolean };

export interface ExtensionLine {
  /** `Key usage`; the OID where it has no name here. */
  readonly name: string;
  readonly value: string;
  readonly isCritical: boolean;
}

export interface SniRow {
  readonly socket: string;
  readonly serverName: string | null;
  readonly kind: 'asked' | 'none' | 'other';
  /** `sip.example.com`, or `alert 112 (unrecognized_name)`. */
  readonly shows: string;
  readonly sha256?: string;
}
