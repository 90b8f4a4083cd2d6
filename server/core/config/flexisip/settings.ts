import type { SettingDoc } from '../setting-doc';

const zeroOne = [
  { value: '0', meaning: 'Off.' },
  { value: '1', meaning: 'On.' },
];
const global = (doc: Omit<SettingDoc, 'key' | 'where'>): SettingDoc => ({ ...doc, key: `global.${doc.name}`, where: '[global]' });
const ofUri = (doc: Omit<SettingDoc, 'key' | 'where'>): SettingDoc => ({
  ...doc,
  key: `transport.${doc.name}`,
  where: 'parameter of a sips: URI in transports',
});

export const flexisipSettings: readonly SettingDoc[] = [
  global({
    name: 'transports',
    type: 'list',
    default: 'sip:*',
    meaning: 'URIs to listen on, between blanks. The host is what messages say of this server; maddr is what is bound.',
    pitfall: 'TLS is written by sips:, and never by transport=tls, with which Flexisip does not start.',
  }),
  global({
    name: 'tls-certificates-file',
    type: 'path',
    default: '/etc/flexisip/tls/agent.pem',
    meaning: 'Certificate with its intermediates, in PEM.',
    pitfall: 'It counts together with tls-certificates-private-key only: both, or neither.',
  }),
  global({ name: 'tls-certificates-private-key', type: 'path', default: '/etc/flexisip/tls/agent.pem', meaning: 'Private key in PEM.' }),
  global({ name: 'tls-certificates-ca-file', type: 'path', default: 'none', meaning: 'Authorities that are trusted.' }),
  global({ name: 'tls-certificates-dir', type: 'path', meaning: 'Folder with agent.pem and cafile.pem, of older versions.' }),
  global({
    name: 'tls-ciphers',
    type: 'text',
    default: 'HIGH:!SSLv2:!SSLv3:!TLSv1:!EXP:!ADH:!RC4:!3DES:!aNULL:!eNULL',
    meaning: 'Cipher suites as OpenSSL writes them.',
    pitfall: 'The word `!TLSv1` takes suites out, and switches no version off.',
  }),
  global({ name: 'require-peer-certificate', type: 'switch', default: 'false', meaning: 'Whether clients have to show a certificate.' }),
  global({
    name: 'tls-certificates-check-interval',
    type: 'text',
    default: '1min',
    meaning: 'How often the files are looked at for newer ones.',
  }),
  global({ name: 'idle-timeout', type: 'text', meaning: 'For how long a connection may be idle until it is closed.' }),
  ofUri({
    name: 'tls-verify-incoming',
    type: 'switch',
    values: zeroOne,
    default: '0',
    meaning: 'Whether clients are asked for a certificate, which is checked.',
  }),
  ofUri({
    name: 'tls-verify-outgoing',
    type: 'switch',
    values: zeroOne,
    default: '1',
    meaning: 'Whether certificates of servers are checked: their chain and their name.',
  }),
  ofUri({
    name: 'tls-allow-missing-client-certificate',
    type: 'switch',
    values: zeroOne,
    default: '0',
    meaning: 'Lets clients without a certificate in, although they are asked.',
  }),
  ofUri({
    name: 'tls-client-connection',
    type: 'switch',
    values: zeroOne,
    default: '0',
    meaning: 'Uses this transport for outgoing connections only.',
  }),
  ofUri({
    name: 'tls-certificates-file',
    type: 'path',
    meaning: 'Certificate of this transport alone, with its intermediates.',
    pitfall: 'It counts together with tls-certificates-private-key only: both, or neither.',
  }),
  ofUri({ name: 'tls-certificates-private-key', type: 'path', meaning: 'Private key of this transport alone.' }),
  ofUri({ name: 'tls-certificates-ca-file', type: 'path', meaning: 'Authorities that this transport trusts.' }),
  ofUri({ name: 'network', type: 'text', meaning: 'Network that this transport is for, as `192.0.2.0/24`.' }),
  ofUri({ name: 'maddr', type: 'text', meaning: 'Address that is bound, where the host is a name.' }),
  ofUri({ name: 'require-peer-certificate', type: 'switch', values: zeroOne, meaning: 'Old name of tls-verify-incoming.' }),
];
