import { accountSettings, configSettings } from '../baresip/settings';
import { pjsuaSettings } from '../pjsua/settings';
import { reproSettings } from '../repro/settings';
import { rtpengineSettings } from '../rtpengine/read';
import type { SettingDoc } from '../setting-doc';
import { type Completer, type Completion, nothingToPropose } from './place';
import { isNamed, settingNames, settingValues, words } from './proposals';
import { completeSections } from './sections';

/** rtpengine.conf. */
export const completeRtpengine: Completer = (place, facts) =>
  completeSections(place, facts, {
    comment: /^\s*[#;]/,
    headers: () => ['rtpengine'],
    docsOf: ({ name }) => (name === '' ? [] : rtpengineSettings),
  });

/** A name, a separator and a value on each line, and nothing around them. */
function completeKeyed(before: string, docs: readonly SettingDoc[], separator: RegExp): Completion {
  if (/^\s*#/.test(before)) return nothingToPropose;
  const [, typed] = /^\s*([\w.-]*)$/.exec(before) ?? [];
  if (typed !== undefined) return { isStart: true, proposals: settingNames(docs, typed) };
  const [, name = '', between = '', value = ''] = /^\s*([\w.-]+)([\s=]+)(.*)$/.exec(before) ?? [];
  return separator.test(between) ? settingValues(docs.filter(isNamed(name)), value) : nothingToPropose;
}

/** repro.config. Transports are numbered: those of a number that is begun are proposed with it. */
export const completeRepro: Completer = ({ before }) => {
  const [, number] = /^\s*Transport(\d{1,3})/.exec(before) ?? [];
  const numbered = (name: string): string => name.replace(/^Transport/, `Transport${number ?? 1}`);
  const docs = reproSettings.map((doc) => (/^Transport/.test(doc.name) ? { ...doc, name: numbered(doc.name) } : doc));
  return completeKeyed(before, docs, /=/);
};

/** The file config of baresip. */
export const completeBaresipConfig: Completer = ({ before }) => completeKeyed(before, configSettings, /\s/);

const transports = ['udp', 'tcp', 'tls', 'ws', 'wss'];

/** Accounts of baresip: parameters of the URI within the brackets, those of the account behind them. */
export const completeBaresipAccounts: Completer = ({ before }) => {
  if (/^\s*#/.test(before)) return nothingToPropose;
  const inUri = /<[^>]*;([\w-]*)(?:=([^;>]*))?$/.exec(before);
  if (inUri) {
    const [, name = '', value] = inUri;
    if (value === undefined) return { proposals: words(['transport='], name) };
    return name === 'transport' ? { proposals: words(transports, value) } : nothingToPropose;
  }
  const [, proxy] = /="[^"]*;transport=(\w*)$/.exec(before) ?? [];
  if (proxy !== undefined) return { proposals: words(transports, proxy) };
  const [, name = '', value] = />.*;([\w-]*)(?:=([^;]*))?$/.exec(before) ?? [];
  if (!before.includes('>;')) return nothingToPropose;
  return value === undefined
    ? { proposals: settingNames(accountSettings, name) }
    : settingValues(accountSettings.filter(isNamed(name)), value);
};

/** Options of pjsua: `--name value` or `--name=value`, one on a line. */
export const completePjsua: Completer = ({ before }) => {
  if (/^\s*#/.test(before)) return nothingToPropose;
  const [, dashes, typed = ''] = /^\s*(-{0,2})([\w-]*)$/.exec(before) ?? [];
  if (dashes !== undefined)
    return {
      isStart: dashes === '',
      proposals: settingNames(pjsuaSettings, typed).map((each) => ({
        ...each,
        label: `--${each.label}`,
        typed: typed.length + dashes.length,
      })),
    };
  const [, name = '', value = ''] = /^\s*--([\w-]+)[ =]\s*(.*)$/.exec(before) ?? [];
  return settingValues(pjsuaSettings.filter(isNamed(name)), value);
};
