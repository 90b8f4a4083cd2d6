import { isAtLeast } from '../product-version';
import type { Macros } from './macros';

/** Whether a conditional part counts; unknown: it depends on what is not known here. */
export type Condition = 'on' | 'off' | 'unknown';

/** Kamailio defines its own name with its version: `KAMAILIO_5`, `KAMAILIO_5_6`, `KAMAILIO_5_6_3`; since 6.0 also the number `KAMAILIO_VERSION`. */
export function isOwnDefinition(name: string, version: string | undefined): boolean | 'unknown' {
  if (name === 'KAMAILIO_VERSION') return isAtLeast(version, '6.0') || (isAtLeast(version, '5.7') === false ? false : 'unknown');
  const own = /^KAMAILIO_(\d+(?:_\d+){0,2})$/.exec(name)?.[1]?.split('_');
  if (!own) return false;
  const numbers = version?.split('.');
  if (!numbers) return 'unknown';
  return own.every((number, index) => number === (numbers[index] ?? '0'));
}

/** 6.1.5 is 6001005. */
function ownNumber(version: string | undefined): string | undefined {
  const [, major = '', minor = '', patch = ''] = /^(\d+)\.(\d+)\.(\d+)/.exec(version ?? '') ?? [];
  return patch === '' || isAtLeast(version, '6.0') !== true
    ? undefined
    : String((Number(major) * 1000 + Number(minor)) * 1000 + Number(patch));
}

/**
 * `#!ifexp`: names of defines alone or negated, and comparisons of a define with a number or a string. What a define holds is a string,
 * so that 9 is not less than 10. Whatever else stands there is unknown.
 */
export function conditionOf(expression: string, macros: Macros, version: string | undefined): Condition {
  const parts = expression.split(/\s*(&&|\|\|)\s*/);
  if (parts.length > 1) return combined(parts, (part) => conditionOf(part, macros, version));
  const [, not = '', name = ''] = /^(!*)\s*([A-Za-z_]\w*)$/.exec(expression) ?? [];
  if (name !== '') {
    const isDefined = macros.get(name) !== undefined || isOwnDefinition(name, version);
    if (isDefined === 'unknown') return 'unknown';
    return isDefined === (not.length % 2 === 0) ? 'on' : 'off';
  }
  const [, left = '', operator = '', right = ''] =
    /^([A-Za-z_]\w*)\s*([=!<>]=|[<>])\s*("[^"]*"|'[^']*'|0|[1-9]\d*)$/.exec(expression) ?? [];
  const macro = macros.get(left);
  const value = macro?.isKnown ? (macro.value ?? '') : macro === undefined && left === 'KAMAILIO_VERSION' ? ownNumber(version) : undefined;
  if (value === undefined) return 'unknown';
  const bare = (text: string): string => text.trim().replace(/^(["'])(.*)\1$/, '$2');
  return compares(bare(value), operator, bare(right)) ? 'on' : 'off';
}

function compares(left: string, operator: string, right: string): boolean {
  const order = left < right ? '<' : left > right ? '>' : '=';
  return operator === '!=' ? order !== '=' : operator.includes(order);
}

function combined(parts: readonly string[], of: (part: string) => Condition): Condition {
  const states = parts.filter((_, index) => index % 2 === 0).map(of);
  const operators = new Set(parts.filter((_, index) => index % 2 === 1));
  if (operators.size > 1) return 'unknown';
  const decisive = operators.has('&&') ? 'off' : 'on';
  if (states.includes(decisive)) return decisive;
  return states.includes('unknown') ? 'unknown' : decisive === 'off' ? 'on' : 'off';
}
