import type { ConfigSymbol, FilePlace } from '../model';
import { listed } from './pjsip-facts';
import { type PjsipObject, setting } from './pjsip-objects';
import type { PjsipFacts } from './pjsip-shapes';
import type { Entry, Section } from './sections';
import { addUse, basesUsed, wholeOf } from './symbols';

/** Templates and objects by name, and where they are named. An object that a wizard makes has no place of its own. */
export function pjsipSymbols(sections: readonly Section[], objects: readonly PjsipObject[], { isWhole }: PjsipFacts): ConfigSymbol[] {
  const kinds = new Map(objects.filter(({ isFromWizard }) => !isFromWizard).map((object) => [object.section, object]));
  const uses = usesOf(sections, objects);
  return sections.map((section): ConfigSymbol => {
    const object = kinds.get(section);
    const kind = section.isTemplate ? 'template' : symbolKind(object?.kind);
    const detail = section.isTemplate ? 'template' : object && detailOf(object);
    return {
      kind,
      name: section.name,
      place: section.place,
      whole: wholeOf(section),
      uses: [...(uses.get(section) ?? []), ...section.additions],
      ...(detail && { detail }),
      // Endpoints and AORs are named elsewhere too: in the dialplan, by phones, by what they log in with.
      isRenamable: isWhole && section.name !== '' && (kind === 'transport' || kind === 'template' || object?.kind === 'auth'),
    };
  });
}

function symbolKind(kind: string | undefined): ConfigSymbol['kind'] {
  switch (kind) {
    case 'transport':
      return 'transport';
    case 'endpoint':
    case 'wizard':
      return 'endpoint';
    case 'aor':
    case 'registration':
      return 'peer';
    default:
      return 'section';
  }
}

function detailOf(object: PjsipObject): string {
  if (object.kind !== 'transport') return object.kind;
  const protocol = setting(object, 'protocol')?.value.text.toUpperCase() ?? 'UDP';
  return `transport ${protocol} ${setting(object, 'bind')?.value.text ?? ''}`.trim();
}

/** Which kind of object the settings of each kind name. */
const references: { readonly [kind: string]: { readonly [key: string]: string } } = {
  endpoint: { transport: 'transport', aors: 'aor', auth: 'auth', outbound_auth: 'auth' },
  registration: { transport: 'transport', outbound_auth: 'auth', endpoint: 'endpoint' },
  identify: { endpoint: 'endpoint' },
  wizard: { transport: 'transport', 'endpoint/transport': 'transport', 'endpoint/aors': 'aor', 'endpoint/auth': 'auth' },
};

/** A key names the same in all kinds. */
const ofAnyKind: ReadonlyMap<string, string> = new Map(Object.values(references).flatMap((keys) => Object.entries(keys)));

function usesOf(sections: readonly Section[], objects: readonly PjsipObject[]): Map<Section, FilePlace[]> {
  const byName = new Map<string, Section>();
  for (const { kind, name, section } of objects) if (!byName.has(`${kind} ${name}`)) byName.set(`${kind} ${name}`, section);
  const uses = basesUsed(sections);
  // A line of a template is one use, however many sections inherit it.
  const seen = new Set<unknown>();
  const look = (entry: Entry, target: string | undefined): void => {
    if (target === undefined || !entry.value.isKnown || seen.has(entry.line)) return;
    seen.add(entry.line);
    for (const { text, place } of listed(entry)) {
      const section = byName.get(`${target} ${text}`);
      if (section) addUse(uses, section, place);
    }
  };
  for (const { kind, section } of objects) for (const entry of section.entries) look(entry, references[kind]?.[entry.key]);
  // Nobody may inherit a template here, and it may leave the kind to those who do.
  for (const { isTemplate, entries } of sections) if (isTemplate) for (const entry of entries) look(entry, ofAnyKind.get(entry.key));
  return uses;
}
