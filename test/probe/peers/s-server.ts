import { join } from 'node:path';
import type { Pki } from '../../support/lab/pki';
import type { Peer } from '../../support/peers/program';
import { startSServer } from '../../support/peers/s-server';
import { client, HOST, in12, keyOf, rootOf, type Setting, type Sight, stapleFile, strangeClient } from './setting';

/** Names of the certificates that it is to send, and its further words. */
const sServer =
  (chain: readonly string[], ...words: readonly (string | ((pki: Pki) => string))[]) =>
  (pki: Pki): Promise<Peer> => {
    const [own = '', ...issuers] = chain;
    const more = issuers.length > 0 ? ['-cert_chain', chainFile(pki, issuers)] : [];
    return startSServer([
      ...['-cert', pki.get(own).path, '-key', keyOf(pki, own), ...more],
      ...words.map((word) => (typeof word === 'string' ? word : word(pki))),
    ]);
  };

export const chainFile = ({ folder }: Pki, names: readonly string[]): string => join(folder, `list-${names.join('-')}.pem`);

const good = ['ec', 'intermediate'];
const goodRsa = ['rsa', 'intermediate'];
const asks = ['-CAfile', rootOf, '-verify', '3'] as const;
const requires = ['-CAfile', rootOf, '-Verify', '3', '-verify_return_error'] as const;

interface Shape {
  readonly name: string;
  readonly chain: readonly string[];
  readonly words?: readonly (string | ((pki: Pki) => string))[];
  readonly sees?: Partial<Sight>;
  readonly more?: Partial<Setting>;
}

