import { visibleName, visibleNames } from '../text/visible-name';
import type { Certificate } from './certificate';
import { isSame } from './der';
import { OID_SUBJECT_ALT_NAME } from './extensions';
import type { GeneralName } from './general-name';
import { addressBytes } from './ip-address';

/** Whether a certificate names the host that was asked for, by which of its names, and why. */
export type NameVerdict =
  | { readonly matches: true; readonly reference: string; readonly by: NameSource; readonly identity: string; readonly why: string }
  | { readonly matches: false; readonly reference: string; readonly why: string };
export type NameSource = 'uri' | 'dns' | 'ip' | 'cn';

/** The SIP domains that a certificate speaks for (RFC 5922 §7.1). */
export interface SipIdentities {
  readonly from: 'uri' | 'dns' | 'cn' | 'none';
  readonly names: readonly string[];
}

/**
 * `sip:` URIs without a user come first, and hide the DNS names; the common name counts only where there is no subjectAltName at all.
 */
export function sipIdentities(certificate: Certificate): SipIdentities {
  if (!hasSubjectAltName(certificate)) {
    const names = certificate.subject.commonNames.filter(isHostName);
    return names.length > 0 ? { from: 'cn', names } : { from: 'none', names };
  }
  const uris = valuesOf(certificate, 'uri').flatMap((uri) => sipDomain(uri) ?? []);
  if (uris.length > 0) return { from: 'uri', names: uris };
  const names = valuesOf(certificate, 'dns');
  return names.length > 0 ? { from: 'dns', names } : { from: 'none', names };
}

/** Is this a certificate for the SIP domain? Names are compared whole and without regard to letter case; no wildcard (RFC 5922 §7.2). */
export function judgeByRfc5922(certificate: Certificate, reference: string): NameVerdict {
  const { from, names } = sipIdentities(certificate);
  const domain = plain(reference);
  const identity = names.find((name) => plain(name) === domain);
  const refused = (why: string): NameVerdict => ({ matches: false, reference, why });
  if (from === 'none') return refused(withoutIdentity(certificate));
  if (addressBytes(domain)) return refused(`${reference} is an address, and SIP domain certificates name domains only (RFC 5922 §7.1).`);
  if (identity === undefined || identity.includes('*')) return refused(whyRefused(certificate, domain, { from, names }));
  return {
    matches: true,
    reference,
    by: from,
    identity,
    why: `${origins[from]} ${visibleName(identity)} is the domain itself (RFC 5922 §7.2).`,
  };
}

const origins = { uri: 'The sip: URI', dns: 'The DNS name', cn: 'There is no subjectAltName, and the common name' } as const;

function withoutIdentity(certificate: Certificate): string {
  if (isUnreadable(certificate)) return 'The subjectAltName cannot be read, so nobody can tell what the certificate names.';
  const uris = valuesOf(certificate, 'uri');
  const [uri] = uris;
  if (uri !== undefined && /^sips:/i.test(uri))
    return `${visibleName(uri)} names no SIP domain: only the scheme sip counts in a certificate (RFC 5922 §7.1).`;
  if (uri !== undefined && /^sip:[^@]*@/i.test(uri)) return `${visibleName(uri)} names a user, not a domain (RFC 5922 §7.1).`;
  if (!hasSubjectAltName(certificate)) return 'The certificate has no subjectAltName, and no common name that is a host name.';
  return 'The subjectAltName has neither a sip: URI nor a DNS name, and where one exists the common name does not count (RFC 5922 §7.1).';
}

function whyRefused(certificate: Certificate, domain: string, { from, names }: SipIdentities): string {
  if (from === 'uri' && valuesOf(certificate, 'dns').some((name) => plain(name) === domain))
    return `The sip: URI ${visibleNames(names)} hides the DNS name ${visibleName(domain)}: DNS names count only where no sip: URI is (RFC 5922 §7.1).`;
  const wildcard = names.find((name) => isWildcardFor(name, domain));
  if (wildcard !== undefined)
    return `${visibleName(wildcard)} covers the name only as a wildcard, and SIP compares whole names (RFC 5922 §7.2).`;
  const ignored = from !== 'cn' && certificate.subject.commonNames.some((name) => plain(name) === domain);
  const more = ignored ? ' The common name would fit, and does not count beside a subjectAltName (RFC 5922 §7.1).' : '';
  return `The certificate names ${visibleNames(names)}, not ${visibleName(domain)}.${more}`;
}

