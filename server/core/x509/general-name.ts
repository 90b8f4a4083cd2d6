import { contentOf, type Element, elementAt, elementsIn, hexOf, inContext, latin1, oidOf, TAG } from './der';
import { type DistinguishedName, distinguishedName } from './distinguished-name';
import { addressText, networkText } from './ip-address';

/** A name as a subjectAltName or a constraint holds it (RFC 5280 §4.2.1.6). */
export type GeneralName =
  | { readonly type: 'dns' | 'uri' | 'email'; readonly value: string }
  | { readonly type: 'ip'; readonly value: string; readonly bytes: Uint8Array }
  | { readonly type: 'directory'; readonly value: string; readonly name: DistinguishedName }
  | { readonly type: 'other'; readonly value: string };

const LONGEST_VALUE = 1024;

/** Undefined where the element is no name of a known form. */
export function generalName(bytes: Uint8Array, element: Element): GeneralName | undefined {
  const content = contentOf(bytes, element);
  switch (element.tag) {
    case inContext(1, 'primitive'):
      return { type: 'email', value: short(latin1(content)) };
    case inContext(2, 'primitive'):
      return { type: 'dns', value: short(latin1(content)) };
    case inContext(6, 'primitive'):
      return { type: 'uri', value: short(latin1(content)) };
    case inContext(7, 'primitive'):
      return { type: 'ip', value: addressText(content) ?? networkText(content) ?? hexText(content), bytes: content };
    case inContext(4, 'constructed'): {
      const inner = elementAt(bytes, element.content, element.end);
      const name = inner && inner.end === element.end ? distinguishedName(bytes, inner) : undefined;
      return name && { type: 'directory', value: name.text, name };
    }
    case inContext(0, 'constructed'): {
      const [type] = elementsIn(bytes, element) ?? [];
      const oid = type?.tag === TAG.oid ? oidOf(contentOf(bytes, type)) : undefined;
      return oid === undefined ? undefined : { type: 'other', value: oid };
    }
    case inContext(8, 'primitive'): {
      const oid = oidOf(content);
      return oid === undefined ? undefined : { type: 'other', value: oid };
    }
    case inContext(3, 'constructed'):
    case inContext(5, 'constructed'):
      return { type: 'other', value: hexText(content) };
    default:
      return undefined;
  }
}

// No host has more than 253 characters, so what is cut could never have matched.
const short = (text: string): string => (text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE)}…`);

const hexText = (content: Uint8Array): string => `#${short(hexOf(content.subarray(0, LONGEST_VALUE)))}`;
