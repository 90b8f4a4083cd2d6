import type { Span } from '../text/span';

/**
 * What configurations of SIP servers say of TLS and transport, in one shape for all products: dialects fill it, rules and the editor read
 * it. What depends on something that is not known here (the environment, SQL, a macro without definition) is not known, and rules stay
 * silent on it.
 */
export interface ConfigFacts {
  /** `kamailio`, `kamailio-tls`, `asterisk-pjsip`, …: the id of the dialect of the file that was opened. */
  readonly dialect: string;
  readonly product: Product;
  /** The file at which the reading began, and all that it includes. */
  readonly root: string;
  readonly files: readonly string[];
  readonly listeners: readonly Listener[];
  readonly profiles: readonly TlsProfile[];
  readonly peers: readonly Peer[];
  readonly routes: readonly RouteUse[];
  readonly definitions: readonly Definition[];
  readonly includes: readonly Include[];
  /** Every setting that was read, in the order of the files: for rules of one product, for hovers and for the outline. */
  readonly settings: readonly Setting[];
  /** What is named, and where it is used: profiles, transports, endpoints, route blocks, variables. */
  readonly symbols: readonly ConfigSymbol[];
  /** The texts of the files as they were read, for fixes that write whole lines. */
  readonly texts?: ReadonlyMap<string, string>;
  /** What the dialect could not read. */
  readonly problems: readonly SyntaxProblem[];
  /** Files that rules ask for besides those that the profiles name: what a product looks for beside them. */
  readonly otherFiles?: readonly FileRef[];
  /** What only rules of this product ask for; each dialect says in its own file what it is. */
  readonly own?: unknown;
}

export type Product =
  | 'kamailio'
  | 'opensips'
  | 'asterisk'
  | 'freeswitch'
  | 'livekit'
  | 'drachtio'
  | 'sipp'
  | 'baresip'
  | 'flexisip'
  | 'repro'
  | 'pjsua'
  | 'rtpengine'
  /** Certificates and keys, whoever reads them. */
  | 'pem';

/** A place in one of the files of a configuration. */
export interface FilePlace {
  /** The URI of the document, or its path on the command line; the same text for the same file. */
  readonly file: string;
  readonly at: Span;
}

/** A value as it stands in a file, and what it comes to. */
export interface Value {
  /** Without quotes and escapes, macros replaced. What could not be replaced stands as it is written. */
  readonly text: string;
  /** Where it is written, quotes left out; of a value that came out of a macro: where the macro is used. */
  readonly place: FilePlace;
  /** Nothing in it depends on what is not known here. */
  readonly isKnown: boolean;
  /** The definitions out of which it came, the nearest first. */
  readonly through?: readonly FilePlace[];
}

/** yes and no as the dialect reads them; unknown: it cannot be told here, or the value is none of the dialect's words. */
export type Switch = 'on' | 'off' | 'unknown';

export type Transport = 'udp' | 'tcp' | 'tls' | 'ws' | 'wss' | 'sctp' | 'dtls';

export interface Listener {
  readonly place: FilePlace;
  readonly transport: Transport | 'unknown';
  /** Absent: all addresses. */
  readonly host?: Value;
  /** What is bound in effect, the default of transport and product included; absent where it is not known. */
  readonly port?: number;
  readonly portPlace?: FilePlace;
  readonly advertisedHost?: Value;
  readonly advertisedPort?: number;
  /** The id of its profile, where the dialect names one. */
  readonly profile?: string;
  /** In a part of the file that is switched off (`#!ifdef` without the definition). */
  readonly isInactive: boolean;
}

/** The settings of TLS that one listener or one kind of outgoing connection has. */
export interface TlsProfile {
  /** As the outline shows it: `server:default`, `[transport-tls]`, `internal`. */
  readonly id: string;
  readonly place: FilePlace;
  readonly role: 'server' | 'client' | 'both';
  readonly match: { readonly address?: Value; readonly port?: number; readonly names?: readonly Value[] };
  readonly certificate?: FileRef;
  readonly key?: FileRef;
  readonly keyPassword?: Value;
  readonly ca?: readonly FileRef[];
  readonly crl?: readonly FileRef[];
  readonly keyLog?: FileRef;
  readonly versions?: VersionRange;
  readonly ciphers?: CipherSetting;
  /** Is the peer's certificate checked, must it have one, and is its name compared? With where that is said, if it is. */
  readonly verifiesPeer: Said<Switch>;
  readonly requiresCertificate: Said<Switch>;
  readonly comparesName: Said<Switch>;
  readonly depth?: Said<number>;
  /** Names under which the service announces itself, so that its certificate has to cover them. */
  readonly announced: readonly Value[];
  /** Which of certificate and key files is sent on: SIPp and sofia-sip send the first certificate only. */
  readonly sends: 'chain' | 'leaf';
  readonly isInactive: boolean;
}

