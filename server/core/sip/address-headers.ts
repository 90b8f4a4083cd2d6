import { type HeaderName, knownHeaders } from './header-names';
import type { SipMessage } from './message';
import type { Address } from './parts';

/** One value of an address header, of any scheme and in any state. */
export interface NamedAddress {
  readonly name: HeaderName;
  readonly address: Address;
}

/** Every value of every header whose values are addresses; those of one header stand together. */
export function addressesIn(message: SipMessage): NamedAddress[] {
  const found: NamedAddress[] = [];
  const seen = new Set<number>();
  for (const { id } of message.headers) {
    const name = namesById[id];
    if (name === undefined || seen.has(id)) continue;
    seen.add(id);
    for (const address of message.addresses(name)) found.push({ name, address });
  }
  return found;
}

/** By header number; undefined where the values are no addresses. */
const namesById: readonly (HeaderName | undefined)[] = [
  undefined,
  ...knownHeaders.map(({ name, grammar }) => (grammar === 'address' || grammar === 'addresses' ? name : undefined)),
];
