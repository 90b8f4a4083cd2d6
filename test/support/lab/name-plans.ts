import { certificatePlan } from './certificate-plan';
import { nameOf, type Plan } from './plan';

const dns = (...names: string[]) => ({ sans: names.map((value) => ({ type: 'dns', value }) as const) });

/** Whom a certificate names, and how. */
export const namePlans: readonly Plan[] = [
  certificatePlan({
    id: 'wrong-name',
    title: 'Wrong name',
    shows: 'The certificate is for another host.',
    leaf: dns(nameOf('other')),
    findings: ['chain/name-mismatch'],
    exitCode: 1,
  }),
  certificatePlan({
    id: 'wildcard',
    title: 'Wildcard',
    shows: '*.lab.example: good for browsers, no match by RFC 5922.',
    leaf: dns('*.lab.example'),
    findings: ['chain/wildcard'],
  }),
  certificatePlan({
    id: 'cn-only',
    title: 'Name in the CN alone',
    shows: 'No subjectAltName; the common name has the host.',
    leaf: { hasNoSans: true },
    findings: ['chain/cn-only'],
  }),
  certificatePlan({
    id: 'cn-ignored',
    title: 'CN hidden by other names',
    shows: 'The common name has the host, and a subjectAltName with another one switches it off.',
    leaf: { ...dns(nameOf('other')), subject: [{ CN: [{ utf8String: nameOf('cn-ignored') }] }] },
    findings: ['chain/cn-ignored', 'chain/name-mismatch'],
    exitCode: 1,
  }),
  certificatePlan({
    id: 'uri-san',
    title: 'URI name alone',
    shows: 'subjectAltName has sip:uri-san.lab.example and no DNS name.',
    leaf: { sans: [{ type: 'url', value: `sip:${nameOf('uri-san')}` }] },
    findings: ['chain/uri-san-only'],
  }),
  certificatePlan({
    id: 'uri-hides-dns',
    title: 'URI name hides the DNS name',
    shows: 'A sip: URI of the domain above switches the fitting DNS name off for a verifier of RFC 5922.',
    leaf: { sans: [{ type: 'url', value: 'sip:lab.example' }, ...dns(nameOf('uri-hides-dns')).sans] },
    findings: ['chain/dns-shadowed-by-uri'],
  }),
  certificatePlan({
    id: 'ip-san',
    title: 'Address in the certificate',
    shows: 'An IP literal is dialled and the certificate names it.',
    leaf: { sans: [{ type: 'ip', value: '127.0.0.1' }] },
    target: (port) => `127.0.0.1:${port}`,
  }),
  certificatePlan({
    id: 'no-ip-san',
    title: 'Address dialled, name certified',
    shows: 'An IP literal is dialled and the certificate names a host only.',
    target: (port) => `127.0.0.1:${port}`,
    findings: ['chain/ip-san'],
    // An address that no identity matches is a mismatch by the letter of that rule as well.
    mayCome: ['chain/name-mismatch'],
  }),
  certificatePlan({
    id: 'hostile',
    title: 'Hostile text',
    shows: 'Markup, a bidirectional override and a NUL in the names of the certificate.',
    leaf: {
      subject: [
        { O: [{ utf8String: '<img src=x onerror="document.title=1">' }] },
        { OU: [{ utf8String: '</script><b>bold</b>' }] },
        { CN: [{ utf8String: `${nameOf('hostile')}\u202Egro.liame\u0000` }] },
      ],
      sans: [
        { type: 'dns', value: nameOf('hostile') },
        { type: 'dns', value: `${nameOf('hostile')}\u0000.evil.example` },
        { type: 'dns', value: '<img src=x onerror=alert(1)>' },
      ],
    },
    findings: ['chain/name-control-characters'],
    exitCode: 1,
  }),
  certificatePlan({
    id: 'huge',
    title: 'A name of 100 KB',
    shows: 'The organisation in the certificate has 100,000 letters.',
    leaf: { subject: [{ O: [{ utf8String: 'A'.repeat(100_000) }] }, { CN: [{ utf8String: nameOf('huge') }] }] },
  }),
];
