import type { PjsipFacts } from '../asterisk/pjsip-shapes';
import { httpSettings } from '../asterisk/settings/http';
import { pjsipSettings } from '../asterisk/settings/pjsip';
import { sipSettings } from '../asterisk/settings/sip';
import type { ConfigFacts, ConfigSymbol } from '../model';
import type { SettingDoc } from '../setting-doc';
import { type Completer, type ConfigProposal, nothingToPropose } from './place';
import { isNamed, lastOf, settingNames, settingValues, symbolNames } from './proposals';
import { type SectionText, sectionPlaceAt } from './section-place';
import { completeSections } from './sections';

const comment = /^\s*;|[^\\];/;
const kinds = ['transport', 'endpoint', 'aor', 'registration', 'identify', 'wizard', 'auth'];

/** pjsip.conf and pjsip_wizard.conf: what a section may hold is told by its `type`, its templates, or, in a wizard, the word before the slash. */
export const completePjsip: Completer = ({ text, offset, before }, facts) => {
  const place = sectionPlaceAt(text, offset, before, comment);
  switch (place.kind) {
    case 'base':
      return { proposals: symbolNames(facts, ({ kind }) => kind === 'template', place.typed) };
    case 'key': {
      const kind = kindOf(place.section, facts);
      const [, prefix, typed = ''] = /^(\w+)\/(\w*)$/.exec(place.typed) ?? [];
      if (prefix !== undefined) return { proposals: settingNames(ofKind(prefix), typed) };
      // Without a type nobody knows what fits; it is the first thing to write.
      const docs = kind === undefined ? pjsipSettings.filter(isNamed('type')) : ofKind(kind);
      return {
        isStart: true,
        proposals: settingNames(kind === undefined && place.typed !== '' ? [...docs, ...pjsipSettings] : docs, place.typed),
      };
    }
    case 'value': {
      const [, prefix, name = place.key] = /^(\w+)\/(\w+)$/.exec(place.key) ?? [];
      const kind = prefix ?? kindOf(place.section, facts);
      const named = namedObjects(name, place.typed, facts);
      if (named.length > 0) return { proposals: named };
      const docs = (kind === undefined ? pjsipSettings : ofKind(kind)).filter(isNamed(name));
      const completion = settingValues(docs, place.typed);
      return name === 'type' ? { proposals: settingValues(pjsipSettings.filter(isNamed('type')), place.typed).proposals } : completion;
    }
    default:
      return nothingToPropose;
  }
};

const ofKind = (kind: string): readonly SettingDoc[] => pjsipSettings.filter(({ key }) => key.startsWith(`${kind}.`));

function kindOf({ name, rest, body }: SectionText, facts: ConfigFacts): string | undefined {
  const [, written] = /^[ \t]*type[ \t]*=>?[ \t]*(\w+)/m.exec(body) ?? [];
  if (written !== undefined) return written;
  const bases = [...rest.matchAll(/[^(),!+\s]+/g)].map(([base]) => `[${base}]`);
  const known = facts.settings.find(
    ({ section, key }) => section !== undefined && bases.includes(section) && kinds.includes(prefixOf(key)),
  );
  if (known) return prefixOf(known.key);
  const own = facts.settings.find(({ section, key }) => section === `[${name}]` && bases.length > 0 && kinds.includes(prefixOf(key)));
  return own && prefixOf(own.key);
}

const prefixOf = (key: string): string => key.slice(0, key.indexOf('.'));

/** Which kind of object a setting names. */
const pointsAt: { readonly [setting: string]: string | undefined } = {
  transport: 'transport',
  aors: 'aor',
  auth: 'auth',
  outbound_auth: 'auth',
  endpoint: 'endpoint',
};

function namedObjects(setting: string, written: string, facts: ConfigFacts): ConfigProposal[] {
  const kind = pointsAt[setting];
  if (kind === undefined) return [];
  const { transports = [] } = (facts.own as Partial<PjsipFacts> | undefined) ?? {};
  const typed = lastOf(written);
  if (kind !== 'transport') return symbolNames(facts, isObject(kind), typed);
  // Those of the other file count as well: a wizard names what stands in pjsip.conf.
  const names = new Map(transports.map(({ name, protocol }) => [name, protocol]));
  return [...names].map(([label, protocol]) => ({ kind: 'name', label, typed: typed.length, detail: `transport ${protocol}` }));
}

const isObject =
  (kind: string) =>
  ({ detail, kind: symbol }: ConfigSymbol): boolean =>
    detail === kind || (symbol === 'endpoint' && kind === 'endpoint');

const general = { comment, headers: () => ['general'] };

/** sip.conf: what `[general]` has, and what a peer has. */
export const completeChanSip: Completer = (place, facts) =>
  completeSections(place, facts, {
    ...general,
    docsOf: ({ name }) => sipSettings.filter(({ key }) => key.startsWith(name === 'general' || name === '' ? 'general.' : 'peer.')),
  });

/** http.conf. */
export const completeHttp: Completer = (place, facts) => completeSections(place, facts, { ...general, docsOf: () => httpSettings });
