import { drachtioSettings } from '../drachtio/settings';
import type { SettingDoc } from '../setting-doc';
import { commandSettings, scenarioSettings } from '../sipp/settings';
import { lineStart } from './line-start';
import { type Completer, type Completion, nothingToPropose } from './place';
import { isNamed, settingNames, settingValues, words } from './proposals';
import { xmlPlaceAt } from './xml-place';

/** Elements that the group of settings calls itself; what they hold stands in others, or in attributes. */
const attributesOf = new Set(['contact', 'admin']);
const ofGroup = (group: string | undefined): readonly SettingDoc[] => drachtioSettings.filter(({ key }) => key.startsWith(`${group}.`));

/** drachtio.conf.xml: elements by where they stand, attributes, paths and transports. */
export const completeDrachtio: Completer = ({ text, offset }) => {
  const place = xmlPlaceAt(text, offset);
  const parent = 'parents' in place ? place.parents.at(-1) : undefined;
  switch (place.kind) {
    case 'tag': {
      if (parent === 'drachtio') return { proposals: words(['admin', 'sip', 'cdrs', 'logging'], place.typed) };
      const groups = parent === 'sip' ? words(['contacts', 'tls'], place.typed) : [];
      const group =
        parent === 'contacts' ? ofGroup('sip').filter(isNamed('contact')) : attributesOf.has(parent ?? '') ? [] : ofGroup(parent);
      return {
        proposals: [
          ...groups,
          ...settingNames(
            group.filter(({ name }) => parent !== 'sip' || name !== 'contact'),
            place.typed,
          ),
        ],
      };
    }
    case 'attribute':
      return { proposals: attributesOf.has(place.element) ? settingNames(ofGroup(place.element), place.typed) : [] };
    case 'text': {
      const typed = place.typed.trimStart();
      if (parent === 'contact') return transports(typed);
      const docs = ofGroup(place.parents.at(-2)).filter(isNamed(parent ?? ''));
      return docs.length > 0 ? settingValues(docs, typed) : nothingToPropose;
    }
    default:
      return nothingToPropose;
  }
};

/** `sips:*:5061;transport=tls,wss` */
function transports(written: string): Completion {
  if (/^\w*$/.test(written)) return { proposals: words(['sip:', 'sips:'], written) };
  const [, list] = /;transport=([\w,]*)$/.exec(written) ?? [];
  if (list !== undefined) return { proposals: words(['udp', 'tcp', 'tls', 'ws', 'wss'], list.slice(list.lastIndexOf(',') + 1)) };
  const [, parameter] = /;(\w*)$/.exec(written) ?? [];
  return parameter === undefined ? nothingToPropose : { proposals: words(['transport='], parameter) };
}

/** Scenarios of SIPp: keywords between brackets in what is sent. */
export const completeSipp: Completer = ({ text, offset }) => {
  const place = xmlPlaceAt(text, offset);
  if (place.kind !== 'text' || !/^(?:send|sendCmd)$/.test(place.parents.at(-1) ?? '')) return nothingToPropose;
  const [, typed] = /\[([\w$]*)$/.exec(place.typed) ?? [];
  return typed === undefined ? nothingToPropose : { proposals: settingNames(scenarioSettings, typed) };
};

const LONGEST = 8000;

/** Options in a command that runs SIPp, also where it goes on in the next line. */
export const completeSippCommand: Completer = ({ text, offset }) => {
  let start = lineStart(text, offset);
  while (start > offset - LONGEST && /\\\r?\n$/.test(text.slice(Math.max(0, start - 3), start))) start = lineStart(text, start - 1);
  const command = text.slice(start, offset);
  if (!/\bsipp\b|\bSIPP\b/.test(command) || /^\s*#/.test(command)) return nothingToPropose;
  const [, name, value] = /\s-(\w+)\s+([^\s-]\S*|)$/.exec(command) ?? [];
  const docs = name === undefined ? [] : commandSettings.filter(isNamed(name));
  if (docs.some(({ values, type }) => values !== undefined || type === 'path')) return settingValues(docs, value ?? '');
  const [, typed] = /\s(-\w*)$/.exec(command) ?? [];
  if (typed === undefined) return nothingToPropose;
  return { proposals: settingNames(commandSettings, typed).map((each) => ({ ...each, label: `-${each.label}` })) };
};