/** Each in TLS 1.2 and in 1.3, since the list is in clear in one and sealed in the other. */
const shapes: readonly Shape[] = [
  { name: 'good', chain: good },
  { name: 'RSA', chain: goodRsa },
  { name: 'leaf alone', chain: ['ec'], sees: { openssl: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' } },
  { name: 'root sent', chain: [...good, 'root'] },
  { name: 'wrong order', chain: ['ec', 'root', 'intermediate'] },
  { name: 'twice, and a stranger', chain: ['ec', 'intermediate', 'intermediate', 'other-intermediate'] },
  { name: 'expired', chain: ['expired', 'intermediate'], sees: { openssl: 'CERT_HAS_EXPIRED' } },
  { name: 'not yet valid', chain: ['early', 'intermediate'], sees: { openssl: 'CERT_NOT_YET_VALID' } },
  { name: 'self-signed', chain: ['self'], sees: { openssl: 'DEPTH_ZERO_SELF_SIGNED_CERT' } },
  { name: 'root that nobody trusts', chain: ['stranger', 'other-root'], sees: { openssl: 'SELF_SIGNED_CERT_IN_CHAIN' } },
  { name: 'purpose of a client', chain: ['phone', 'intermediate'], sees: { openssl: 'INVALID_PURPOSE' } },
  { name: 'other name', chain: ['other', 'intermediate'], sees: { names: [] } },
  { name: 'wildcard', chain: ['wildcard', 'intermediate'], sees: { names: ['practice'] } },
  { name: 'CN only', chain: ['cn', 'intermediate'] },
  { name: 'URI name only', chain: ['uri', 'intermediate'], sees: { names: ['rfc5922'] } },
  { name: 'stapled', chain: good, words: ['-status_file', (pki) => stapleFile(pki, 'ec')], sees: { stapled: true } },
  { name: 'no session tickets', chain: good, words: ['-no_ticket'] },
  { name: 'client certificate wanted', chain: good, words: [...asks], sees: { clientCertificate: 'requested' } },
  // A server without tickets says nothing behind the handshake: only patience tells that it did not refuse.
  {
    name: 'client certificate wanted, no tickets',
    chain: good,
    words: [...asks, '-num_tickets', '0'],
    sees: { clientCertificate: 'requested' },
  },
  {
    name: 'client certificate required and shown',
    chain: good,
    words: [...requires],
    more: client,
    sees: { clientCertificate: 'required' },
  },
  { name: 'P-384', chain: goodRsa, words: ['-groups', 'P-384'], sees: { group: 'secp384r1' } },
  { name: 'P-521', chain: goodRsa, words: ['-groups', 'P-521'], sees: { group: 'secp521r1' } },
];

export const sServerSettings: readonly Setting[] = [
  ...shapes.flatMap(({ name, chain, words = [], sees, more }) =>
    (
      [
        ['TLSv1.2', '-tls1_2'],
        ['TLSv1.3', '-tls1_3'],
      ] as const
    ).map(
      ([version, word]): Setting => ({
        name: `${version}, ${name}`,
        start: sServer(chain, word, ...words),
        versions: [version],
        ...more,
        sees: { version, sent: chain, ...sees },
      }),
    ),
  ),
  ...(
    [
      ['TLSv1', '-tls1'],
      ['TLSv1.1', '-tls1_1'],
    ] as const
  ).map(([version, word]) => ({
    name: `${version} only`,
    start: sServer(goodRsa, word, '-cipher', 'DEFAULT@SECLEVEL=0'),
    versions: [version],
    sees: { version, sent: goodRsa },
  })),
  {
    name: 'CBC only',
    start: sServer(goodRsa, '-tls1_2', '-cipher', 'ECDHE-RSA-AES128-SHA256:AES256-SHA'),
    ...in12,
    sees: { ...in12.sees, sent: goodRsa },
  },
  {
    name: 'RSA key exchange only',
    start: sServer(goodRsa, '-tls1_2', '-cipher', 'kRSA'),
    versions: ['TLSv1.2'],
    sees: { version: 'TLSv1.2', group: undefined, sent: goodRsa },
  },
  {
    name: 'finite field Diffie-Hellman',
    start: sServer(goodRsa, '-tls1_2', '-cipher', 'kDHE'),
    versions: ['TLSv1.2'],
    sees: { version: 'TLSv1.2', group: 'DHE 2048 bits', sent: goodRsa },
  },
  {
    name: 'both keys',
    start: sServer(
      good,
      '-dcert',
      (pki) => pki.get('rsa').path,
      '-dkey',
      (pki) => keyOf(pki, 'rsa'),
      '-dcert_chain',
      (pki) => chainFile(pki, ['intermediate']),
    ),
  },
  ...[true, false].map(
    (isServers): Setting => ({
      name: isServers ? 'its own order of suites' : 'the client’s order of suites',
      start: sServer(
        goodRsa,
        ...(isServers ? ['-serverpref'] : []),
        '-cipher',
        'AES128-SHA:ECDHE-RSA-AES128-GCM-SHA256',
        '-ciphersuites',
        'TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384',
      ),
      flags: () => ['--enumerate'],
      sees: { serverOrder: isServers, sent: goodRsa, alpn: [] },
    }),
  ),
  {
    name: 'ALPN',
    start: sServer(good, '-tls1_2', '-alpn', 'sip/2,http/1.1'),
    ...in12,
    flags: () => ['--enumerate'],
    sees: { ...in12.sees, serverOrder: false, alpn: ['sip/2', 'http/1.1'] },
  },
  ...(
    [
      ['asked', [], [], ['ec']],
      ['another one', ['--servername', 'else.lab.example'], [], ['other']],
      ['none', ['--no-servername'], ['-noservername'], ['other']],
    ] as const
  ).map(
    ([name, flags, words, sent]): Setting => ({
      name: `certificate by server name, ${name}`,
      start: sServer(
        ['other'],
        '-servername',
        HOST,
        '-cert2',
        (pki) => pki.get('ec').path,
        '-key2',
        (pki) => keyOf(pki, 'ec'),
      ),
      flags: () => flags,
      clientWords: () => words,
      sees: { sent, openssl: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', ...(name === 'asked' ? {} : { names: [] }) },
    }),
  ),
  ...(
    [
      ['-tls1_2', 'TLSv1.2', 'handshake_failure'],
      ['-tls1_3', 'TLSv1.3', 'certificate_required'],
    ] as const
  ).flatMap(([word, version, alert]): Setting[] => [
    {
      name: `${version}, client certificate required, none shown`,
      start: sServer(good, word, ...requires),
      versions: [version],
      sees: { version, outcome: `alert ${alert}`, clientCertificate: 'required' },
    },
    {
      name: `${version}, client certificate required, of a stranger`,
      start: sServer(good, word, ...requires),
      versions: [version],
      ...strangeClient,
      sees: { version, outcome: 'alert unknown_ca', clientCertificate: 'required' },
    },
  ]),
];

/** Lists of certificates that it is to send behind its own. */
export const lists: readonly (readonly string[])[] = shapes.map(({ chain }) => chain.slice(1)).filter(({ length }) => length > 0);
