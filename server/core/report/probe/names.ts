import type { ProbeReport } from '../../../contracts';
import { socketOf } from './words';

/**
 * What each endpoint is called in sentences, in the order of the report: its address, with the port where ports differ, and with the server
 * name where one socket was asked under several.
 */
export function namesOf({ endpoints }: Pick<ProbeReport, 'endpoints'>): readonly string[] {
  const hasOnePort = new Set(endpoints.map(({ port }) => port)).size === 1;
  const times = new Map<string, number>();
  for (const endpoint of endpoints) times.set(socketOf(endpoint), (times.get(socketOf(endpoint)) ?? 0) + 1);
  return endpoints.map((endpoint) => {
    const name = hasOnePort ? endpoint.address : socketOf(endpoint);
    if (times.get(socketOf(endpoint)) === 1) return name;
    return `${name} (${endpoint.serverName === null ? 'no server name' : `server name ${endpoint.serverName}`})`;
  });
}
