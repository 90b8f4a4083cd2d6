import type { ConfigFacts, Switch } from '../model';
import { type General, generalOf, generalSetting, generalSwitch } from './general';
import { switchOf } from './pjsip-objects';
import type { AsteriskFiles, Entry, Section } from './sections';

/** What rules ask of sip.conf, the file of chan_sip. */
export interface SipFacts {
  readonly kind: 'sip';
  readonly general: General;
  readonly tls: Switch;
  readonly peers: readonly ChanSipPeer[];
  readonly isWhole: boolean;
}

export interface ChanSipPeer {
  readonly section: Section;
  readonly name: string;
  /** In the order of preference, in lower case; of the peer itself or of `[general]`. */
  readonly transports: readonly string[];
  readonly transportEntry?: Entry;
  readonly encryption: Switch;
  readonly encryptionEntry?: Entry;
  readonly dtls: Switch;
}

export const sipFactsOf = ({ dialect, own }: ConfigFacts): SipFacts | undefined =>
  dialect === 'asterisk-sip' ? (own as SipFacts | undefined) : undefined;

export function sipOf({ sections, isWhole }: AsteriskFiles): SipFacts {
  const general = generalOf(sections);
  return {
    kind: 'sip',
    general,
    tls: generalSwitch(general, 'tlsenable'),
    peers: sections.flatMap((section) => (isPeer(section) ? [peerOf(section, general)] : [])),
    isWhole,
  };
}

const isPeer = ({ isTemplate, entries }: Section): boolean =>
  !isTemplate && entries.some(({ key, value }) => key === 'type' && /^(?:peer|friend|user)$/i.test(value.text));

export const sectionSetting = ({ entries }: Section, key: string): Entry | undefined => entries.findLast((entry) => entry.key === key);

function peerOf(section: Section, general: General): ChanSipPeer {
  const transportEntry = sectionSetting(section, 'transport') ?? generalSetting(general, 'transport');
  const encryptionEntry = sectionSetting(section, 'encryption') ?? generalSetting(general, 'encryption');
  return {
    section,
    name: section.name,
    transports: transportEntry ? transportsIn(transportEntry) : ['udp'],
    ...(transportEntry && { transportEntry }),
    encryption: switchOf(encryptionEntry),
    ...(encryptionEntry && { encryptionEntry }),
    dtls: switchOf(sectionSetting(section, 'dtlsenable') ?? generalSetting(general, 'dtlsenable')),
  };
}

export const transportsIn = ({ value }: Entry): string[] =>
  value.text
    .toLowerCase()
    .split(',')
    .flatMap((word) => word.trim() || []);
