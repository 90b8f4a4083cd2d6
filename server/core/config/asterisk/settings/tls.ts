import type { SettingDoc } from '../../setting-doc';
import { yesNo } from './common';

type Doc = Omit<SettingDoc, 'key' | 'where'>;

/** The settings of TLS that sip.conf and http.conf have in common (tcptls.c), as each of them documents its own. */
export const inGeneral = (where: string, docs: readonly Doc[]): SettingDoc[] =>
  docs.map((doc) => ({ ...doc, key: `general.${doc.name}`, where }));

export const certificateDocs: readonly Doc[] = [
  {
    name: 'tlscertfile',
    aliases: ['tlscert', 'sslcert', 'sslcertfile'],
    type: 'path',
    default: 'asterisk.pem in the folder in which Asterisk was started',
    meaning: 'PEM file with the certificate of this server, followed by its intermediates.',
  },
  {
    name: 'tlsprivatekey',
    aliases: ['sslprivatekey'],
    type: 'path',
    default: 'the file of `tlscertfile`',
    meaning: 'PEM file with the private key. Without it the key is looked for in `tlscertfile`.',
  },
];

const versionDoc = (version: string, name: string, usual: string): Doc => ({
  name,
  type: 'switch',
  values: yesNo,
  default: usual,
  meaning: `Whether TLS ${version} is switched off.`,
});

export const disableDocs = (first: string): readonly Doc[] => [
  versionDoc('1.0', 'tlsdisablev1', first),
  versionDoc('1.1', 'tlsdisablev11', 'no'),
  versionDoc('1.2', 'tlsdisablev12', 'no'),
];

export const cipherDocs: readonly Doc[] = [
  {
    name: 'tlscipher',
    aliases: ['sslcipher'],
    type: 'text',
    default: 'what OpenSSL allows',
    meaning: 'An OpenSSL cipher expression: `ECDHE+AESGCM:!aNULL`. It governs what is older than TLS 1.3.',
  },
  {
    name: 'tlsservercipherorder',
    type: 'switch',
    values: yesNo,
    default: 'yes',
    meaning: 'Whether the order of the server decides which suite is taken.',
  },
];
