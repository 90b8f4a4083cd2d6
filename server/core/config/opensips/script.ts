import type { Assignment, ModuleLoad, ModuleParameter, RouteBlock } from '../kamailio/script';
import type { FilePlace, Include, SyntaxProblem, Value } from '../model';
import type { Scanned, Source } from './scanner';

/** A script as it is written, includes followed: what its statements say, and where. Statements are those of Kamailio, of which OpenSIPS is a cousin. */
export interface OpensipsScript {
  readonly sources: readonly Source[];
  readonly assignments: readonly Assignment[];
  readonly sockets: readonly SocketLine[];
  readonly modules: readonly ModuleLoad[];
  readonly parameters: readonly ModuleParameter[];
  /** `tls_server_domain[10.0.0.1:5061] { … }` of OpenSIPS 1. */
  readonly domains: readonly CoreDomain[];
  readonly blocks: readonly RouteBlock[];
  readonly includes: readonly Include[];
  readonly problems: readonly SyntaxProblem[];
  /** What is written is made into a script by a preprocessor: only what is literally there counts. */
  readonly isTemplate: boolean;
}

/** `socket = proto:host:port as host:port …`, or `listen = …` as it was called before. */
export interface SocketLine {
  readonly word: 'socket' | 'listen';
  /** The word. */
  readonly place: FilePlace;
  readonly address: Scanned;
  readonly advertised?: { readonly host: Value; readonly port?: Value };
  readonly tag?: Value;
  readonly whole: FilePlace;
  readonly isInactive: false;
}

export interface CoreDomain {
  readonly role: 'server' | 'client';
  /** `10.0.0.1:5061`, or the name of a client domain. */
  readonly name: Value;
  readonly place: FilePlace;
  readonly whole: FilePlace;
  readonly settings: readonly Assignment[];
}
