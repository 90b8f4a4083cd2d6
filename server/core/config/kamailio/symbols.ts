import { span } from '../../text/span';
import type { ConfigSymbol, FilePlace, Listener, Value } from '../model';
import type { KamailioFacts } from './facts';
import { isOfModule } from './facts';
import type { Macro } from './preprocessor';
import type { Routing } from './routing';
import type { RouteBlock, Script } from './script';

type Draft = Omit<ConfigSymbol, 'parent'>;

/** What the outline shows, and what can be gone to, looked for and renamed: sockets, modules, profiles, blocks and macros. */
export function symbolsOf(
  script: Script,
  routing: Routing,
  { listeners, own }: { listeners: readonly Listener[]; own: KamailioFacts },
): ConfigSymbol[] {
  return [
    ...macroSymbols(script),
    ...listenerSymbols(script, listeners, routing),
    ...script.modules.map(
      (load): Draft => ({
        kind: 'module',
        name: load.name,
        place: load.value.place,
        whole: load.whole,
        uses: script.parameters.filter(({ module }) => isOfModule(module.text, load.name)).map(({ module }) => module.place),
        ...(load.isInactive && { detail: 'switched off' }),
        isRenamable: false,
      }),
    ),
    ...blockSymbols(script, routing),
    ...profileSymbols(own),
  ];
}

function macroSymbols({ macros, includes }: Script): Draft[] {
  const isComplete = includes.every(({ files }) => files.length > 0);
  const first = new Map<string, Macro>();
  for (const macro of macros) if (!first.has(macro.name)) first.set(macro.name, macro);
  return [...first.values()].map((macro) => {
    const others = macros.filter((other) => other.name === macro.name && other !== macro).map(({ place }) => place);
    return {
      kind: 'variable',
      name: macro.name,
      place: macro.place,
      whole: macro.valuePlace?.file === macro.place.file ? joined(macro.place, macro.valuePlace) : macro.place,
      uses: [...others, ...macro.uses, ...usesInValues(macro, macros)],
      ...(macro.value !== undefined && macro.isKnown && { detail: macro.value.trim().slice(0, 80) }),
      isRenamable: isComplete && macro.kind !== 'environment',
    };
  });
}

/** Macros stand in the values of others. */
function usesInValues({ name }: Macro, macros: readonly Macro[]): FilePlace[] {
  return macros.flatMap(({ value, valuePlace }) => {
    if (value === undefined || !valuePlace || !value.includes(name) || value.length > 4096) return [];
    const found: FilePlace[] = [];
    for (let at = value.indexOf(name); at >= 0; at = value.indexOf(name, at + name.length)) {
      const isWhole = !/\w/.test(value[at - 1] ?? '') && !/\w/.test(value[at + name.length] ?? '');
      const start = valuePlace.at.start + at;
      // A value that goes on behind a line end is shorter than what is written.
      if (isWhole && start + name.length <= valuePlace.at.end) found.push({ file: valuePlace.file, at: span(start, start + name.length) });
    }
    return found;
  });
}

const joined = (a: FilePlace, b: FilePlace): FilePlace => ({
  file: a.file,
  at: span(Math.min(a.at.start, b.at.start), Math.max(a.at.end, b.at.end)),
});

function listenerSymbols({ sockets }: Script, listeners: readonly Listener[], { steps }: Routing): Draft[] {
  return sockets.flatMap((socket) =>
    socket.addresses.map((address) => {
      const listener = listeners.find(({ place }) => place === address.place);
      const host = address.hosts.map(({ text }) => text).join(', ');
      const text = `${address.protocol?.text ?? 'all'}:${host}${listener?.port === undefined ? '' : `:${listener.port}`}`;
      const { name } = socket;
      const uses = name ? steps.filter(({ by, value }) => by === '$fsn' && value?.text === name.text).map(({ place }) => place) : [];
      return {
        kind: 'listener' as const,
        name: name?.text ?? text,
        place: name?.place ?? address.place,
        whole: socket.whole,
        uses,
        detail: `${name ? text : 'listen'}${socket.isInactive ? ', switched off' : ''}`,
        isRenamable: isPlainName(name),
      };
    }),
  );
}

const isPlainName = (name: Value | undefined): boolean => name?.isKnown === true && !name.through;

function blockSymbols({ blocks }: Script, { routeUses }: Routing): Draft[] {
  return blocks.map((block): Draft => {
    const { kind, name, place, whole, isInactive } = block;
    return {
      kind: 'route',
      name: name ? `${kind}[${name.text}]` : kind,
      place,
      whole,
      uses: usesOfBlock(block, routeUses),
      ...(isInactive && { detail: 'switched off' }),
      isRenamable: kind !== 'event_route' && isPlainName(name) && /^\w+$/.test(name?.text ?? ''),
    };
  });
}

const usesOfBlock = ({ kind, name }: RouteBlock, uses: Routing['routeUses']): FilePlace[] =>
  name ? uses.filter((use) => use.kind === kind && use.name.text === name.text).map((use) => use.name.place) : [];

/** Sections of profile files, and the ids by which a script picks one for a connection. */
export function profileSymbols({ profiles, sections, script }: KamailioFacts): Draft[] {
  const ids = script?.routing.extended.filter(({ field }) => field === 'server_id') ?? [];
  const calls = script?.routing.calls.filter(({ call }) => call.name === 'tls_set_connect_server_id') ?? [];
  const picked = [
    ...ids.map(({ value }) => value),
    ...calls.map(
      ({
        call: {
          arguments: [first],
        },
      }) => (first?.kind === 'text' ? first.value : undefined),
    ),
  ];
  return [
    ...sections.map((section): Draft => {
      const profile = profiles.find((each) => each.section === section)?.profile;
      return {
        kind: 'profile',
        name: profile?.id ?? section.name,
        place: section.namePlace,
        whole: section.whole,
        uses: [],
        ...(profile?.versions?.text !== undefined && { detail: profile.versions.text }),
        isRenamable: false,
      };
    }),
    ...sections.flatMap(({ options }) =>
      options
        .filter(({ name }) => name === 'server_id')
        .map(
          ({ value, whole }): Draft => ({
            kind: 'profile',
            name: value.text,
            place: value.place,
            whole,
            uses: picked.filter((each) => each?.text === value.text).flatMap((each) => (each ? [each.place] : [])),
            detail: 'server_id',
            isRenamable: script !== undefined && value.isKnown && /^[\w.-]+$/.test(value.text),
          }),
        ),
    ),
  ];
}