/**
 * As most clients do it (RFC 9525): DNS names with a wildcard for one whole label on the left, addresses by iPAddress; beyond that RFC,
 * the common name where there is no subjectAltName.
 */
export function judgeByPractice(certificate: Certificate, reference: string): NameVerdict {
  return judgeHost(certificate, reference, hasSubjectAltName(certificate) ? 'ignore-cn' : 'use-cn');
}

/** As OpenSSL's host check does it: the common name counts also beside a subjectAltName that has no DNS name. */
export function judgeByOpenSsl(certificate: Certificate, reference: string): NameVerdict {
  return judgeHost(certificate, reference, valuesOf(certificate, 'dns').length > 0 ? 'ignore-cn' : 'use-cn');
}

function judgeHost(certificate: Certificate, reference: string, commonName: 'use-cn' | 'ignore-cn'): NameVerdict {
  const refused = (why: string): NameVerdict => ({ matches: false, reference, why });
  const host = plain(reference);
  if (isUnreadable(certificate)) return refused('The subjectAltName cannot be read, so nobody can tell what the certificate names.');
  const address = addressBytes(host);
  if (address) {
    const names = (certificate.subjectAltNames ?? []).filter((name) => name.type === 'ip');
    const same = names.find((name) => isSame(name.bytes, address));
    if (same) return { matches: true, reference, by: 'ip', identity: same.value, why: `The address ${same.value} is in the certificate.` };
    if (names.length > 0)
      return refused(`The certificate names the addresses ${visibleNames(names.map(({ value }) => value))}, not ${reference}.`);
    return refused(`${reference} was dialled by its address, and the certificate names no address (iPAddress).`);
  }
  const from = commonName === 'use-cn' ? 'cn' : 'dns';
  const names = from === 'cn' ? certificate.subject.commonNames.filter(isHostName) : valuesOf(certificate, 'dns');
  const whole = names.find((name) => plain(name) === host && !name.includes('*'));
  const identity = whole ?? names.find((name) => isWildcardFor(name, host));
  if (identity !== undefined)
    return {
      matches: true,
      reference,
      by: from,
      identity,
      why: `${from === 'cn' ? 'The common name' : 'The DNS name'} ${howItFits(whole, identity)}`,
    };
  if (names.length > 0) return refused(`The certificate names ${visibleNames(names)}, not ${visibleName(host)}.`);
  if (valuesOf(certificate, 'uri').some((uri) => plain(sipDomain(uri) ?? '') === host))
    return refused(`${visibleName(host)} is named by a sip: URI only, which clients other than SIP stacks do not read.`);
  return refused('The certificate has no DNS name that could be compared.');
}

const howItFits = (whole: string | undefined, identity: string): string =>
  whole === undefined
    ? `${visibleName(identity)} covers it as a wildcard (RFC 9525 §6.3).`
    : `${visibleName(identity)} is the name itself.`;

const hasSubjectAltName = ({ extensions }: Certificate): boolean => extensions.some(({ oid }) => oid === OID_SUBJECT_ALT_NAME);
const isUnreadable = (certificate: Certificate): boolean => hasSubjectAltName(certificate) && certificate.subjectAltNames === undefined;

const valuesOf = ({ subjectAltNames = [] }: Certificate, type: GeneralName['type']): readonly string[] =>
  subjectAltNames.filter((name) => name.type === type).map(({ value }) => value);

/** The host of a `sip:` URI that has no user. Port and parameters do not belong to it. */
export function sipDomain(uri: string): string | undefined {
  const [, host] = /^sip:(\[[0-9a-f:.]{2,45}\]|[^@:;?[\]]{1,255})(?:[:;?][^@]*)?$/i.exec(uri) ?? [];
  return host;
}

/** Letter case does not matter in a domain (RFC 4343), nor does the dot that closes a whole name. */
const plain = (host: string): string => {
  const bare = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
  return (bare.endsWith('.') ? bare.slice(0, -1) : bare).replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
};

export const isSameHost = (a: string, b: string): boolean => plain(a) === plain(b);

/** `*.example.com` stands for exactly one label, and never right above a top-level domain. */
function isWildcardFor(name: string, host: string): boolean {
  const pattern = plain(name);
  if (!pattern.startsWith('*.') || pattern.lastIndexOf('*') !== 0 || pattern.indexOf('.', 2) < 0) return false;
  const dot = host.indexOf('.');
  return dot > 0 && host.slice(dot) === pattern.slice(1);
}

export const isHostName = (name: string): boolean => /^(?:\*\.)?[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?\.?$/i.test(name);
