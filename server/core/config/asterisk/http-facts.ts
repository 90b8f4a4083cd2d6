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
  /** Whether sockets of TLS are opened: with an address of their own they are, whatever is said of the server in clear. */
  readonly secure: Switch;
  readonly certificate?: Entry;
  /** All of the file was read. */
  readonly isWhole: boolean;
}

export const httpFactsOf = ({ dialect, own }: ConfigFacts): HttpFacts | undefined =>
  dialect === 'asterisk-http' ? (own as HttpFacts | undefined) : undefined;

export function httpOf({ sections, isWhole }: AsteriskFiles): HttpFacts {
  const general = generalOf(sections);
  const certificate = generalSetting(general, 'tlscertfile');
  const enabled = generalSwitch(general, 'enabled');
  const tls = generalSwitch(general, 'tlsenable');
  const hasAddress = (generalSetting(general, 'tlsbindaddr')?.value.text ?? '') !== '';
  return {
    kind: 'http',
    general,
    enabled,
    tls,
    secure: tls !== 'on' || hasAddress ? tls : enabled,
    ...(certificate && { certificate }),
    isWhole,
  };
}
