/** `RFC 3261 §20.42` as an address at the RFC editor; undefined for a source that is no RFC. */
export function hrefOf(cite: string): string | undefined {
  const found = /^RFC (\d+)(?: (?:§([A-Z]?[\d.]+)|Appendix ([A-Z])))?/.exec(cite);
  if (!found) return undefined;
  const [, number, section, appendix] = found;
  const fragment = section ? `#section-${section}` : appendix ? `#appendix-${appendix}` : '';
  return `https://www.rfc-editor.org/rfc/rfc${number}${fragment}`;
}

/** Citations one behind the other; a section of the RFC before it is named by its number alone: `RFC 3261 §20.42`, `§18.2.2`. */
export function shortCites(cites: readonly string[]): { label: string; href: string | undefined }[] {
  let last = '';
  return cites.map((cite) => {
    const [rfc, section] = cite.split(' §') as [string, string?];
    const label = section !== undefined && rfc === last ? `§${section}` : cite;
    last = rfc;
    return { label, href: hrefOf(cite) };
  });
}
