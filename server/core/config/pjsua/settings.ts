import type { SettingDoc } from '../setting-doc';

const doc = (own: Omit<SettingDoc, 'key' | 'where'>): SettingDoc => ({ ...own, key: `pjsua.${own.name}`, where: 'option' });
const numbered = (meanings: readonly string[]) => meanings.map((meaning, index) => ({ value: String(index), meaning }));

export const pjsuaSettings: readonly SettingDoc[] = [
  doc({ name: 'use-tls', type: 'switch', default: 'off', meaning: 'Switches TLS on; the other options of TLS do nothing without it.' }),
  doc({ name: 'tls-ca-file', type: 'path', meaning: 'File with the authorities that are trusted.' }),
  doc({ name: 'tls-cert-file', type: 'path', meaning: 'Certificate in PEM.' }),
  doc({ name: 'tls-privkey-file', type: 'path', meaning: 'Private key in PEM.' }),
  doc({ name: 'tls-password', type: 'text', meaning: 'Passphrase of the key.', pitfall: 'It stands in clear text in this file.' }),
  doc({ name: 'tls-verify-server', type: 'switch', default: 'off', meaning: 'Checks certificates of servers, their names included.' }),
  doc({ name: 'tls-verify-client', type: 'switch', default: 'off', meaning: 'Demands certificates of clients.' }),
  doc({ name: 'tls-neg-timeout', type: 'number', default: 'none', meaning: 'Seconds that a handshake may take.' }),
  doc({ name: 'tls-cipher', type: 'text', meaning: 'A cipher suite that is allowed; may be given several times.' }),
  doc({
    name: 'use-srtp',
    type: 'enum',
    values: numbered(['Off.', 'Where the other side does it.', 'Always.', 'Both, as two media.']),
    default: '0',
    meaning: 'Encryption of media.',
  }),
  doc({
    name: 'srtp-secure',
    type: 'enum',
    values: numbered(['SRTP over any transport.', 'Only where the next hop is TLS.', 'Only with sips: from end to end.']),
    default: '1',
    meaning: 'What SRTP demands of SIP.',
    pitfall: 'With 0 the keys travel in clear over UDP and TCP.',
  }),
  doc({
    name: 'srtp-keying',
    type: 'enum',
    values: numbered(['Keys in the SDP.', 'DTLS.']),
    default: '0',
    meaning: 'How SRTP gets its keys.',
  }),
  doc({ name: 'registrar', type: 'text', meaning: 'Server to register with.' }),
  doc({ name: 'proxy', type: 'text', meaning: 'Proxy through which all goes.' }),
  doc({ name: 'id', type: 'text', meaning: 'The own address.' }),
];
