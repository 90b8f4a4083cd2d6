import type { FilePlace, Include, Value } from '../model';
import type { InactivePart } from './condition-stack';
import type { ScriptProblem } from './directive-lines';
import type { Macro } from './macros';
import type { SyntaxFault } from './stream';
import type { Source } from './tokens';

/** A script as it is written, includes and macros followed: what its statements say, and where. */
export interface Script {
  readonly sources: readonly Source[];
  readonly assignments: readonly Assignment[];
  readonly sockets: readonly SocketStatement[];
  readonly modules: readonly ModuleLoad[];
  readonly parameters: readonly ModuleParameter[];
  readonly blocks: readonly RouteBlock[];
  /** Of parts of blocks that are switched off. */
  readonly inactiveActions: readonly (readonly Action[])[];
  readonly macros: readonly Macro[];
  /** Names that conditions ask for. */
  readonly asked: readonly { readonly name: string; readonly place: FilePlace }[];
  readonly includes: readonly Include[];
  readonly inactive: readonly InactivePart[];
  /** What the preprocessor and the scanner could not read. */
  readonly problems: readonly ScriptProblem[];
  /** Where Kamailio would report a syntax error, in the order of reading; it stops after the first. */
  readonly faults: readonly SyntaxFault[];
}

interface Statement {
  readonly whole: FilePlace;
  readonly isInactive: boolean;
}

/** `name = value` of the core, `group.name = value` of a module. */
export interface Assignment extends Statement {
  /** The first of the words that mean the same: `enable_tls`. */
  readonly name: string;
  readonly place: FilePlace;
  readonly value: Value;
}

/** `listen = …` and `socket = { … }`. */
export interface SocketStatement extends Statement {
  readonly place: FilePlace;
  readonly addresses: readonly SocketAddress[];
  readonly advertised?: { readonly host: Value; readonly port?: Value };
  readonly name?: Value;
}

export interface SocketAddress {
  readonly place: FilePlace;
  readonly protocol?: { readonly text: string; readonly place: FilePlace };
  /** More than one where it is bound to several addresses: `(10.0.0.1, 10.0.0.2)`. */
  readonly hosts: readonly Value[];
  readonly port?: Value;
}

export interface ModuleLoad extends Statement {
  /** `tls`, without folder and ending. */
  readonly name: string;
  readonly value: Value;
}

export interface ModuleParameter extends Statement {
  /** A name, or an expression with several of them: `tm|rr`. */
  readonly module: Value;
  readonly parameter: Value;
  readonly value: Value;
  readonly kind: 'text' | 'number';
}

export interface RouteBlock extends Statement {
  /** `route`, `request_route`, `event_route`, …. */
  readonly kind: string;
  readonly name?: Value;
  /** Of the name, or of the word where it has none. */
  readonly place: FilePlace;
  readonly body: readonly Action[];
}

export type Action =
  | { readonly kind: 'call'; readonly call: Call }
  | { readonly kind: 'assign'; readonly target: string; readonly place: FilePlace; readonly value: Expression; readonly whole: FilePlace }
  | {
      readonly kind: 'if';
      readonly place: FilePlace;
      readonly condition: Expression;
      readonly then: readonly Action[];
      readonly otherwise: readonly Action[];
    }
  | { readonly kind: 'switch'; readonly subject: Expression; readonly cases: readonly SwitchCase[] }
  | { readonly kind: 'while'; readonly condition: Expression; readonly body: readonly Action[] }
  | { readonly kind: 'leave'; readonly word: string; readonly value?: Expression };

export interface SwitchCase {
  readonly label?: Expression;
  readonly body: readonly Action[];
}

export interface Call {
  readonly name: string;
  readonly place: FilePlace;
  readonly arguments: readonly Expression[];
  /** From the name to the closing bracket. */
  readonly whole: FilePlace;
}

export type Expression =
  | { readonly kind: 'text'; readonly value: Value; readonly isPlain: boolean }
  | { readonly kind: 'number'; readonly value: Value }
  /** `$du`, `$xavp(tls=>server_name)`. */
  | { readonly kind: 'variable'; readonly name: string; readonly place: FilePlace }
  /** `proto`, `TLS`, `myself`, an address. */
  | { readonly kind: 'word'; readonly name: string; readonly place: FilePlace }
  | { readonly kind: 'call'; readonly call: Call }
  | { readonly kind: 'compare'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'block'; readonly body: readonly Action[] }
  | { readonly kind: 'other'; readonly parts: readonly Expression[] };

export const nothing: Expression = { kind: 'other', parts: [] };

/** `tls.so`, `/usr/lib/kamailio/modules/tls.so` and `tls` are the module tls. */
export function moduleName(path: string): string {
  const base = path.slice(path.lastIndexOf('/') + 1);
  return base.endsWith('.so') ? base.slice(0, -3) : base;
}