/** A value in effect; `place` is absent where nobody wrote it and the product's default counts. */
export interface Said<T> {
  readonly value: T;
  readonly place?: FilePlace;
}

/** Which versions a profile allows in effect. Numbers as on the wire (core/tls/versions.ts). */
export interface VersionRange {
  readonly least: number | 'unknown';
  readonly most: number | 'unknown';
  /** Where it is said; absent where the product's default counts. */
  readonly place?: FilePlace;
  /** The setting's value as written. */
  readonly text?: string;
}

export interface CipherSetting {
  readonly value: Value;
  /** openssl: an expression (`HIGH:!aNULL`); names: single names between commas or blanks; go: names of Go's crypto/tls. */
  readonly syntax: 'openssl' | 'names' | 'go';
  /** It governs the suites of TLS 1.3 (and no others) rather than those before. */
  readonly isForTls13: boolean;
}

/** Another SIP server, or a phone, that this one speaks to. */
export interface Peer {
  readonly id: string;
  readonly place: FilePlace;
  readonly scheme: 'sip' | 'sips' | 'none';
  readonly host: Value;
  readonly port?: number;
  /** Where the port is written: the number, or a text that ends with it; absent where it is not known. */
  readonly portPlace?: FilePlace;
  /** As written; absent where the URI does not say. */
  readonly transport?: Transport | 'unknown';
  /** What carries it in effect, by the product's own rules; unknown where DNS or the run time decides. */
  readonly carriedBy: Transport | 'unknown';
  readonly direction: 'in' | 'out' | 'both';
  readonly profile?: string;
  /** How media is keyed for it. */
  readonly media: Said<'none' | 'sdes' | 'dtls' | 'zrtp' | 'unknown'>;
}

/** A line of a routing script that decides where a message goes, or what it says of the way. */
export interface RouteUse {
  readonly place: FilePlace;
  readonly kind: 'destination' | 'socket' | 'record-route' | 'relay';
  readonly transport?: Transport | 'unknown';
  readonly host?: Value;
  readonly port?: number;
  /** Conditions around it that say what carried the message in. */
  readonly guards: readonly Transport[];
}

/** A file or folder that a setting names. */
export interface FileRef {
  readonly value: Value;
  readonly purpose:
    | 'certificate'
    | 'key'
    | 'certificate-and-key'
    | 'ca'
    | 'ca-folder'
    | 'crl'
    | 'crl-folder'
    | 'folder'
    | 'key-log'
    | 'dh'
    | 'list';
  /** What a path without a leading slash is relative to. */
  readonly base: 'absolute' | 'config' | 'working-directory' | 'product';
  /** Where it is on the server, or relative to `root`'s folder; absent where that is not known. */
  readonly path?: string;
  /** What the product takes where this one is missing. */
  readonly orElse?: FileRef;
}

export interface Definition {
  readonly name: string;
  readonly place: FilePlace;
  readonly value?: Value;
}

export interface Include {
  readonly place: FilePlace;
  readonly raw: string;
  /** The files that it came to; empty where none was found. */
  readonly files: readonly string[];
  /** The product goes on without it. */
  readonly isOptional: boolean;
}

/** One setting as it stands: `modparam("tls", "tls_method", …)`, `method = …`, `<param name="tls-version" …>`. */
export interface Setting {
  /** The key in the dialect's table of settings: `tls.tls_method`, `transport.method`, `profile.tls-version`. */
  readonly key: string;
  readonly name: FilePlace;
  readonly value: Value;
  /** The whole of it, as an edit would take it out. */
  readonly whole: FilePlace;
  /** The section or block that it stands in: `server:default`, `[transport-tls]`. */
  readonly section?: string;
  readonly isInactive: boolean;
}

export interface ConfigSymbol {
  readonly kind:
    | 'profile'
    | 'listener'
    | 'transport'
    | 'endpoint'
    | 'peer'
    | 'route'
    | 'variable'
    | 'template'
    | 'module'
    | 'section'
    | 'certificate'
    | 'key';
  readonly name: string;
  readonly place: FilePlace;
  /** All of what it names, for outline and folding. */
  readonly whole: FilePlace;
  readonly uses: readonly FilePlace[];
  /** What the outline shows behind the name: `TLS 0.0.0.0:5061`. */
  readonly detail?: string;
  /** The symbol that holds it, by its place in the list. */
  readonly parent?: number;
  /** A new name may be written at `place` and `uses` without changing anything else. */
  readonly isRenamable: boolean;
}

export interface SyntaxProblem {
  readonly place: FilePlace;
  readonly message: string;
  /** Whether the product would refuse to start with it. */
  readonly isFatal: boolean;
}
