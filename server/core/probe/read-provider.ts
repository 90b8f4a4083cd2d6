import { visibleName } from '../text/visible-name';
import { versions } from '../tls/versions';
import type { Provider } from './provider';

/** Why a file about providers cannot be used: one sentence, with the place in it. */
export interface ProviderProblem {
  readonly problem: string;
}

/** One provider as JSON. */
export function readProvider(text: string): Provider | ProviderProblem {
  const read = readJson(text);
  if ('problem' in read) return read;
  return Array.isArray(read.value) ? { problem: 'This is a list; one provider was expected.' } : checkedProvider(read.value);
}

/** A file of the user's own: one provider, or a list of them. The first problem is told. */
export function readProviders(text: string): { readonly providers: readonly Provider[] } | ProviderProblem {
  const read = readJson(text);
  if ('problem' in read) return read;
  const isList = Array.isArray(read.value);
  const items: readonly unknown[] = isList ? (read.value as readonly unknown[]) : [read.value];
  const providers: Provider[] = [];
  for (const [index, item] of items.entries()) {
    const checked = checkedProvider(item);
    if ('problem' in checked) return isList ? { problem: `Provider ${index + 1} of ${items.length}: ${checked.problem}` } : checked;
    if (providers.some(({ id }) => id === checked.id)) return { problem: `The id "${shown(checked.id)}" stands there twice.` };
    providers.push(checked);
  }
  return { providers };
}

/** Far more than any file about providers has. */
const LONGEST_FILE = 1_000_000;

function readJson(text: string): { readonly value: unknown } | ProviderProblem {
  if (text.length > LONGEST_FILE) return { problem: `The file has ${text.length} characters; more than ${LONGEST_FILE} are not read.` };
  try {
    return { value: JSON.parse(text.replace(/^\ufeff/, '')) };
  } catch (error) {
    return { problem: `This is no JSON: ${shown(error instanceof Error ? error.message : String(error))}.` };
  }
}

type Check = (value: unknown, path: string) => string | undefined;
interface Field {
  readonly check: Check;
  readonly isNeeded: boolean;
}

const needed = (check: Check): Field => ({ check, isNeeded: true });
const optional = (check: Check): Field => ({ check, isNeeded: false });

const text: Check = (value, path) =>
  typeof value === 'string' && value.trim() !== '' ? undefined : `${path} has to be a text that is not empty`;
const flag: Check = (value, path) => (typeof value === 'boolean' ? undefined : `${path} has to be true or false`);
const day: Check = (value, path) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))
    ? undefined
    : `${path} has to be a day such as 2026-03-31`;
const id: Check = (value, path) =>
  typeof value === 'string' && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(value)
    ? undefined
    : `${path} has to be lower-case letters, digits and hyphens`;
const domain: Check = (value, path) =>
  typeof value === 'string' && value.length <= 253 && /^(?:[a-z0-9_](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*$/.test(value)
    ? undefined
    : `${path} has to be a domain in lower case such as sip.example.com`;
const port: Check = (value, path) =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 65_535 ? undefined : `${path} has to be a port from 1 to 65535`;
const oneOf =
  (...words: readonly string[]): Check =>
  (value, path) =>
    typeof value === 'string' && words.includes(value)
      ? undefined
      : `${path} has to be ${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
const listOf =
  (check: Check): Check =>
  (value, path) => {
    if (!Array.isArray(value)) return `${path} has to be a list`;
    for (const [index, item] of value.entries()) {
      const problem = check(item, `${path}[${index}]`);
      if (problem) return problem;
    }
    return undefined;
  };

/** A name that is not known is a slip of the pen, mostly, and would pass unnoticed. */
const objectOf =
  (fields: { readonly [name: string]: Field }): Check =>
  (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return `${path} has to be an object`;
    const inside = (name: string): string => (path === '' || path === WHOLE ? name : `${path}.${name}`);
    for (const name of Object.keys(value))
      if (!Object.hasOwn(fields, name)) return `${shown(inside(name))} is not known; known are ${Object.keys(fields).join(', ')}`;
    for (const [name, { check, isNeeded }] of Object.entries(fields)) {
      const inner = Object.hasOwn(value, name) ? (value as { readonly [name: string]: unknown })[name] : undefined;
      if (inner === undefined && !isNeeded) continue;
      const problem = inner === undefined ? `${inside(name)} is missing` : check(inner, inside(name));
      if (problem) return problem;
    }
    return undefined;
  };

const WHOLE = 'A provider';

const provider = objectOf({
  id: needed(id),
  title: needed(text),
  asOf: needed(day),
  domains: needed(listOf(domain)),
  policy: optional(oneOf('full', 'chain-only')),
  minVersion: optional(oneOf(...versions.map(({ name }) => name).filter((name) => /^(?:SSLv3|TLS)/.test(name)))),
  ports: optional(listOf(port)),
  roots: optional(listOf(objectOf({ commonName: needed(text), from: optional(day), until: optional(day) }))),
  customer: optional(
    objectOf({
      clientCertificate: optional(oneOf('required', 'not-used')),
      needsClientAuth: optional(flag),
      acceptsWildcard: optional(flag),
      authorities: optional(listOf(text)),
    }),
  ),
  refusesSips: optional(flag),
  notes: needed(listOf(objectOf({ text: needed(text), source: needed(text), asOf: needed(day), about: optional(listOf(text)) }))),
});

/** The value itself where it has the shape of a provider. */
export function checkedProvider(value: unknown): Provider | ProviderProblem {
  const problem = provider(value, WHOLE);
  return problem === undefined ? (value as Provider) : { problem: `${problem}.` };
}

const shown = (name: string): string => visibleName(name, 120);
