import type { FilePlace } from '../model';
import type { Entry, Section } from './sections';

/**
 * The objects that res_pjsip makes of sections: each section that is no template becomes one of its `type`, and each wizard an endpoint, an
 * AOR, and what else it asks for (res_pjsip_config_wizard.c).
 */
export interface PjsipObject {
  /** `transport`, `endpoint`, `aor`, `auth`, `registration`, `identify`, `wizard`, … */
  readonly kind: string;
  readonly name: string;
  readonly section: Section;
  readonly entries: readonly Entry[];
  /** The wizard that makes it. */
  readonly isFromWizard: boolean;
  /** It stands in the files that were asked for, not in one beside them. */
  readonly isHere: boolean;
}

/** The setting in effect: of several the last one. */
export const setting = ({ entries }: PjsipObject, key: string): Entry | undefined => entries.findLast((entry) => entry.key === key);

export const settingsNamed = ({ entries }: PjsipObject, key: string): Entry[] => entries.filter((entry) => entry.key === key);

export const namePlace = ({ section }: PjsipObject): FilePlace => section.place;

/** As Asterisk reads a switch (ast_true): what is none of these words is off. Unknown where a template engine fills it in. */
export function isOn(entry: Entry | undefined): boolean | undefined {
  if (!entry) return undefined;
  return entry.value.isKnown ? /^(?:yes|true|y|t|1|on)$/i.test(entry.value.text) : undefined;
}

/** Off where nobody switched it on; `unknown` where that cannot be told. */
export function switchOf(entry: Entry | undefined): 'on' | 'off' | 'unknown' {
  if (!entry) return 'off';
  const on = isOn(entry);
  return on === undefined ? 'unknown' : on ? 'on' : 'off';
}

export function pjsipObjects(sections: readonly Section[], isHere: (section: Section) => boolean): PjsipObject[] {
  return sections.flatMap((section): PjsipObject[] => {
    if (section.isTemplate) return [];
    // In this letter case: a section of `type=Endpoint` makes nothing.
    const kind = section.entries.findLast(({ key }) => key === 'type')?.value.text;
    if (kind === undefined) return [];
    const object: PjsipObject = {
      kind,
      name: section.name,
      section,
      entries: section.entries,
      isFromWizard: false,
      isHere: isHere(section),
    };
    return kind === 'wizard' ? [object, ...madeBy(object)] : [object];
  });
}

/** What a wizard makes. Its contacts and URIs come from patterns, and are told apart by the settings of the wizard itself. */
function madeBy(wizard: PjsipObject): PjsipObject[] {
  const { name, section, isHere, entries } = wizard;
  const transport = setting(wizard, 'transport');
  const proxy = setting(wizard, 'outbound_proxy');
  const make = (kind: string, more: readonly (Entry | undefined)[]): PjsipObject => ({
    kind,
    name,
    section,
    // What the wizard says itself comes last, and so counts.
    entries: [
      ...entries.filter(({ key }) => key.startsWith(`${kind}/`)).map((entry) => ({ ...entry, key: entry.key.slice(kind.length + 1) })),
      ...more.flatMap((entry) => entry ?? []),
    ],
    isFromWizard: true,
    isHere,
  });
  return [
    // It stands for the proxies of AOR and registrations too, and is told once.
    make('endpoint', [transport, proxy]),
    make('aor', []),
    ...(switchOf(setting(wizard, 'sends_registrations')) === 'off' ? [] : [make('registration', [transport])]),
  ];
}
