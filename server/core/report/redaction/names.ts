/** One attribute of a distinguished name as RFC 4514 writes it: its type, its value as written, and without the escapes. */
export interface NamePart {
  readonly type: string;
  readonly written: string;
  readonly value: string;
}

/** The attributes of `CN=sip.example.com,O=Example\, Inc.+OU=Voice`; none where it is no such string. */
export function nameParts(text: string): NamePart[] {
  const parts: NamePart[] = [];
  for (const [, type = '', written = ''] of text.matchAll(attribute)) parts.push({ type, written, value: unescaped(written) });
  return parts;
}

const attribute = /(?:^|[,+])\s*([A-Za-z][\w-]*|\d+(?:\.\d+)+)=((?:\\.|[^\\,+])*)/gsu;

/** Octets (`\00`) are UTF-8, each other escaped character is itself (RFC 4514 §3). */
function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replaceAll(/((?:\\[0-9a-fA-F]{2})+)|\\(.)/gsu, (_all, octets: string | undefined, character: string | undefined) =>
    octets === undefined
      ? (character ?? '')
      : decoder.decode(Uint8Array.from(octets.slice(1).split('\\'), (pair) => Number.parseInt(pair, 16))),
  );
}

const decoder = new TextDecoder();

/** What a value of a type is called in its place. */
export const kindOf = (type: string): string => kinds[type.toUpperCase()] ?? 'name';

const kinds: { readonly [type: string]: string } = {
  O: 'organization',
  OU: 'unit',
  L: 'city',
  ST: 'state',
  STREET: 'street',
  POSTALCODE: 'postcode',
  SERIALNUMBER: 'number',
  UID: 'user',
};
