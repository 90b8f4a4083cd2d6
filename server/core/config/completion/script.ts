import type { ConfigFacts } from '../model';
import { scriptStateAt } from '../scripts/state';
import { type Completion, type CompletionPlace, type ConfigProposal, nothingToPropose } from './place';
import { isNamed, settingNames, settingValues, symbolNames, words } from './proposals';
import { routeNames, type ScriptProduct, socketNames, variableAt } from './script-names';
import { completeString } from './script-strings';

/** Statements and settings outside of blocks; variables, functions and names of routes within. */
export function completeScript(product: ScriptProduct, place: CompletionPlace, facts: ConfigFacts): Completion {
  const state = scriptStateAt(place.text, place.offset, product.script.language);
  if (state.kind === 'comment') return nothingToPropose;
  if (state.kind === 'string') return completeString(product, { place, state, facts });
  const { before } = place;
  const directive = /^#!(\w*)$/.exec(before);
  if (directive) return { proposals: words(product.directives, directive[1] ?? '') };
  const asked = /^#!(?:ifn?def|undef\w*)\s+(\w*)$/.exec(before);
  if (asked) return { proposals: symbolNames(facts, ({ kind }) => kind === 'variable', asked[1] ?? '') };
  switch (state.block) {
    case 'top':
      return completeTop(product, before, facts);
    case 'socket':
      return completeSocketBlock(product, before);
    case 'route':
      return completeRoute(product, place, facts);
  }
}

function completeTop(
  { settings, statements, sockets, protocols, behindSocket, events }: ScriptProduct,
  before: string,
  facts: ConfigFacts,
): Completion {
  const core = settings.filter(({ key }) => key.startsWith('core.'));
  const start = /^\s*(\w*)$/.exec(before);
  if (start) {
    const typed = start[1] ?? '';
    const lines = statements.map(([label, meaning]): ConfigProposal => ({ kind: 'word', label, typed: typed.length, meaning }));
    return { isStart: true, proposals: [...settingNames(core, typed), ...lines] };
  }
  const [, event] = /^\s*event_route\s*\[\s*([\w:-]*)$/.exec(before) ?? [];
  if (event !== undefined) return { proposals: words(events, event) };
  const [, name, value = ''] = /^\s*(\w+)\s*=\s*(.*)$/.exec(before) ?? [];
  if (name === undefined) return nothingToPropose;
  if (!sockets.includes(name)) return settingValues(core.filter(isNamed(name)), value);
  const macros = symbolNames(facts, ({ kind }) => kind === 'variable', lastWord(value));
  if (/^\w*$/.test(value))
    return {
      proposals: [
        ...words(
          protocols.map((each) => `${each}:`),
          value,
        ),
        ...macros,
      ],
    };
  if (/^\w+:[\w.]*$/.test(value)) return { proposals: macros };
  return /^\S+\s+(?:.*\s)?\w*$/.test(value) ? { proposals: words(behindSocket, lastWord(value)) } : nothingToPropose;
}

const lastWord = (text: string): string => /\w*$/.exec(text)?.[0] ?? '';

function completeSocketBlock({ socketBlock, protocols }: ScriptProduct, before: string): Completion {
  const start = /(?:^|[;{])\s*(\w*)$/.exec(before);
  if (start) return { isStart: true, proposals: words(socketBlock, start[1] ?? '') };
  const [, typed] = /\bbind\s*=\s*(\w*)$/.exec(before) ?? [];
  return typed === undefined
    ? nothingToPropose
    : {
        proposals: words(
          protocols.map((each) => `${each}:`),
          typed,
        ),
      };
}

function completeRoute(
  { script: { words: known }, protocols }: ScriptProduct,
  { before, text }: CompletionPlace,
  facts: ConfigFacts,
): Completion {
  const variable = variableAt(before, known);
  if (variable) return variable;
  const [, route] = /\broute\s*\(\s*(\w*)$/.exec(before) ?? [];
  if (route !== undefined) return { proposals: routeNames(facts, text, { kind: 'route', typed: route }) };
  const [, protocol] = /\b(?:snd_)?proto\s*[=!]=\s*(\w*)$/.exec(before) ?? [];
  if (protocol !== undefined)
    return {
      proposals: words(
        protocols.map((each) => each.toUpperCase()),
        protocol,
      ),
    };
  const [, socket] = /\bforce_send_socket\s*\(\s*([\w:.]*)$/.exec(before) ?? [];
  if (socket !== undefined) return { proposals: socketNames(facts.listeners, socket) };
  const [, typed] = /(?:^|[\s;{}(!|&])([A-Za-z_]\w*|)$/.exec(before) ?? [];
  if (typed === undefined || /[=,]\s*\w*$/.test(before)) return nothingToPropose;
  const isCondition = /\b(?:if|while)\s*\(/.test(before);
  const fitting = known.filter(({ kind }) => kind === 'function' || (kind === 'condition' && isCondition));
  return {
    isStart: true,
    proposals: fitting.map((doc) => ({ kind: 'function', label: doc.name, typed: typed.length, detail: doc.where, doc })),
  };
}
