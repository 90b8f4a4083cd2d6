import { pjsipOf } from '../config/asterisk/pjsip-facts';
import type { PjsipEndpoint, PjsipTarget, PjsipTransport } from '../config/asterisk/pjsip-shapes';
import { isOverTls, namesNoSocket, tlsTransportsOf } from '../config/asterisk/pjsip-targets';
import type { ConfigFacts, FilePlace } from '../config/model';
import { enumerated } from '../text/enumerated';
import { quoted } from './config-words';

/** What rules about Asterisk have in common: which objects they look at, and how they name them. */

/** The TLS transports of the files that are judged. */
export const tlsTransports = (facts: ConfigFacts): readonly PjsipTransport[] =>
  pjsipOf(facts)?.transports.filter(({ object, protocol }) => object.isHere && protocol === 'tls') ?? [];

export const endpointsOf = (facts: ConfigFacts): readonly PjsipEndpoint[] =>
  pjsipOf(facts)?.endpoints.filter(({ object }) => object.isHere) ?? [];

/** Who is connected to from the files that are judged. */
export const targetsOf = (facts: ConfigFacts): readonly PjsipTarget[] =>
  pjsipOf(facts)?.targets.filter(({ owner, isBehindProxy }) => owner.isHere && !isBehindProxy) ?? [];

/** Who is spoken to over a TLS transport: who names it, and where there is no other one, who says TLS without naming any. */
export function targetsOver(facts: ConfigFacts, transport: PjsipTransport): PjsipTarget[] {
  const own = pjsipOf(facts);
  if (!own) return [];
  const isOnly = own.transports.filter(({ protocol }) => protocol === 'tls').length === 1;
  return own.targets.filter(
    (target) => tlsTransportsOf(target).includes(transport) || (isOnly && namesNoSocket(target) && isOverTls(target)),
  );
}

/** `Endpoint “a”`, `Endpoints “a”, “b” and 3 more`. */
export function namesOf(word: string, names: readonly string[], most = 3): string {
  const different = [...new Set(names)].map(quoted);
  const [first = word, ...others] = different;
  return others.length === 0 ? `${word} ${first}` : `${word}s ${enumerated(different, most)}`;
}

/** The same with its verb: `Endpoint “a” offers`, `Endpoints “a” and “b” offer`. */
export const whoDoes = (names: readonly string[], [one, many]: readonly [string, string]): string =>
  `${namesOf('Endpoint', names)} ${new Set(names).size > 1 ? many : one}`;

/** Items by where they are said: a line of a template is told once, for all that inherit it. */
export function byPlace<T>(
  items: readonly T[],
  placeOf: (item: T) => FilePlace,
): { readonly place: FilePlace; readonly items: readonly T[] }[] {
  const groups = new Map<string, { place: FilePlace; items: T[] }>();
  for (const item of items) {
    const place = placeOf(item);
    const key = `${place.file} ${place.at.start}`;
    const group = groups.get(key);
    if (group) group.items.push(item);
    else groups.set(key, { place, items: [item] });
  }
  return [...groups.values()];
}

/** How a setting of an endpoint is written: a wizard hands it on to the endpoint that it makes. */
export const endpointKey = ({ object }: PjsipEndpoint, key: string): string => (object.isFromWizard ? `endpoint/${key}` : key);

/** Debian and Ubuntu have the authorities of the system there. */
export const SYSTEM_AUTHORITIES = '/etc/ssl/certs/ca-certificates.crt';
