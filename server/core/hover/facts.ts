import facts from './facts.json';

/** One entry of the dictionary. `tls` is what it means for TLS, or what to check. */
export interface Fact {
  readonly summary: string;
  readonly tls: string | null;
  readonly cites: readonly string[];
}

export interface HeaderFact extends Fact {
  readonly name: string;
  readonly compact: string | null;
  readonly where: string;
  readonly syntax: string | null;
}
export interface HeaderParamFact extends Fact {
  readonly name: string;
  readonly of: readonly string[];
}
export interface NamedFact extends Fact {
  readonly name: string;
}
export interface StatusFact extends Fact {
  readonly code: number;
  readonly reason: string;
}
export interface WarnFact extends Fact {
  readonly code: number;
  readonly text: string;
}
export interface SdpFact extends Fact {
  readonly name: string;
  readonly kind: string;
  readonly syntax: string | null;
  /** Of a crypto suite. */
  readonly keyBits?: number | null;
  readonly saltBits?: number | null;
  readonly base64Length?: number | null;
  readonly tagBits?: number | null;
}
export interface TransportFact extends Fact {
  readonly name: string;
  readonly defaultPort: number;
  readonly secure: boolean;
}

export const headerFacts: readonly HeaderFact[] = facts.headers;
export const headerParamFacts: readonly HeaderParamFact[] = facts.headerParams;
export const uriFacts: readonly NamedFact[] = facts.uriParts;
export const methodFacts: readonly NamedFact[] = facts.methods;
export const statusFacts: readonly StatusFact[] = facts.status;
export const warnFacts: readonly WarnFact[] = facts.warnCodes;
export const optionFacts: readonly NamedFact[] = facts.optionTags;
export const sdpFacts: readonly SdpFact[] = facts.sdp;
export const transportFacts: readonly TransportFact[] = facts.transports;

const byName = <T extends { readonly name: string }>(all: readonly T[]): Map<string, T> =>
  new Map(all.map((fact) => [fact.name.toLowerCase(), fact]));

const headers = byName(headerFacts);
for (const fact of headerFacts) if (fact.compact && !headers.has(fact.compact)) headers.set(fact.compact, fact);
const uris = byName(uriFacts);
const methods = byName(methodFacts);
const options = byName(optionFacts);
const transports = byName(transportFacts);
const statuses = new Map(statusFacts.map((fact) => [fact.code, fact]));
const warnings = new Map(warnFacts.map((fact) => [fact.code, fact]));
const sdp = new Map(sdpFacts.map((fact) => [`${fact.kind} ${fact.name.toLowerCase()}`, fact]));

/** By long or compact name, in any letter case. */
export const headerFact = (name: string): HeaderFact | undefined => headers.get(name.toLowerCase());

export const privateHeaderFact = (): HeaderFact | undefined => headers.get('x-*');

export function headerParamFact(name: string, header: string): HeaderParamFact | undefined {
  return headerParamFacts.find((fact) => fact.name.toLowerCase() === name.toLowerCase() && fact.of.includes(header));
}

/** A part of a URI by its name; a parameter also with its value: `transport=tls`. */
export const uriFact = (name: string, value?: string): NamedFact | undefined =>
  (value === undefined ? undefined : uris.get(`${name}=${value}`.toLowerCase())) ?? uris.get(name.toLowerCase());

export const methodFact = (method: string): NamedFact | undefined => methods.get(method.toLowerCase());
export const statusFact = (code: number): StatusFact | undefined => statuses.get(code);
export const warnFact = (code: number): WarnFact | undefined => warnings.get(code);
export const optionFact = (tag: string): NamedFact | undefined => options.get(tag.toLowerCase());
export const transportFact = (transport: string): TransportFact | undefined => transports.get(transport.toLowerCase());
export const sdpFact = (kind: string, name: string): SdpFact | undefined => sdp.get(`${kind} ${name.toLowerCase()}`);

/** `a=group:BUNDLE` has its own entry beside `a=group`. */
export const attributeFact = (name: string, value: string): SdpFact | undefined =>
  sdpFact('attribute', `${name}:${value.split(' ', 1)[0]}`) ?? sdpFact('attribute', name) ?? sdpFact('direction', name);
