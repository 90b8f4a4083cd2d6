import { type Certificate, serialOctets } from './certificate';

/** What RFC 5280 §4.1.2.2 forbids in a serial number; the zero that keeps a large one positive is not counted. */
export function serialFault(certificate: Certificate): 'zero' | 'negative' | 'too-long' | undefined {
  const [first = 0, ...others] = serialOctets(certificate);
  if (first >= 0x80) return 'negative';
  if (first === 0 && others.every((octet) => octet === 0)) return 'zero';
  return others.length + (first === 0 ? 0 : 1) > 20 ? 'too-long' : undefined;
}
