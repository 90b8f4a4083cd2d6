import type { ConfigFacts, Switch } from '../model';
import { type General, generalOf, generalSetting, generalSwitch } from './general';
import type { AsteriskFiles, Entry } from './sections';

/** What rules ask of http.conf, the server behind ws and wss. */
export interface HttpFacts {
  readonly kind: 'http';
  readonly general: General;
  /** Whether the server runs at all. */
  readonly enabled: Switch;
  readonly tls: Switch;
  readonly certificate?: Entry;
  /** All of the file was read. */
  readonly isWhole: boolean;
}

export const httpFactsOf = ({ dialect, own }: ConfigFacts): HttpFacts | undefined =>
  dialect === 'asterisk-http' ? (own as HttpFacts | undefined) : undefined;

export function httpOf({ sections, isWhole }: AsteriskFiles): HttpFacts {
  const general = generalOf(sections);
  const certificate = generalSetting(general, 'tlscertfile');
  return {
    kind: 'http',
    general,
    enabled: generalSwitch(general, 'enabled'),
    tls: generalSwitch(general, 'tlsenable'),
    ...(certificate && { certificate }),
    isWhole,
  };
}
