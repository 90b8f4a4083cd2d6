import type { Certificate } from './certificate';
import type { Subtree } from './extensions';

/** One extension as people read it. */
export interface ExtensionLine {
  /** `Key usage`; the object identifier where it has no name here. */
  readonly name: string;
  readonly value: string;
  readonly isCritical: boolean;
}

/** All extensions of a certificate in its own order. Values are texts of the certificate: whoever shows them escapes them. */
export function extensionLines(certificate: Certificate): readonly ExtensionLine[] {
  return certificate.extensions.map(({ oid, isCritical, state }) => {
    const known = names[oid];
    const value = state === 'unreadable' ? 'not readable' : (known?.value(certificate) ?? 'present');
    return { name: known?.name ?? oid, value, isCritical };
  });
}

interface Known {
  readonly name: string;
  value(certificate: Certificate): string | undefined;
}

const listed = (items: readonly string[] | undefined): string | undefined => items?.join(', ');
const subtrees = (word: string, trees: readonly Subtree[] | undefined): string[] =>
  trees && trees.length > 0 ? [`${word} ${trees.map(({ base }) => `${base.type}:${base.value}`).join(', ')}`] : [];

const names: { readonly [oid: string]: Known } = {
  '2.5.29.14': { name: 'Subject key identifier', value: ({ subjectKeyId }) => subjectKeyId },
  '2.5.29.35': { name: 'Authority key identifier', value: ({ authorityKeyId }) => authorityKeyId },
  '2.5.29.15': { name: 'Key usage', value: ({ keyUsage }) => listed(keyUsage) },
  '2.5.29.37': { name: 'Extended key usage', value: ({ extendedKeyUsage }) => listed(extendedKeyUsage) },
  '2.5.29.19': {
    name: 'Basic constraints',
    value: ({ basicConstraints: constraints }) => {
      if (!constraints?.isCa) return 'not a CA';
      return constraints.pathLength === undefined ? 'CA' : `CA, at most ${constraints.pathLength} issuers below`;
    },
  },
  '2.5.29.17': {
    name: 'Subject alternative names',
    value: ({ subjectAltNames }) =>
      listed(subjectAltNames?.map(({ type, value }) => `${type === 'dns' ? 'DNS' : type.toUpperCase()}:${value}`)),
  },
  '2.5.29.30': {
    name: 'Name constraints',
    value: ({ nameConstraints }) =>
      nameConstraints &&
      [...subtrees('permitted', nameConstraints.permitted), ...subtrees('excluded', nameConstraints.excluded)].join('; '),
  },
  '2.5.29.31': { name: 'Revocation lists', value: ({ crls }) => listed(crls) },
  '2.5.29.32': { name: 'Certificate policies', value: ({ policies }) => listed(policies) },
  '1.3.6.1.5.5.7.1.1': {
    name: 'Authority information',
    value: ({ caIssuers = [], ocsp = [] }) =>
      [...caIssuers.map((url) => `issuer at ${url}`), ...ocsp.map((url) => `OCSP at ${url}`)].join(', ') || undefined,
  },
  '1.3.6.1.5.5.7.1.24': {
    name: 'TLS feature',
    value: ({ tlsFeatures }) =>
      listed(tlsFeatures?.map((feature) => (feature === 5 ? 'must staple an OCSP answer' : `extension ${feature}`))),
  },
  '1.3.6.1.4.1.11129.2.4.2': {
    name: 'Certificate timestamps',
    value: ({ scts }) => (scts === undefined ? undefined : `${scts} of certificate transparency logs`),
  },
};
