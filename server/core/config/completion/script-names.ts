import type { RoutingScript } from '../dialect';
import type { ConfigFacts, Listener } from '../model';
import type { ScriptWord, SettingDoc } from '../setting-doc';
import type { Completion, ConfigProposal } from './place';
import { symbolNames } from './proposals';

/** What differs between Kamailio and OpenSIPS. */
export interface ScriptProduct {
  readonly script: RoutingScript;
  readonly settings: readonly SettingDoc[];
  /** Words that begin a line outside of blocks, with what they do. */
  readonly statements: readonly (readonly [word: string, meaning: string])[];
  /** Modules that have to do with TLS and transport, besides those whose parameters are known. */
  readonly modules: readonly string[];
  /** Settings of the core whose value begins with a protocol. */
  readonly sockets: readonly string[];
  readonly protocols: readonly string[];
  /** What may stand behind an address: `advertise`, `as`. */
  readonly behindSocket: readonly string[];
  /** Settings within `socket = { … }`. */
  readonly socketBlock: readonly string[];
  /** Of lines that begin with `#!`. */
  readonly directives: readonly string[];
  /** Functions that take the name of a route, with its kind. */
  readonly routeFunctions: ReadonlyMap<string, string>;
  /** Events that a module runs a block for. */
  readonly events: readonly string[];
  /** What a string takes that is written behind `lead`, where this product has more to say than others. */
  stringValues?(lead: string, typed: string, facts: ConfigFacts): readonly ConfigProposal[];
  /** What a parameter takes besides its words: names of domains in brackets. */
  parameterValues?(
    parameter: { readonly module: string; readonly name: string },
    typed: string,
    facts: ConfigFacts,
  ): readonly ConfigProposal[];
}

/** `$tls_`, also between the brackets of `$(…)`. Those of certificates are many: only for who has begun to write `$tls_`. */
export function variableAt(before: string, known: readonly ScriptWord[]): Completion | undefined {
  const [, bracket, typed] = /\$(\(?)([\w.]*(?:\([\w=>.]*)?)$/.exec(before) ?? [];
  if (typed === undefined) return undefined;
  const isOfTls = typed.startsWith('t');
  const fitting = known.filter(({ kind, name }) => kind === 'variable' && (isOfTls || !/^\$tls_(?:peer|my)_/.test(name)));
  const lead = bracket === '' ? 1 : 0;
  return {
    proposals: fitting.map((doc) => ({
      kind: 'variable',
      label: doc.name,
      typed: typed.length + lead,
      ...(lead === 0 && { insert: doc.name.slice(1) }),
      detail: doc.where,
      doc,
    })),
  };
}

/** Of one kind of blocks. A text in which a string is being written loses the blocks behind it, so they are looked for in it as well. */
export function routeNames(
  facts: ConfigFacts,
  text: string,
  { kind, typed }: { readonly kind: string; readonly typed: string },
): ConfigProposal[] {
  const known = symbolNames(
    facts,
    (symbol) => symbol.kind === 'route' && symbol.name.startsWith(`${kind}[`),
    typed,
    ({ name }) => name.slice(kind.length + 1, -1),
  );
  const written = [...text.matchAll(/^[ \t]*(\w*route)[ \t]*\[[ \t]*"?([\w:.-]+)/gm)].flatMap(([, word, name = '']) =>
    word === kind ? [name] : [],
  );
  const others = new Set(written.filter((name) => !known.some(({ label }) => label === name)));
  return [...known, ...[...others].map((label): ConfigProposal => ({ kind: 'name', label, typed: typed.length, detail: 'route' }))];
}

/** Sockets that are listened on, as scripts name them: `tls:192.0.2.1:5061`. */
export function socketNames(listeners: readonly Listener[], typed: string): ConfigProposal[] {
  const names = listeners.flatMap(({ transport, host, port, isInactive }) =>
    isInactive || !host?.isKnown || transport === 'unknown' ? [] : [`${transport}:${host.text}${port === undefined ? '' : `:${port}`}`],
  );
  return [...new Set(names)].map((label) => ({ kind: 'name', label, typed: typed.length, detail: 'listener' }));
}
