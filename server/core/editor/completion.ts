import {
  type Fact,
  headerFact,
  headerFacts,
  headerParamFacts,
  methodFacts,
  type NamedFact,
  optionFacts,
  sdpFacts,
  statusFacts,
  transportFacts,
  uriFacts,
  warnFacts,
} from '../hover/facts';
import { grammarOf, headerIdOf } from '../sip/header-names';

/** One thing to write at the cursor. It replaces the `typed` characters before it. */
export interface Proposal {
  readonly kind: 'header' | 'method' | 'value' | 'param' | 'status' | 'attribute';
  readonly label: string;
  readonly insert: string;
  readonly typed: number;
  readonly fact: Fact;
}

/** Where the cursor stands: in which part of a message, or between messages. */
export type Part = 'startLine' | 'headers' | 'sdp' | 'body' | 'outside';

/** What can follow `before`, the text of the line (a folded header unfolded) up to the cursor. */
export function proposalsFor(before: string, part: Part): Proposal[] {
  switch (part) {
    case 'startLine':
    case 'outside':
      return startLineProposals(before);
    case 'headers':
      return headerProposals(before);
    case 'sdp':
      return sdpProposals(before);
    case 'body':
      return [];
  }
}

function startLineProposals(before: string): Proposal[] {
  if (/^[A-Z]*$/i.test(before)) return [...methods(before, ' '), ...statuses(before, 'SIP/2.0 ')];
  const status = /^SIP\/2\.0[ \t]+(\d*)$/i.exec(before);
  if (status) return statuses(status[1] ?? '', '');
  if (/^SIP\/?[\d.]*$/i.test(before)) return statuses(before, 'SIP/2.0 ');
  return uriProposals(before.replace(/^\S+[ \t]+/, ''));
}

const methods = (typed: string, behind = ''): Proposal[] =>
  methodFacts.map((fact) => of('method', fact, fact.name, `${fact.name}${behind}`, typed));

const statuses = (typed: string, before: string): Proposal[] =>
  statusFacts.map((fact) => of('status', fact, `${before}${fact.code} ${fact.reason}`, `${before}${fact.code} ${fact.reason}`, typed));

function of(kind: Proposal['kind'], fact: Fact, label: string, insert: string, typed: string): Proposal {
  return { kind, fact, label, insert, typed: typed.length };
}

/** `uri` is what is written of it. */
function uriProposals(uri: string): Proposal[] {
  const transport = /[;&?]transport=([\w-]*)$/i.exec(uri);
  if (transport) return transports(transport[1] ?? '');
  const param = /^[a-z]+:[^?>]*;([\w.+-]*)$/i.exec(uri);
  if (param) return uriFacts.filter(isUriParam).map((fact) => of('param', fact, fact.name, fact.name, param[1] ?? ''));
  const scheme = /^([a-z]*)$/i.exec(uri);
  return scheme ? schemes.map((fact) => of('value', fact, `${fact.name}:`, `${fact.name}:`, scheme[1] ?? '')) : [];
}

const schemeNames = new Set(['sip', 'sips', 'tel', 'urn']);
const schemes = uriFacts.filter((fact) => schemeNames.has(fact.name));
const notParams = new Set([...schemeNames, 'im', 'pres', 'user', 'password', 'host', 'port', 'headers', 'angle brackets', 'param[n]']);
const isUriParam = (fact: NamedFact): boolean => !notParams.has(fact.name);

/** As a URI writes them. */
function transports(typed: string): Proposal[] {
  return uriFacts
    .filter((fact) => fact.name.startsWith('transport='))
    .map((fact) => of('value', fact, fact.name.slice('transport='.length), fact.name.slice('transport='.length), typed));
}

function headerProposals(before: string): Proposal[] {
  const written = /^([^\s:]+)[ \t]*:[ \t]*(.*)$/s.exec(before);
  if (!written) {
    if (!/^[\w-]*$/.test(before)) return [];
    return headerFacts.filter((fact) => !fact.name.includes('*')).map((fact) => of('header', fact, fact.name, `${fact.name}: `, before));
  }
  const name = headerFact(written[1] ?? '')?.name ?? written[1] ?? '';
  return valueProposals(name, written[2] ?? '');
}

