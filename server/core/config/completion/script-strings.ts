import type { ConfigFacts } from '../model';
import type { ScriptState } from '../scripts/state';
import { type Completion, type CompletionPlace, type ConfigProposal, nothingToPropose } from './place';
import { isNamed, settingNames, settingValues, symbolNames, words } from './proposals';
import { routeNames, type ScriptProduct, socketNames, variableAt } from './script-names';

interface InString {
  readonly place: CompletionPlace;
  readonly state: Extract<ScriptState, { kind: 'string' }>;
  readonly facts: ConfigFacts;
}

/** How far in front of a string it is looked for what takes it. */
const LEAD = 300;

/** Strings that mean something: of modules and their parameters, files, routes, sockets, URIs. All others are the user's own. */
export function completeString(product: ScriptProduct, { place, state, facts }: InString): Completion {
  const { text, offset } = place;
  const lead = text.slice(Math.max(0, state.start - 1 - LEAD), state.start - 1);
  const typed = text.slice(state.start, offset);
  if (typed.includes('\n')) return nothingToPropose;
  if (/\bloadmodulex?\s*\(?\s*$/.test(lead)) return { proposals: moduleFiles(product, typed, facts) };
  if (/\b(?:include|import)_file\s*$/.test(lead)) return { proposals: [], path: { typed, from: 'file' } };
  const parameter = /\bmodparamx?\s*\(\s*(?:"([^"]*)"\s*,\s*(?:"([^"]*)"\s*,\s*)?)?$/.exec(lead);
  if (parameter) return ofParameter(product, { module: parameter[1], name: parameter[2], typed, facts });
  if (state.block === 'top') return nothingToPropose;
  const variable = variableAt(typed, product.script.words);
  if (variable) return variable;
  const own = product.stringValues?.(lead, typed, facts) ?? [];
  if (own.length > 0) return { proposals: own };
  const [, called = ''] = /\b(\w+)\s*\(\s*(?:[\w"]*,\s*)?$/.exec(lead) ?? [];
  const kindOfRoute = product.routeFunctions.get(called);
  if (kindOfRoute !== undefined) return { proposals: routeNames(facts, text, { kind: kindOfRoute, typed }) };
  if (called === 'force_send_socket' || /\$(?:fs|socket_out)\s*=\s*$/.test(lead)) return { proposals: socketNames(facts.listeners, typed) };
  if (/\$fsn\s*=\s*$/.test(lead))
    return { proposals: symbolNames(facts, ({ kind, detail }) => kind === 'listener' && detail?.includes(':') === true, typed) };
  if (called === 'tls_set_connect_server_id' || /=>server_id\)\s*=\s*$/.test(lead))
    return { proposals: symbolNames(facts, ({ kind, detail }) => kind === 'profile' && detail === 'server_id', typed) };
  if (/\$(?:proto|pr|rP|dP|socket_(?:in|out)\(proto\))\s*[=!]=\s*$/.test(lead)) return { proposals: words(product.protocols, typed) };
  if (/^(?:t_relay(?:_to)?|forward|send)$/.test(called) && /^\w*$/.test(typed))
    return {
      proposals: words(
        product.protocols.map((each) => `${each}:`),
        typed,
      ),
    };
  return uriParameter(product, typed);
}

/** Files of modules, those left out that are loaded already. */
function moduleFiles(product: ScriptProduct, written: string, { symbols }: ConfigFacts): ConfigProposal[] {
  const typed = written.slice(written.lastIndexOf('/') + 1);
  const loaded = new Set(symbols.flatMap(({ kind, name, place }) => (kind === 'module' && place.at.end > place.at.start ? [name] : [])));
  const names = [...new Set([...knownModules(product), ...product.modules])].filter((name) => !loaded.has(name));
  return names.map((name) => ({ kind: 'name', label: `${name}.so`, typed: typed.length, detail: 'module' }));
}

const knownModules = ({ settings }: ScriptProduct): string[] => [
  ...new Set(settings.flatMap(({ where }) => /^modparam (\w+)$/.exec(where)?.[1] ?? [])),
];

interface InParameter {
  readonly module: string | undefined;
  readonly name: string | undefined;
  readonly typed: string;
  readonly facts: ConfigFacts;
}

function ofParameter(product: ScriptProduct, { module, name, typed, facts }: InParameter): Completion {
  if (module === undefined) return { proposals: words(knownModules(product), typed) };
  const docs = product.settings.filter(({ where }) => module.split('|').some((each) => where === `modparam ${each}`));
  if (name === undefined) return { proposals: settingNames(docs, typed) };
  const own = product.parameterValues?.({ module, name }, typed, facts) ?? [];
  if (own.length > 0) return { proposals: own };
  // `[name]` in front of a value of OpenSIPS.
  return settingValues(docs.filter(isNamed(name)), typed.replace(/^\[[^\]]*\]/, ''));
}

/** `;transport=` and what it takes, in a SIP URI or an address that Record-Route is to say. */
function uriParameter({ protocols }: ScriptProduct, typed: string): Completion {
  const [, transport] = /;transport=(\w*)$/.exec(typed) ?? [];
  if (transport !== undefined) return { proposals: words(protocols, transport) };
  const [, parameter] = /^(?:sips?:)?[^\s;]+(?:;[^;]*)*;(\w*)$/i.exec(typed) ?? [];
  return parameter === undefined ? nothingToPropose : { proposals: words(['transport='], parameter) };
}
