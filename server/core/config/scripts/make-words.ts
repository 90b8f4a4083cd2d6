import type { ScriptWord } from '../setting-doc';

type Told = Omit<ScriptWord, 'kind' | 'name' | 'where' | 'cite'>;

/** Functions of a product, by their module; `core` is what needs none. */
export const functionsOf =
  (product: string, core: string) =>
  (module: string, name: string, told: Told): ScriptWord => ({
    kind: 'function',
    name,
    where: module === 'core' ? 'core' : `module ${module}`,
    ...told,
    cite: module === 'core' ? `${core}, ${name}` : `${product} ${module} module, ${name}`,
  });

/** Variables that are documented at one place. */
export const variablesOf =
  ({ where, cite }: Pick<ScriptWord, 'where' | 'cite'>) =>
  (name: string, meaning: string, more: string | undefined | Partial<Told> = {}): ScriptWord => ({
    kind: 'variable',
    name,
    where,
    meaning,
    ...(typeof more === 'string' ? { pitfall: more } : more),
    cite,
  });

/** `proto == TLS`, without quotes. */
export const protoCondition = (pitfall: string, cite: string): ScriptWord => ({
  kind: 'condition',
  name: 'proto',
  where: 'core',
  form: 'proto == TLS',
  meaning: 'What carried the message here: UDP, TCP, TLS, SCTP, WS or WSS, without quotes.',
  pitfall,
  cite,
});
