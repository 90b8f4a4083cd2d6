import { type HeaderName, knownHeaders } from './header-names';
import type { SipMessage } from './message';
import { type Param, param, type SipUri } from './parts';

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

/** Every sip: and sips: URI of the start line and of the address headers, in the order of the headers' names. Read through message.uris. */
export function urisOf(message: SipMessage): readonly PlacedUri[] {
  const found: PlacedUri[] = [];
  add(found, 'Request-URI', message.requestUri);
  const seen = new Set<number>();
  for (const { id } of message.headers) {
    const name = addressHeaders[id];
    if (name === undefined || seen.has(id)) continue;
    seen.add(id);
    for (const address of message.addresses(name)) add(found, name, address.uri);
  }
  return found;
}

function add(found: PlacedUri[], place: PlacedUri['place'], uri: SipUri | undefined): void {
  if (!uri?.isSip) return;
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

/** By header number: the headers whose values are addresses. */
const addressHeaders: readonly (HeaderName | undefined)[] = [
  undefined,
  ...knownHeaders.map(({ name, grammar }) => (grammar === 'address' || grammar === 'addresses' ? name : undefined)),
];
