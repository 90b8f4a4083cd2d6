import type { ScriptWord } from '../setting-doc';
import { variablesOf } from './make-words';

/** How a product calls the variables of certificates; Kamailio and OpenSIPS have most of them from one ancestor. */
export interface CertificateVariables {
  readonly where: string;
  readonly cite: string;
  /** `uid`: fields that this product has besides. */
  readonly fields?: readonly (readonly [field: string, meaning: string])[];
}

const fields = [
  ['', 'distinguished name, as one line'],
  ['_cn', 'common name'],
  ['_locality', 'locality'],
  ['_country', 'country'],
  ['_state', 'state'],
  ['_organization', 'organization'],
  ['_unit', 'organizational unit'],
] as const;

const alternatives = [
  ['email', 'e-mail address'],
  ['hostname', 'host name (dNSName)'],
  ['uri', 'URI'],
  ['ip', 'IP address'],
] as const;

const sides = [
  ['peer', 'the certificate of the other side', 'Empty where the other side showed none.'],
  ['my', 'the own certificate on this connection', undefined],
] as const;

/** `$tls_peer_subject_cn`, `$tls_my_san_hostname` and the like, of the connection that a message came over. */
export function certificateVariables({ fields: more = [], ...product }: CertificateVariables): ScriptWord[] {
  const variable = variablesOf(product);
  return sides.flatMap(([side, whose, pitfall]) => [
    variable(`$tls_${side}_version`, `Version of the format of ${whose}: that of X.509, not of TLS.`),
    variable(`$tls_${side}_serial`, `Serial number of ${whose}.`, pitfall),
    ...['subject', 'issuer'].flatMap((name) =>
      [...fields, ...more].map(([field, what]) =>
        variable(
          `$tls_${side}_${name}${field}`,
          `The ${name} of ${whose}: ${what}.`,
          field === '_cn' && side === 'peer' && name === 'subject'
            ? 'A name proves nothing by itself: ask `$tls_peer_verified` first, and names in the SAN before this one (RFC 5922 §7.1).'
            : pitfall,
        ),
      ),
    ),
    ...alternatives.map(([field, what]) =>
      variable(
        `$tls_${side}_san_${field}`,
        `The ${what} in the SAN of ${whose}.`,
        'Only the first of its kind: a certificate often has several.',
      ),
    ),
  ]);
}

/** What is the same in both products about the connection and the check of the certificate. */
export function connectionVariables(product: CertificateVariables): ScriptWord[] {
  const variable = variablesOf(product);
  return [
    variable(
      '$tls_version',
      'Version of TLS of the connection that the message came over.',
      'Empty for a message over another transport, and where the connection is closed by now.',
    ),
    variable('$tls_description', 'The suite of the connection in the words of the library: key exchange, authentication, cipher, MAC.'),
    variable('$tls_cipher_info', 'Name of the suite of the connection, as OpenSSL calls it.'),
    variable('$tls_cipher_bits', 'Length of the key of the cipher, in bits.'),
    variable(
      '$tls_peer_verified',
      '1 where the other side showed a certificate and its chain was found good, else 0.',
      'Only the chain: whose name the certificate holds is not looked at.',
    ),
    variable('$tls_peer_revoked', '1 where the certificate of the other side is revoked.', 'Only where revocation lists are configured.'),
    variable('$tls_peer_expired', '1 where the certificate of the other side is expired.'),
    variable('$tls_peer_selfsigned', '1 where the certificate of the other side is signed by itself.'),
    variable('$tls_peer_notBefore', 'From when on the certificate of the other side is valid.'),
    variable('$tls_peer_notAfter', 'Until when the certificate of the other side is valid.'),
  ];
}
