import { span } from '../../text/span';
import { groupedBy } from '../grouped';
import type { ConfigSymbol, FilePlace, Listener, Value } from '../model';
import type { KamailioFacts } from './facts';
import type { Macro } from './macros';
import type { Routing } from './routing';
import type { Script } from './script';

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
    ...moduleSymbols(script),
    ...blockSymbols(script, routing),
    ...profileSymbols(own),
  ];
}

function macroSymbols({ macros, includes }: Script): Draft[] {
  const isComplete = includes.every(({ files }) => files.length > 0);
  const inValues = usesInValues(macros);
  return [...groupedBy(macros, ({ name }) => name)].flatMap(([name, [macro, ...others]]): Draft[] => {
    if (!macro) return [];
    return [
      {
        kind: 'variable',
        name,
        place: macro.place,
        whole: macro.valuePlace?.file === macro.place.file ? joined(macro.place, macro.valuePlace) : macro.place,
        uses: [...others.map(({ place }) => place), ...macro.uses, ...(inValues.get(name) ?? [])],
        ...(macro.value !== undefined && macro.isKnown && { detail: macro.value.trim().slice(0, 80) }),
        isRenamable: isComplete && macro.kind !== 'environment',
      },
    ];
  });
}

/** Macros stand in the values of others. */
function usesInValues(macros: readonly Macro[]): ReadonlyMap<string, FilePlace[]> {
  const uses = new Map<string, FilePlace[]>(macros.map(({ name }) => [name, []]));
  for (const { value = '', valuePlace } of macros) {
    if (!valuePlace || value.length > 4096) continue;
    for (const { 0: word, index } of value.matchAll(/[A-Za-z_]\w*/g)) {
      const start = valuePlace.at.start + index;
      // A value that goes on behind a line end is shorter than what is written.
      if (start + word.length <= valuePlace.at.end) uses.get(word)?.push({ file: valuePlace.file, at: span(start, start + word.length) });
    }
  }
  return uses;
}

const joined = (a: FilePlace, b: FilePlace): FilePlace => ({
  file: a.file,
  at: span(Math.min(a.at.start, b.at.start), Math.max(a.at.end, b.at.end)),
});

function moduleSymbols({ modules, parameters }: Script): Draft[] {
  const written = parameters.flatMap(({ module }) => module.text.split('|').map((name) => ({ name, place: module.place })));
  const uses = groupedBy(written, ({ name }) => name);
  return modules.map(({ name, value, whole, isInactive }) => ({
    kind: 'module',
    name,
    place: value.place,
    whole,
    uses: (uses.get(name) ?? []).map(({ place }) => place),
    ...(isInactive && { detail: 'switched off' }),
    isRenamable: false,
  }));
}

function listenerSymbols({ sockets }: Script, listeners: readonly Listener[], { steps }: Routing): Draft[] {
  const byPlace = new Map(listeners.map((listener) => [listener.place, listener]));
  const named = groupedBy(
    steps.filter(({ by }) => by === '$fsn'),
    ({ value }) => value?.text,
  );
  return sockets.flatMap(({ addresses, name, whole, isInactive }) =>
    addresses.map((address): Draft => {
      const port = byPlace.get(address.place)?.port;
      const host = address.hosts.map(({ text }) => text).join(', ');
      const text = `${address.protocol?.text ?? 'all'}:${host}${port === undefined ? '' : `:${port}`}`;
      return {
        kind: 'listener',
        name: name?.text ?? text,
        place: name?.place ?? address.place,
        whole,
        uses: name ? (named.get(name.text) ?? []).map(({ place }) => place) : [],
        detail: `${name ? text : 'listen'}${isInactive ? ', switched off' : ''}`,
        isRenamable: isPlainName(name),
      };
    }),
  );
}

const isPlainName = (name: Value | undefined): boolean => name?.isKnown === true && !name.through;

function blockSymbols({ blocks }: Script, { routeUses }: Routing): Draft[] {
  const uses = groupedBy(routeUses, ({ kind, name }) => `${kind}[${name.text}]`);
  return blocks.map(({ kind, name, place, whole, isInactive }): Draft => {
    const id = name ? `${kind}[${name.text}]` : kind;
    return {
      kind: 'route',
      name: id,
      place,
      whole,
      uses: (uses.get(id) ?? []).map((use) => use.name.place),
      ...(isInactive && { detail: 'switched off' }),
      isRenamable: kind !== 'event_route' && isPlainName(name) && /^\w+$/.test(name?.text ?? ''),
    };
  });
}

/** Sections of profile files, and the ids by which a script picks one for a connection. */
export function profileSymbols({ profiles, sections, script }: KamailioFacts): Draft[] {
  const bySection = new Map(profiles.map(({ section, profile }) => [section, profile]));
  const picked = groupedBy(
    pickedIds(script).flatMap((value) => value ?? []),
    ({ text }) => text,
  );
  return [
    ...sections.map((section): Draft => {
      const profile = bySection.get(section);
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
            uses: (picked.get(value.text) ?? []).map(({ place }) => place),
            detail: 'server_id',
            isRenamable: script !== undefined && value.isKnown && /^[\w.-]+$/.test(value.text),
          }),
        ),
    ),
  ];
}

/** The profiles that a script picks by their ids; undefined where it does not state which. */
export function pickedIds(script: KamailioFacts['script']): readonly (Value | undefined)[] {
  const set = script?.routing.extended.filter(({ field }) => field === 'server_id').map(({ value }) => value) ?? [];
  const called = (script?.routing.calls.get('tls_set_connect_server_id') ?? []).map(
    ({
      call: {
        arguments: [first],
      },
    }) => (first?.kind === 'text' ? first.value : undefined),
  );
  return [...set, ...called];
}
