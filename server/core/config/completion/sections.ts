import type { ConfigFacts } from '../model';
import type { SettingDoc } from '../setting-doc';
import { type Completion, type CompletionPlace, nothingToPropose } from './place';
import { isNamed, settingNames, settingValues, symbolNames } from './proposals';
import { type SectionText, sectionPlaceAt } from './section-place';

export interface SectionsOfDialect {
  /** A line that matches is, at its end, in a comment. */
  readonly comment: RegExp;
  /** What may stand between the brackets of a header. */
  headers(facts: ConfigFacts): readonly string[];
  docsOf(section: SectionText): readonly SettingDoc[];
  /** What a value may be besides the words of its setting. */
  values?(key: string, typed: string, facts: ConfigFacts): Completion | undefined;
}

/** Headers, settings by section, and what they take. */
export function completeSections(
  { text, offset, before }: CompletionPlace,
  facts: ConfigFacts,
  { comment, headers, docsOf, values }: SectionsOfDialect,
): Completion {
  const place = sectionPlaceAt(text, offset, before, comment);
  switch (place.kind) {
    case 'comment':
      return nothingToPropose;
    case 'header':
      return { proposals: headers(facts).map((label) => ({ kind: 'section', label, typed: place.typed.length })) };
    case 'base':
      return { proposals: symbolNames(facts, ({ kind }) => kind === 'template', place.typed) };
    case 'key':
      return { isStart: true, proposals: settingNames(docsOf(place.section), place.typed) };
    case 'value':
      return values?.(place.key, place.typed, facts) ?? settingValues(docsOf(place.section).filter(isNamed(place.key)), place.typed);
  }
}
