/** An IPv6 address without brackets (RFC 4291 §2.2), with an IPv4 address at its end or not. */
export function isIpv6Address(text: string): boolean {
  if (text.length > 45) return false;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.map(groupCount);
  if (groups.some(Number.isNaN)) return false;
  const [left = 0, right = 0] = groups;
  return halves.length === 2 ? left + right <= 7 && !halves[0]?.includes('.') : left === 8;
}

/** How many groups of 16 bits stand there; NaN where it is not a list of groups. */
function groupCount(text: string): number {
  if (text === '') return 0;
  const words = text.split(':');
  const tail = isDottedQuad(words.at(-1) ?? '') ? 1 : 0;
  const all = tail ? words.slice(0, -1) : words;
  return all.every((word) => /^[0-9a-f]{1,4}$/i.test(word)) ? all.length + tail * 2 : Number.NaN;
}

const isDottedQuad = (text: string): boolean =>
  /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) && text.split('.').every((octet) => Number(octet) <= 255);

/** What stands in brackets may have one colon too many, as the grammar of RFC 3261 allowed by mistake (RFC 5118 §4.10). */
export const isIpv6Reference = (host: string): boolean => {
  const inner = /^\[(.*)\]$/.exec(host)?.[1];
  return inner !== undefined && isIpv6Address(inner.replace(':::', '::'));
};

/**
 * The one way in which an IPv6 address without brackets, with a port behind it or not, can be meant: `[2001:db8::10]:50610`.
 * undefined where it can be meant in two ways (RFC 5118 §4.4), or in none.
 */
export function withIpv6Brackets(text: string): string | undefined {
  const isWhole = isIpv6Address(text);
  const colon = text.lastIndexOf(':');
  const port = text.slice(colon + 1);
  const isSplit = /^\d{1,5}$/.test(port) && Number(port) > 0 && Number(port) < 65536 && isIpv6Address(text.slice(0, colon));
  if (isWhole === isSplit) return undefined;
  return isWhole ? `[${text}]` : `[${text.slice(0, colon)}]:${port}`;
}
