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
  /**
   * Whether sockets of TLS are opened: with an address of their own they are, whatever is said of the server in clear; with its address, if it
   * runs; without any address they are not. Seen in Asterisk 16 and 22.
   */
  readonly secure: Switch;
  /** An address is named, for TLS or for all. */
  readonly hasAddress: boolean;
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
  const says = (key: string): boolean => (generalSetting(general, key)?.value.text ?? '') !== '';
  const isOwn = says('tlsbindaddr');
  const hasAddress = isOwn || says('bindaddr');
  return {
    kind: 'http',
    general,
    enabled,
    tls,
    secure: tls !== 'on' || isOwn ? tls : hasAddress ? enabled : 'off',
    hasAddress,
    ...(certificate && { certificate }),
    isWhole,
  };
}
