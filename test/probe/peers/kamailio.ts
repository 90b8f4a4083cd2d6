import type { Pki } from '../../support/lab/pki';
import { type KamailioProfile, startKamailio } from '../../support/peers/kamailio';
import type { Peer } from '../../support/peers/program';
import { client, HOST, in12, keyOf, only, type Setting, strangeClient } from './setting';

type Profile = Omit<KamailioProfile, 'certificate' | 'key' | 'caList'> & { readonly isAlone?: true };

const kamailio =
  (...profiles: readonly (readonly [name: string, profile?: Profile])[]) =>
  (pki: Pki): Promise<Peer> =>
    startKamailio(
      ...profiles.map(([name, { isAlone, ...profile } = {}]) => ({
        ...profile,
        certificate: isAlone ? pki.get(name).path : pki.get(name).chainPath,
        key: keyOf(pki, name),
        caList: pki.get('root').path,
      })),
    );

const answered = { options: '200 Keepalive by kamailio' };
const asksOptions = { flags: () => ['--options'] };
const wants: Profile = { verifyCertificate: true };
const insists: Profile = { verifyCertificate: true, requireCertificate: true };
const byName = kamailio(['other'], ['ec', { serverName: HOST }]);

export const kamailioSettings: readonly Setting[] = [
  { name: 'as it comes, asked by OPTIONS', start: kamailio(['ec']), ...asksOptions, sees: answered },
  {
    name: 'TLS 1.2 only, OPTIONS',
    start: kamailio(['ec', { method: 'TLSv1.2' }]),
    ...in12,
    ...asksOptions,
    sees: { ...in12.sees, ...answered },
  },
  ...(['TLSv1', 'TLSv1.1'] as const).map((version) => ({
    name: `${version} only`,
    start: kamailio(['ec', { method: version, cipherList: 'DEFAULT@SECLEVEL=0' }]),
    ...only(version),
  })),
  {
    name: 'CBC only',
    start: kamailio(['ec', { method: 'TLSv1.2', cipherList: 'ECDHE-ECDSA-AES256-SHA384:ECDHE-ECDSA-AES128-SHA' }]),
    ...in12,
  },
  {
    name: 'RSA key exchange only',
    start: kamailio(['rsa', { method: 'TLSv1.2', cipherList: 'AES128-GCM-SHA256:AES256-SHA' }]),
    versions: ['TLSv1.2'],
    sees: { version: 'TLSv1.2', group: undefined, sent: ['rsa', 'intermediate'] },
  },
  { name: 'RSA certificate', start: kamailio(['rsa']), sees: { sent: ['rsa', 'intermediate'] } },
  {
    name: 'its own order of suites',
    start: kamailio(['ec', { cipherList: 'ECDHE-ECDSA-AES128-SHA:ECDHE-ECDSA-AES256-GCM-SHA384' }]),
    flags: () => ['--enumerate'],
    sees: { serverOrder: true, alpn: [] },
  },
  {
    name: 'without the intermediate',
    start: kamailio(['ec', { isAlone: true }]),
    sees: { sent: ['ec'], openssl: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
  },
  {
    name: 'profile by server name',
    start: byName,
  },
  {
    name: 'profile by server name, another one named',
    start: byName,
    flags: () => ['--servername', 'other.lab.example'],
    sees: { sent: ['other', 'intermediate'] },
  },
  {
    name: 'profile by server name, none named',
    start: byName,
    flags: () => ['--no-servername'],
    clientWords: () => ['-noservername'],
    sees: { sent: ['other', 'intermediate'], names: [] },
  },
  ...(['TLSv1.2', 'TLSv1.3'] as const).flatMap((version): Setting[] => {
    const asking = (name: string, profile: Profile, more: Omit<Setting, 'name' | 'start'> = {}): Setting => ({
      name: `${version}, ${name}`,
      // It has no profile for TLS 1.3 alone.
      start: kamailio(['ec', { ...profile, method: version === 'TLSv1.2' ? version : 'TLSv1.2+' }]),
      versions: version === 'TLSv1.2' ? [version] : ['TLSv1.2', version],
      ...more,
      sees: { version, ...more.sees },
    });
    const required = version === 'TLSv1.2' ? 'handshake_failure' : 'certificate_required';
    return [
      asking('verify_certificate, none shown', wants, { ...asksOptions, sees: { clientCertificate: 'requested', ...answered } }),
      asking('require_certificate, none shown', insists, { sees: { outcome: `alert ${required}`, clientCertificate: 'required' } }),
      asking('require_certificate, shown', insists, {
        ...client,
        flags: (pki) => [...client.flags(pki), '--options'],
        sees: { clientCertificate: 'required', ...answered },
      }),
      asking('verify_certificate, shown', wants, { ...client, sees: { clientCertificate: 'requested' } }),
      asking('require_certificate, of a stranger', insists, {
        ...strangeClient,
        sees: { outcome: 'alert unknown_ca', clientCertificate: 'required' },
      }),
    ];
  }),
];
