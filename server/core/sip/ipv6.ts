import { COLON, isDigit } from './chars';

/** An IPv6 address without brackets (RFC 4291 §2.2), with an IPv4 address at its end or not. */
export function isIpv6Address(text: string): boolean {
  if (text.length < 2 || text.length > 45) return false;
  let groups = 0;
  // How many groups stand in front of the `::`, -1 while there is none.
  let gap = text.startsWith('::') ? 0 : -1;
  let start = gap === 0 ? 2 : 0;
  for (let i = start; i <= text.length; i++) {
    const c = i < text.length ? text.charCodeAt(i) : COLON;
    if (c === DOT) return isDottedQuad(text.slice(start)) && isWhole(groups + 2, gap);
    if (c !== COLON) {
      if (!isHex(c) || i - start >= 4) return false;
      continue;
    }
    if (i > start) groups++;
    else if (i === text.length) return gap === groups && isWhole(groups, gap);
    else if (gap >= 0 || groups === 0) return false;
    else gap = groups;
    start = i + 1;
  }
  return isWhole(groups, gap);
}

const isWhole = (groups: number, gap: number): boolean => (gap < 0 ? groups === 8 : groups <= 7);
const isHex = (c: number): boolean => isDigit(c) || ((c | 32) >= 97 && (c | 32) <= 102);
const DOT = 46;

const isDottedQuad = (text: string): boolean =>
  /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) && text.split('.').every((octet) => Number(octet) <= 255);

/** What stands in brackets may have one colon too many, as the grammar of RFC 3261 allowed by mistake (RFC 5118 §4.10). */
export const isIpv6Reference = (host: string): boolean => {
  if (!host.startsWith('[') || !host.endsWith(']')) return false;
  return isIpv6Address(host.slice(1, -1).replace(':::', '::'));
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
