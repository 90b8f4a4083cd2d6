import { flexisipSettings } from '../flexisip/settings';
import type { Completer, Completion } from './place';
import { isNamed, settingNames, settingValues, words } from './proposals';
import { completeSections } from './sections';

const ofGlobal = flexisipSettings.filter(({ key }) => key.startsWith('global.'));
const ofUri = flexisipSettings.filter(({ key }) => key.startsWith('transport.'));

/** flexisip.conf: settings of `[global]`, and the URIs of `transports` with their parameters. */
export const completeFlexisip: Completer = (place, facts) =>
  completeSections(place, facts, {
    comment: /^\s*#/,
    headers: () => ['global'],
    docsOf: ({ name }) => (name === 'global' ? ofGlobal : []),
    values: (key, typed) => (key === 'transports' ? ofTransports(typed) : undefined),
  });

/** `sips:*:5061;tls-verify-incoming=1 sip:*` */
function ofTransports(written: string): Completion {
  const uri = written.slice(written.lastIndexOf(' ') + 1);
  if (/^\w*$/.test(uri)) return { proposals: words(['sip:', 'sips:'], uri) };
  const parameter = uri.slice(uri.lastIndexOf(';') + 1);
  if (!uri.includes(';')) return { proposals: [] };
  const [, name, value] = /^([\w-]+)=(.*)$/.exec(parameter) ?? [];
  if (name === 'transport') return { proposals: words(['udp', 'tcp', 'tls'], value ?? '') };
  return name === undefined ? { proposals: settingNames(ofUri, parameter) } : settingValues(ofUri.filter(isNamed(name)), value ?? '');
}
