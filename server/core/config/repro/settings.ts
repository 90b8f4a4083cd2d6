import type { SettingDoc } from '../setting-doc';

const single = (doc: Omit<SettingDoc, 'key' | 'where'>): SettingDoc => ({ ...doc, key: `repro.${doc.name}`, where: 'repro.config' });
const methods = [
  { value: 'SSLv23', meaning: 'Whatever OpenSSL does, without SSL 2 and 3.' },
  { value: 'TLSv1', meaning: 'Exactly TLS 1.0, withdrawn by RFC 8996.', isWeak: true },
];
const verifications = [
  { value: 'None', meaning: 'Clients are not asked.' },
  { value: 'Optional', meaning: 'Clients are asked, and let in without one.' },
  { value: 'Mandatory', meaning: 'Clients without a certificate are refused.' },
];

export const reproSettings: readonly SettingDoc[] = [
  single({
    name: 'TLSPort',
    type: 'number',
    default: '0: off',
    meaning: 'Port for TLS.',
    pitfall: 'It is passed over as soon as there is a Transport1Interface.',
  }),
  single({ name: 'WSSPort', type: 'number', default: '0: off', meaning: 'Port for secure WebSocket.' }),
  single({ name: 'TLSDomainName', type: 'text', meaning: 'Domain whose certificate the TLS ports show.' }),
  single({ name: 'TLSCertificate', type: 'path', meaning: 'Certificate in PEM; it has to hold the intermediates.' }),
  single({ name: 'TLSPrivateKey', type: 'path', meaning: 'Private key in PEM.' }),
  single({
    name: 'TLSPrivateKeyPassPhrase',
    type: 'text',
    meaning: 'Passphrase of the key.',
    pitfall: 'It stands in clear text in this file.',
  }),
  single({
    name: 'TLSClientVerification',
    type: 'enum',
    values: verifications,
    default: 'None',
    meaning: 'Whether clients have to show a certificate.',
  }),
  single({ name: 'TLSConnectionMethod', type: 'enum', values: methods, default: 'SSLv23', meaning: 'Versions of TLS.' }),
  single({ name: 'CAFile', type: 'path', meaning: 'File with the authorities that are trusted.' }),
  single({ name: 'CADirectory', type: 'path', meaning: 'Folder with the authorities that are trusted.' }),
  single({ name: 'CertificatePath', type: 'path', meaning: 'Folder in which files like domain_cert_example.com.pem are looked for.' }),
  single({
    name: 'AllowWildcardCertificates',
    type: 'switch',
    default: 'false',
    meaning: 'Whether names in certificates may begin with a star.',
  }),
  single({
    name: 'OpenSSLCTXSetOptions',
    type: 'list',
    default: 'SSL_OP_NO_SSLv2,SSL_OP_NO_SSLv3,SSL_OP_NO_COMPRESSION and others',
    meaning: 'Flags of OpenSSL that are set.',
    pitfall: 'What stands here replaces the default flags.',
  }),
  single({ name: 'OpenSSLCTXClearOptions', type: 'list', meaning: 'Flags of OpenSSL that are cleared.' }),
  single({
    name: 'OpenSSLCipherList',
    type: 'text',
    default: 'HIGH:-COMPLEMENTOFDEFAULT',
    meaning: 'Cipher suites as OpenSSL writes them.',
  }),
  single({ name: 'TlsDHParamsFilename', type: 'path', meaning: 'File with parameters for Diffie-Hellman.' }),
  single({
    name: 'TLSUseEmailAsSIP',
    type: 'switch',
    default: 'false',
    meaning: 'Takes e-mail addresses in certificates for SIP addresses.',
    pitfall: 'RFC 5922 §7.1 knows URIs and host names only.',
  }),
  single({ name: 'RecordRouteUri', type: 'text', meaning: 'URI for Record-Route, or auto.' }),
  single({
    name: 'TransportInterface',
    aliases: ['Transport1Interface'],
    type: 'text',
    meaning: 'Address and port of a transport; groups count from 1 without a gap.',
  }),
  single({
    name: 'TransportType',
    aliases: ['Transport1Type'],
    type: 'enum',
    values: ['UDP', 'TCP', 'TLS', 'WS', 'WSS', 'DTLS'].map((value) => ({ value, meaning: `${value}.` })),
    meaning: 'What a transport speaks.',
  }),
  single({
    name: 'TransportTlsDomain',
    aliases: ['Transport1TlsDomain'],
    type: 'text',
    meaning: 'Domain whose certificate a transport shows.',
  }),
  single({
    name: 'TransportTlsCertificate',
    aliases: ['Transport1TlsCertificate'],
    type: 'path',
    meaning: 'Certificate of a transport, with its intermediates.',
  }),
  single({ name: 'TransportTlsPrivateKey', aliases: ['Transport1TlsPrivateKey'], type: 'path', meaning: 'Private key of a transport.' }),
  single({
    name: 'TransportTlsClientVerification',
    aliases: ['Transport1TlsClientVerification'],
    type: 'enum',
    values: verifications,
    default: 'None',
    meaning: 'Whether clients of a transport have to show a certificate.',
  }),
  single({
    name: 'TransportTlsConnectionMethod',
    aliases: ['Transport1TlsConnectionMethod'],
    type: 'enum',
    values: methods,
    default: 'SSLv23',
    meaning: 'Versions of TLS of a transport.',
  }),
  single({
    name: 'TransportRecordRouteUri',
    aliases: ['Transport1RecordRouteUri'],
    type: 'text',
    meaning: 'URI for Record-Route of a transport, or auto.',
  }),
];
