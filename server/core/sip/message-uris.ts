import { type HeaderName, knownHeaders } from './header-names';
import type { SipMessage } from './message';
import { type Address, type Param, param, type SipUri } from './parts';

/** One value of an address header, of any scheme and in any state. */
export interface PlacedAddress {
  readonly place: HeaderName;
  readonly address: Address;
}

/** A sip: or sips: URI with where it stands. */
export interface PlacedUri {
  readonly place: 'Request-URI' | HeaderName;
  readonly uri: SipUri;
  /** Some later or this very request is sent to it: it names a hop, while From and To only name a person. */
  readonly isRouting: boolean;
  readonly transport?: Param;
  /** What the transport parameter says, in lower case; '' where it says nothing, undefined where it is absent. */
  readonly transportWord?: string;
}

/** Every value of every header whose values are addresses; those of one header stand together. Read through message.placedAddresses. */
export function addressesIn(message: SipMessage): readonly PlacedAddress[] {
  const found: PlacedAddress[] = [];
  const seen = new Set<number>();
  for (const { id } of message.headers) {
    const place = addressHeaders[id];
    if (place === undefined || seen.has(id)) continue;
    seen.add(id);
    for (const address of message.addresses(place)) found.push({ place, address });
  }
  return found;
}

/** Every sip: and sips: URI of the start line and of the address headers. Read through message.uris. */
export function urisIn(message: SipMessage): readonly PlacedUri[] {
  const found: PlacedUri[] = [];
  if (message.requestUri) add(found, 'Request-URI', message.requestUri);
  for (const { place, address } of message.placedAddresses) if (address.uri) add(found, place, address.uri);
  return found;
}

function add(found: PlacedUri[], place: PlacedUri['place'], uri: SipUri): void {
  if (!uri.isSip) return;
  const transport = param(uri.params, 'transport');
  found.push({
    place,
    uri,
    isRouting: routingPlaces.has(place),
    transport,
    transportWord: transport && (transport.value ?? '').toLowerCase(),
  });
}

const routingPlaces = new Set<PlacedUri['place']>(['Request-URI', 'Contact', 'Route', 'Record-Route', 'Path', 'Service-Route', 'Refer-To']);

/** By header number; undefined where the values are no addresses. */
const addressHeaders: readonly (HeaderName | undefined)[] = [
  undefined,
  ...knownHeaders.map(({ name, grammar }) => (grammar === 'address' || grammar === 'addresses' ? name : undefined)),
];
