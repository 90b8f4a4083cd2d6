import type { Certificate } from './certificate';
import type { Subtree } from './extensions';
import type { GeneralName } from './general-name';
import { sipDomain } from './names';

/** A name that an issuer may not certify (RFC 5280 §4.2.1.10). */
export type ConstraintFault =
  | { readonly kind: 'not-permitted' | 'excluded'; readonly name: string; readonly type: GeneralName['type'] }
  /** `why` the names could not be compared: the certificate is to be refused then. */
  | { readonly kind: 'cannot-tell'; readonly why: string };

type Constraints = NonNullable<Certificate['nameConstraints']>;

/** Comparisons for one certificate; OpenSSL gives up at the same number. */
const MOST_COMPARISONS = 1 << 20;

/** The first name of the certificate that the constraints of an issuer above it forbid. */
export function constraintFault(certificate: Certificate, constraints: Constraints, role: 'leaf' | 'issuer'): ConstraintFault | undefined {
  const names = namesOf(certificate, role);
  const { permitted, excluded } = constraints;
  if (names.length * (permitted.length + excluded.length) > MOST_COMPARISONS)
    return {
      kind: 'cannot-tell',
      why: `${names.length} names and ${permitted.length + excluded.length} constraints are too many to compare`,
    };
  const types = new Set(names.map(({ type }) => type));
  const odd = [...permitted, ...excluded].find(({ base, hasDistance }) => types.has(base.type) && (hasDistance || base.type === 'other'));
  if (odd) return { kind: 'cannot-tell', why: `a constraint on ${odd.base.value} has a form that nobody reads` };
  for (const name of names) {
    const ofType = permitted.filter(({ base }) => base.type === name.type);
    if (ofType.length > 0 && !ofType.some((subtree) => isInside(name, subtree)))
      return { kind: 'not-permitted', name: name.value, type: name.type };
    if (excluded.some((subtree) => subtree.base.type === name.type && isInside(name, subtree)))
      return { kind: 'excluded', name: name.value, type: name.type };
  }
  return undefined;
}

/** With the common name of a leaf that has no DNS name: clients that read it as a host name must find it constrained too. */
function namesOf(certificate: Certificate, role: 'leaf' | 'issuer'): readonly GeneralName[] {
  const { subject, subjectAltNames = [] } = certificate;
  const names: GeneralName[] = [...subjectAltNames];
  if (subject.keys.length > 0) names.push({ type: 'directory', value: subject.text, name: subject });
  if (!subjectAltNames.some(({ type }) => type === 'email'))
    names.push(...subject.emails.map((value) => ({ type: 'email', value }) as const));
  if (role === 'leaf' && !subjectAltNames.some(({ type }) => type === 'dns'))
    names.push(...subject.commonNames.filter(isDnsName).map((value) => ({ type: 'dns', value }) as const));
  return names;
}

const isDnsName = (name: string): boolean => name.length <= 253 && /^(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/i.test(name);

function isInside(name: GeneralName, { base }: Subtree): boolean {
  const value = lower(name.value);
  const limit = lower(base.value);
  switch (name.type) {
    case 'dns':
      return isAtOrBelow(value, limit);
    case 'email': {
      if (base.value.includes('@')) return localPart(name.value) === localPart(base.value) && mailHost(value) === mailHost(limit);
      return isHostInside(mailHost(value), limit);
    }
    case 'uri':
      return isHostInside(lower(uriHost(name.value) ?? ''), limit);
    case 'ip':
      return base.type === 'ip' && isInNetwork(name.bytes, base.bytes);
    case 'directory':
      return base.type === 'directory' && base.name.keys.every((key, i) => key === name.name.keys[i]);
    default:
      return false;
  }
}

const lower = (text: string): string => text.toLowerCase();

/** `example.com` covers itself and what is below; with a dot in front, only what is below. Nothing covers all. */
const isAtOrBelow = (host: string, limit: string): boolean =>
  limit === '' || host === limit || host.endsWith(limit.startsWith('.') ? limit : `.${limit}`);

/** In mail addresses and URIs a limit without the dot is one host (RFC 5280 §4.2.1.10). */
const isHostInside = (host: string, limit: string): boolean =>
  limit === '' || (limit.startsWith('.') ? host.length > limit.length && host.endsWith(limit) : host === limit);

const localPart = (mail: string): string => mail.slice(0, mail.lastIndexOf('@'));
const mailHost = (mail: string): string => mail.slice(mail.lastIndexOf('@') + 1);

/** Also of `sip:` URIs, which have no `//` before the host; OpenSSL refuses to compare those. */
export function uriHost(uri: string): string | undefined {
  const sip = sipDomain(uri) ?? /^sips?:(?:[^@]*@)?([^@:;?]{1,255})/i.exec(uri)?.[1];
  return sip ?? /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/]*@)?([^:/?#]{1,255})/i.exec(uri)?.[1];
}

/** The constraint is address and mask, one after the other. */
const isInNetwork = (address: Uint8Array, network: Uint8Array): boolean =>
  network.length === address.length * 2 &&
  address.every((byte, i) => ((byte ^ (network[i] ?? 0)) & (network[address.length + i] ?? 0)) === 0);
