/**
 * Whose domain a host name is under, by a rule of thumb: one label below the top, or below `co.uk` and its like. The Public Suffix List
 * knows ten thousand suffixes more and changes each week; where it matters only for a remark, this does.
 */
export function registrableDomain(host: string): string | undefined {
  const labels = host.toLowerCase().split('.');
  const kept = isPublicSuffix(labels.slice(-2).join('.')) ? 3 : 2;
  return labels.length >= kept && labels.every((label) => label !== '') ? labels.slice(-kept).join('.') : undefined;
}

/** Anybody may register a name right below it. */
export function isPublicSuffix(domain: string): boolean {
  const [label = '', country = '', ...more] = domain.toLowerCase().split('.');
  if (country === '') return true;
  return more.length === 0 && country.length === 2 && kinds.has(label);
}

/** The kinds of names that countries keep apart on the second level. */
const kinds = new Set('ac co com edu gob gov go id info ltd me mil ne net nom or org plc'.split(' '));
