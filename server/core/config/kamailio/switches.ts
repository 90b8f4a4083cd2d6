import type { Said, Switch, Value } from '../model';
import { numberOf } from './characters';
import type { Assignment } from './script';

/** `yes`, `1`, `on` of the core; any number but 0 is on. */
export function switchOf({ text, isKnown }: Value): Switch {
  const number = isKnown ? numberOf(text) : undefined;
  if (number === undefined) return 'unknown';
  return number === 0 ? 'off' : 'on';
}

const opposite: { readonly [value in Switch]: Switch } = { on: 'off', off: 'on', unknown: 'unknown' };

/** TLS is off until `enable_tls` or its inverse says otherwise; the last one counts, and none without TCP (main.c). */
export function tlsEnabled(assignments: readonly Assignment[], isIncomplete: boolean): Said<Switch> {
  const last = assignments.findLast(({ name, isInactive }) => !isInactive && (name === 'enable_tls' || name === 'disable_tls'));
  if (!last) return { value: isIncomplete ? 'unknown' : 'off' };
  const value = switchOf(last.value);
  return { value: last.name === 'enable_tls' ? value : opposite[value], place: last.whole };
}
