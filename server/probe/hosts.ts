import { lookup } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { sameAddress } from './target';

/** Addresses that no name server gave, with the name of who did. */
export interface LocalAddresses {
  readonly source: string;
  readonly addresses: readonly string[];
}

/** How this computer answers for a name without DNS, or undefined where DNS has to be asked. */
export type LocalLookup = (name: string) => Promise<LocalAddresses | undefined>;

/**
 * The hosts file goes before DNS, as it does in the programs of this computer. Names without a dot, localhost and *.local never are a
 * matter of DNS alone (RFC 6761 §6.3, RFC 6762 §3): the system is asked for them, whatever its sources are.
 */
export function localLookup(hostsFile: string = systemHostsFile()): LocalLookup {
  let text: Promise<string> | undefined;
  return async (name) => {
    text ??= readFile(hostsFile, 'utf8').catch(() => '');
    const addresses = addressesInHosts(await text, name);
    if (addresses.length > 0) return { source: `hosts file (${hostsFile})`, addresses };
    if (!isLocalName(name)) return undefined;
    // Not found is no fault here: the step then shows that the system knows no address.
    const found = await lookup(name, { all: true }).catch(() => []);
    return { source: 'name service of this system', addresses: [...new Set(found.map(({ address }) => sameAddress(address)))] };
  };
}

/** localhost and all below it, names for mDNS, and names without a dot. */
export const isLocalName = (name: string): boolean => !name.includes('.') || name.endsWith('.localhost') || name.endsWith('.local');

/** The addresses of a name in the text of a hosts file, in the order of the file. */
export function addressesInHosts(text: string, name: string): string[] {
  const found = new Set<string>();
  for (const line of text.split('\n')) {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().toLowerCase().split(/\s+/);
    if (isIP(address) !== 0 && names.includes(name)) found.add(sameAddress(address));
  }
  return [...found];
}

function systemHostsFile(): string {
  return process.platform === 'win32' ? join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'drivers', 'etc', 'hosts') : '/etc/hosts';
}
