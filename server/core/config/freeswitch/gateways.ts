import type { FilePlace, Peer, Transport } from '../model';
import { type Gateway, gatewayParam, lastOf, type Param } from './profiles';
import { type FsValue, partPlace } from './variables';

/** Where a gateway sends to, as mod_sofia makes URIs of its parameters (sofia.c, parse_gateways). */

export interface GatewayAddress {
  readonly key: 'proxy' | 'register-proxy' | 'outbound-proxy' | 'realm' | 'name';
  readonly value: FsValue;
  readonly scheme: 'sip' | 'sips' | 'none';
  readonly schemePlace: FilePlace;
  readonly host: string;
  readonly hostPlace: FilePlace;
  readonly port?: number;
  readonly portPlace?: FilePlace;
  /** What its own parameter says; unknown where that is none of the transports. */
  readonly transport?: Transport | 'unknown';
  readonly transportPlace?: FilePlace;
}

const form = /^(?:(sips?):)?((?:[^@;]*@)?)(\[[^\]]*\]|[^:;?]*)((?::\d{1,5})?)/i;

export function addressOf(key: GatewayAddress['key'], value: FsValue): GatewayAddress | undefined {
  const { text } = value;
  const [whole, scheme = '', user = '', host = '', port = ''] = form.exec(text) ?? [];
  if (whole === undefined || host === '') return undefined;
  const hostAt = (scheme === '' ? 0 : scheme.length + 1) + user.length;
  const portAt = hostAt + host.length;
  const number = Number(port.slice(1));
  const found = /;\s*transport=([^;?&>\s]*)/i.exec(text.slice(whole.length));
  const transportAt = found ? whole.length + found.index : 0;
  return {
    key,
    value,
    scheme: scheme === '' ? 'none' : scheme.toLowerCase() === 'sips' ? 'sips' : 'sip',
    schemePlace: partPlace(value, 0, scheme === '' ? 0 : scheme.length + 1),
    host: host.replace(/^\[|\]$/g, '').toLowerCase(),
    hostPlace: partPlace(value, hostAt, portAt),
    ...(number > 0 && number < 65_536 && { port: number, portPlace: partPlace(value, portAt + 1, portAt + port.length) }),
    ...(found && {
      transport: transportNamed(found[1] ?? ''),
      transportPlace: partPlace(value, transportAt, transportAt + found[0].length),
    }),
  };
}

const transports: readonly Transport[] = ['udp', 'tcp', 'tls', 'sctp', 'ws', 'wss'];

const transportNamed = (word: string): Transport | 'unknown' => transports.find((each) => each === word.toLowerCase()) ?? 'unknown';

/** As many letters count as the words have; of what is left nothing is said. Nothing at all is no transport either. */
export function registerTransport(gateway: Gateway): { readonly param?: Param; readonly transport: Transport | 'unknown' | 'none' } {
  const param = lastOf(gateway.params, 'register-transport');
  if (!param) return { transport: 'udp' };
  if (!param.value.isKnown) return { param, transport: 'unknown' };
  const word = param.value.text.toLowerCase();
  const transport = (['udp', 'tcp', 'tls', 'sctp'] as const).find((each) => word.startsWith(each));
  return { param, transport: transport ?? 'none' };
}

/** Where calls and registrations go: `proxy`, or what stands for it where it is missing. */
export function proxyOf(gateway: Gateway): GatewayAddress | undefined {
  for (const key of ['proxy', 'realm'] as const) {
    const param = gatewayParam(gateway, key);
    if (param) return addressOf(key, param.value);
  }
  return addressOf('name', { text: gateway.name, place: gateway.place, isKnown: gateway.name !== '' && !gateway.name.includes('$') });
}

/** Proxies on the way there, which are used as they are written. */
export function stickyProxies(gateway: Gateway): GatewayAddress[] {
  return (['register-proxy', 'outbound-proxy'] as const).flatMap((key) => {
    const param = gatewayParam(gateway, key);
    return (param && addressOf(key, param.value)) ?? [];
  });
}

/** A proxy without `transport=` goes by `register-transport`, for registrations and calls alike; one with it goes by its own. */
export function carriedBy(gateway: Gateway, { transport, value, key, scheme }: GatewayAddress): Peer['carriedBy'] {
  if (!value.isKnown) return 'unknown';
  if (transport !== undefined) return transport;
  // These may begin with sips:, and go by it.
  if ((key === 'register-proxy' || key === 'outbound-proxy') && scheme === 'sips') return 'tls';
  if (key === 'register-proxy' || key === 'outbound-proxy') return 'unknown';
  const registered = registerTransport(gateway).transport;
  return registered === 'none' ? 'unknown' : registered;
}

const isSecure = ({ scheme, key }: GatewayAddress): boolean => scheme === 'sips' && (key === 'register-proxy' || key === 'outbound-proxy');

/** Whether anything of it goes over TLS. */
export const usesTls = (gateway: Gateway): boolean => tlsPlaces(gateway).length > 0;

/** What makes it go over TLS: `register-transport`, or a parameter of its proxy. */
export function tlsPlaces(gateway: Gateway): { readonly place: FilePlace; readonly how: 'register-transport' | 'proxy' }[] {
  const { param, transport } = registerTransport(gateway);
  const addresses = [proxyOf(gateway), ...stickyProxies(gateway)];
  return [
    ...(param && transport === 'tls' ? [{ place: param.value.place, how: 'register-transport' as const }] : []),
    ...addresses.flatMap((address) => {
      if (!address || (address.transport !== 'tls' && !isSecure(address))) return [];
      return [{ place: address.transportPlace ?? address.schemePlace, how: 'proxy' as const }];
    }),
  ];
}