const optionHeaders = new Set(['Supported', 'Require', 'Proxy-Require', 'Unsupported']);

function valueProposals(name: string, value: string): Proposal[] {
  const grammar = grammarOf(headerIdOf(name));
  // Only the value that is being written: what stands before the last comma outside of brackets and quotes is done.
  const item = value.slice(lastBreak(value));
  const open = item.lastIndexOf('<');
  if (open > item.lastIndexOf('>')) return uriProposals(item.slice(open + 1));
  const word = /[^\s;,=]*$/.exec(item)?.[0] ?? '';
  if (name === 'Via' && !item.includes(';')) return viaTransports(item.trimStart());
  if (/;[ \t]*[^\s;,="]*$/.test(item)) return params(name, word);
  if (optionHeaders.has(name)) return optionFacts.map((fact) => of('value', fact, fact.name, fact.name, word));
  if (name === 'Allow') return methods(word);
  if (name === 'CSeq') return /^\d+[ \t]+[A-Z]*$/i.test(item) ? methods(word) : [];
  if (name === 'Warning')
    return /^\d*$/.test(item.trim())
      ? warnFacts.map((fact) => of('value', fact, `${fact.code} ${fact.text}`, String(fact.code), word))
      : [];
  if ((grammar === 'address' || grammar === 'addresses') && /^\s*[a-z]*$/i.test(item)) return uriProposals(word);
  return [];
}

/** Behind the last comma that separates values. */
function lastBreak(value: string): number {
  let at = 0;
  let isQuoted = false;
  let depth = 0;
  for (let i = 0; i < value.length; i++) {
    const c = value[i];
    if (c === '\\' && isQuoted) i++;
    else if (c === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (c === '<') depth = 1;
    else if (c === '>') depth = 0;
    else if (c === ',' && depth === 0) at = i + 1;
  }
  return at;
}

const params = (header: string, typed: string): Proposal[] =>
  headerParamFacts.filter((fact) => fact.of.includes(header)).map((fact) => of('param', fact, fact.name, fact.name, typed));

function viaTransports(item: string): Proposal[] {
  const named = transportFacts.filter((fact) => fact.name !== 'DTLS-UDP');
  const written = /^SIP[ \t]*\/[ \t]*2\.0[ \t]*\/[ \t]*([\w-]*)$/i.exec(item);
  if (written) return named.map((fact) => of('value', fact, fact.name, `${fact.name} `, written[1] ?? ''));
  if (!/^[\w/.]*$/.test(item)) return [];
  return named.map((fact) => of('value', fact, `SIP/2.0/${fact.name}`, `SIP/2.0/${fact.name} `, item));
}

function sdpProposals(before: string): Proposal[] {
  const pick = (kind: string, typed: string, behind = '') =>
    sdpFacts
      .filter((fact) => fact.kind === kind && !fact.name.includes('*'))
      .map((fact) => of('attribute', fact, fact.name, `${fact.name}${behind}`, typed));
  const attribute = /^a=([\w-]*)$/.exec(before);
  if (attribute) return [...pick('attribute', attribute[1] ?? ''), ...pick('direction', attribute[1] ?? '')];
  const setup = /^a=setup:([\w-]*)$/.exec(before);
  if (setup) return pick('setupValue', setup[1] ?? '');
  const suite = /^a=crypto:\d+ ([\w-]*)$/.exec(before);
  if (suite) return pick('cryptoSuite', suite[1] ?? '', ' inline:');
  const proto = /^m=\S+ \d+(?:\/\d+)? ([\w/]*)$/.exec(before);
  if (proto) return pick('proto', proto[1] ?? '', ' ');
  return /^[a-z]?$/.test(before) ? pick('line', before) : [];
}
