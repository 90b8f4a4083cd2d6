import { readSocket } from '../../sip/socket';
import type { FilePlace, Transport, Value } from '../model';
import { transportOf } from '../sip-address';
import type { Call } from './script';

/** Functions of the module rr, of Kamailio and of OpenSIPS, that write Record-Route. */
export const recordRouteFunctions: ReadonlySet<string> = new Set([
  'record_route',
  'record_route_preset',
  'record_route_advertised_address',
]);

export interface RecordRouteStep {
  readonly kind: 'record-route';
  readonly place: FilePlace;
  readonly address?: WrittenAddress;
  readonly transport?: Transport | 'unknown';
}

/** What is written in place of the socket. */
export interface WrittenAddress {
  readonly host: Value;
  readonly port?: number;
}

/**
 * One for each Record-Route that a call is known to write. That of the socket, which `record_route()` writes, names no address in the script:
 * the string that this function takes holds parameters.
 */
export function recordRouteSteps({ name, place, arguments: written }: Call): RecordRouteStep[] {
  const addresses = name === 'record_route' ? [] : written.flatMap((each) => (each.kind === 'text' ? [each.value] : []));
  if (addresses.length === 0) return [{ kind: 'record-route', place }];
  return addresses.map((value) => {
    const { text } = value;
    const parametersAt = text.indexOf(';');
    const { host, port } = readSocket(parametersAt < 0 ? text : text.slice(0, parametersAt));
    const transport = parametersAt < 0 ? undefined : transportOf(text.slice(parametersAt));
    return {
      kind: 'record-route',
      place: value.place,
      address: { host: { ...value, text: host, isKnown: value.isKnown && !host.includes('$') }, ...(port !== undefined && { port }) },
      ...(transport !== undefined && { transport }),
    };
  });
}
