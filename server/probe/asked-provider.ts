import type { Asked } from '#core/probe/asked';
import type { Provider } from '#core/probe/provider';
import { providerNamed, providers } from '#core/probe/providers';
import { readProviders } from '#core/probe/read-provider';
import { readBounded } from './files';

/** What the user says of providers: which one it is, and his own facts about some. */
export type ProviderReading =
  | { readonly kind: 'read'; readonly provider?: Provider; readonly own: readonly Provider[] }
  | { readonly kind: 'refused'; readonly why: string };

const MOST_OCTETS = 1_000_000;

/** A file with one provider, and no other word, means that one. */
export async function readAskedProvider({ provider: id, providersFile }: Asked): Promise<ProviderReading> {
  const own = providersFile === undefined ? { providers: [] } : await ownProviders(providersFile);
  if ('why' in own) return { kind: 'refused', why: own.why };
  const [only, another] = own.providers;
  if (id === undefined) return { kind: 'read', own: own.providers, ...(only && !another ? { provider: only } : {}) };
  const provider = providerNamed(id, own.providers);
  if (provider) return { kind: 'read', provider, own: own.providers };
  const known = [...own.providers, ...providers].map((one) => one.id).join(', ');
  return { kind: 'refused', why: `No provider is called “${id.slice(0, 60)}”; known are ${known}.` };
}

async function ownProviders(path: string): Promise<{ readonly providers: readonly Provider[] } | { readonly why: string }> {
  const file = await readBounded(path, MOST_OCTETS);
  if (file.kind === 'failed') return { why: file.why };
  const read = readProviders(Buffer.from(file.bytes).toString('utf8'));
  return 'problem' in read ? { why: `${path}: ${read.problem}` } : read;
}
