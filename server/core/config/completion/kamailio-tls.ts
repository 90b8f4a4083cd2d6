import { profileSettings } from '../kamailio/settings-profile';
import type { ConfigFacts } from '../model';
import type { Completer } from './place';
import { completeSections } from './sections';

const comment = /^\s*#|[^\\]#/;

/** tls.cfg: kinds of headers, with the addresses that the script listens on where it is known; settings of a profile, and their values. */
export const completeKamailioTls: Completer = (place, facts) =>
  completeSections(place, facts, { comment, headers, docsOf: ({ name }) => docsFor(name) });

function headers({ listeners }: ConfigFacts): string[] {
  const sockets = listeners.flatMap(({ transport, host, port, isInactive }) =>
    transport === 'tls' && host?.isKnown && !isInactive && /^[\d.]+$|:/.test(host.text)
      ? [`server:${host.text.includes(':') ? `[${host.text}]` : host.text}:${port ?? 5061}`]
      : [],
  );
  return [...new Set(['server:default', 'client:default', 'server:any', 'client:any', ...sockets])];
}

/** Outside of a section nothing may stand. */
const docsFor = (name: string): typeof profileSettings => (name === '' ? [] : profileSettings);
