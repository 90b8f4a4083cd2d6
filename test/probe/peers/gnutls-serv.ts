import type { Pki } from '../../support/lab/pki';
import type { TlsVersion } from '../../support/lab/plan';
import { type GnutlsOptions, startGnutlsServ } from '../../support/peers/gnutls-serv';
import type { Peer } from '../../support/peers/program';
import { client, in12, keyOf, rootOf, type Setting, stapleFile } from './setting';

const gnutls =
  (name: string, options: (pki: Pki) => Partial<GnutlsOptions> = () => ({})) =>
  (pki: Pki): Promise<Peer> =>
    startGnutlsServ({ certificate: pki.get(name).chainPath, key: keyOf(pki, name), ...options(pki) });

const speaking = (version: string, more = '') => `NORMAL:-VERS-ALL:+VERS-TLS${version}${more}`;

export const gnutlsSettings: readonly Setting[] = [
  { name: 'as it comes', start: gnutls('ec') },
  ...(['1.0', '1.1', '1.2', '1.3'] as const).map((number): Setting => {
    const version: TlsVersion = number === '1.0' ? 'TLSv1' : `TLSv${number}`;
    return {
      name: `TLS ${number} only`,
      start: gnutls('rsa', () => ({ priority: speaking(number) })),
      versions: [version],
      sees: { version, sent: ['rsa', 'intermediate'] },
    };
  }),
  { name: 'CBC only', start: gnutls('ec', () => ({ priority: speaking('1.2', ':-CIPHER-ALL:+AES-128-CBC') })), ...in12 },
  {
    name: 'RSA key exchange only',
    start: gnutls('rsa', () => ({ priority: speaking('1.2', ':-KX-ALL:+RSA') })),
    versions: ['TLSv1.2'],
    sees: { version: 'TLSv1.2', group: undefined, sent: ['rsa', 'intermediate'] },
  },
  { name: 'P-521', start: gnutls('ec', () => ({ priority: 'NORMAL:-GROUP-ALL:+GROUP-SECP521R1' })), sees: { group: 'secp521r1' } },
  {
    name: 'its own order of suites',
    start: gnutls('rsa', () => ({ priority: 'NORMAL:%SERVER_PRECEDENCE' })),
    flags: () => ['--enumerate'],
    sees: { group: 'secp256r1', serverOrder: true, sent: ['rsa', 'intermediate'], alpn: [] },
  },
  { name: 'stapled', start: gnutls('ec', (pki) => ({ ocspResponse: stapleFile(pki, 'ec') })), sees: { stapled: true } },
  { name: 'no session tickets', start: gnutls('ec', () => ({ more: ['--noticket'] })) },
  {
    name: 'without the intermediate',
    start: gnutls('ec', (pki) => ({ certificate: pki.get('ec').path })),
    sees: { sent: ['ec'], openssl: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
  },
  ...(['1.2', '1.3'] as const).flatMap((number): Setting[] => {
    const version: TlsVersion = `TLSv${number}`;
    const asking = (which: 'requests' | 'requires') =>
      gnutls('ec', (pki) => ({ priority: speaking(number), client: { asks: which, ca: rootOf(pki) } }));
    return [
      {
        name: `TLS ${number}, client certificate requested`,
        start: asking('requests'),
        versions: [version],
        sees: { version, clientCertificate: 'requested' },
      },
      {
        name: `TLS ${number}, client certificate required, none shown`,
        start: asking('requires'),
        versions: [version],
        sees: { version, outcome: number === '1.2' ? 'alert decode_error' : 'alert certificate_required', clientCertificate: 'required' },
      },
      {
        name: `TLS ${number}, client certificate required and shown`,
        start: asking('requires'),
        versions: [version],
        ...client,
        sees: { version, clientCertificate: 'required' },
      },
    ];
  }),
];
