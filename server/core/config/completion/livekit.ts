import { serviceSettings } from '../livekit/settings';
import { trunkSettings } from '../livekit/trunk-settings';
import { jsonPlaceAt, yamlPlaceAt } from './data-place';
import { type Completer, type ConfigProposal, nothingToPropose } from './place';
import { isNamed, settingNames, settingValues } from './proposals';

/** The service: keys by the map that they stand in. In a file of Compose or Helm its configuration is the text of one value. */
export const completeLivekitService: Completer = ({ text, offset }) => {
  const place = yamlPlaceAt(text, offset);
  if (!place) return nothingToPropose;
  const { at } = place;
  const path = place.path.slice(place.path.lastIndexOf('SIP_CONFIG_BODY') + 1);
  const lead = path.map((key) => `${key}.`).join('');
  const docs = serviceSettings.filter(({ key }) => key.startsWith(lead) && !key.slice(lead.length).includes('.'));
  if (at.kind === 'value') return settingValues(docs.filter(isNamed(at.key)), at.typed);
  const maps = serviceSettings.flatMap(({ key }) => (key.startsWith(lead) ? (/^([\w-]+)\./.exec(key.slice(lead.length))?.[1] ?? []) : []));
  const groups = [...new Set(maps)].map(
    (label): ConfigProposal => ({ kind: 'section', label, typed: at.typed.length, insert: `${label}:` }),
  );
  return { isStart: true, proposals: [...settingNames(docs, at.typed).map((each) => ({ ...each, insert: `${each.label}: ` })), ...groups] };
};

/** Trunks, rules and participants: keys, and the names of transports and of encryption. */
export const completeLivekitTrunk: Completer = ({ text, offset }) => {
  const place = jsonPlaceAt(text, offset);
  if (!place) return nothingToPropose;
  const { at, isQuoted } = place;
  const lead = place.path.at(-1) === 'media' ? 'trunk.media.' : 'trunk.';
  const docs = trunkSettings.filter(({ key }) => key.startsWith(lead) && !key.slice(lead.length).includes('.'));
  const quoted = (each: ConfigProposal): ConfigProposal => (isQuoted ? each : { ...each, insert: `"${each.label}"` });
  if (at.kind === 'value') {
    const name = at.key.replace(/([A-Z])/g, '_$1').toLowerCase();
    return { proposals: settingValues(docs.filter(isNamed(name)), at.typed).proposals.map(quoted) };
  }
  const media: ConfigProposal[] = lead === 'trunk.' ? [{ kind: 'section', label: 'media', typed: at.typed.length }] : [];
  return { isStart: !isQuoted, proposals: [...settingNames(docs, at.typed), ...media].map(quoted) };
};
