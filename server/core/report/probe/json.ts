import type { Severity } from '../../rules/rule';
import { safeJson } from '../json';
import type { ProbeView } from './model';
import { atLeast, type ProbeReporter } from './reporter';

/** One target prints one ProbeReport; several print an array of them, in the order of the command line. */
export function jsonReporter({ least, targets }: { readonly least: Severity; readonly targets: number }): ProbeReporter {
  const isOne = targets === 1;
  const text = (view: ProbeView): string => safeJson(atLeast(view, least).report, 2);
  return {
    begin: isOne ? '' : '[\n',
    between: ',\n',
    show: (view) => (isOne ? `${text(view)}\n` : text(view).replaceAll(/^/gm, '  ')),
    end: ({ targets: shown }) => (isOne ? '' : shown === 0 ? ']\n' : '\n]\n'),
  };
}

/** One ProbeReport a line, as each target is done. */
export const jsonLinesReporter = ({ least }: { readonly least: Severity }): ProbeReporter => ({
  begin: '',
  between: '',
  show: (view) => `${safeJson(atLeast(view, least).report)}\n`,
  end: () => '',
});
