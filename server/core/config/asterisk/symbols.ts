import type { ConfigSymbol, FilePlace } from '../model';
import type { Section } from './sections';

/** From its header to its last setting, where these stand in one file. */
export function wholeOf({ header, own }: Section): FilePlace {
  const last = own.findLast(({ source }) => source.file === header.file);
  return { file: header.file, at: { start: header.at.start, end: Math.max(header.at.end, last?.line.whole.end ?? 0) } };
}

/** Where each section is named as what another one inherits from. */
export function basesUsed(sections: readonly Section[]): Map<Section, FilePlace[]> {
  const uses = new Map<Section, FilePlace[]>();
  for (const { bases } of sections) for (const { section, place } of bases) if (section) addUse(uses, section, place);
  return uses;
}

export function addUse(uses: Map<Section, FilePlace[]>, section: Section, place: FilePlace): void {
  const known = uses.get(section);
  if (known) known.push(place);
  else uses.set(section, [place]);
}

/** The sections of a file whose names nobody refers to but its own templates. `peers` are those that are more than a section. */
export function sectionSymbols(sections: readonly Section[], peers: ReadonlySet<Section>): readonly ConfigSymbol[] {
  const uses = basesUsed(sections);
  return sections.map((section) => ({
    kind: section.isTemplate ? 'template' : peers.has(section) ? 'peer' : 'section',
    name: section.name,
    place: section.place,
    whole: wholeOf(section),
    uses: [...(uses.get(section) ?? []), ...section.additions],
    ...(section.isTemplate && { detail: 'template' }),
    isRenamable: section.isTemplate && section.name !== '',
  }));
}
