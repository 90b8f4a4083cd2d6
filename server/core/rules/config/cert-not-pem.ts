import type { FileRef } from '../../config/model';
import { productNames } from '../../config/product-names';
import { namedFiles, type ReadFile } from '../config-certificates';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/cert-not-pem',
  subject: 'config',
  severity: { practical: 'error', strict: 'error' },
  title: 'File that is to be PEM is none',
  remedy: 'Convert it to PEM.',
  cites: ['RFC 7468 §5.1'],
  examples: [
    {
      title: 'DER',
      dialect: 'kamailio-tls',
      certificates: { 'tls/server.der': { format: 'der' }, 'tls/server.key': { names: ['sip.example.com'], holds: 'key' } },
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = tls/server.der
#             ^^^^^^^^^^^^^^ config/cert-not-pem
private_key = tls/server.key
`,
      },
    },
    {
      title: 'PKCS #12, with the key in it',
      dialect: 'kamailio-tls',
      certificates: { 'tls/server.p12': { format: 'pkcs12' } },
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = tls/server.p12
#             ^^^^^^^^^^^^^^ config/cert-not-pem
private_key = tls/server.p12
#             ^^^^^^^^^^^^^^ config/cert-not-pem
`,
      },
    },
    {
      title: 'an empty file',
      dialect: 'kamailio-tls',
      certificates: { 'tls/server.pem': { format: 'empty' }, 'tls/server.key': { names: ['sip.example.com'], holds: 'key' } },
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = tls/server.pem
#             ^^^^^^^^^^^^^^ config/cert-not-pem
private_key = tls/server.key
`,
      },
    },
    {
      title: 'as it should be',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/server.pem': [{ names: ['sip.example.com'] }, { isCa: true }],
        'tls/server.key': { names: ['sip.example.com'], holds: 'key' },
      },
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = tls/server.pem
private_key = tls/server.key
`,
      },
    },
  ],
  check(facts, { file: fileOf }, report) {
    for (const { ref } of namedFiles(facts)) {
      const file = fileOf(ref);
      if (file.kind !== 'read' || ref.purpose.endsWith('folder') || ref.purpose === 'crl') continue;
      const reason = whyNot(file);
      if (reason === undefined) continue;
      const path = quoted(ref.value.text);
      const remedy = file.format === 'der' || file.format === 'pkcs12' ? commands[file.format](ref) : undefined;
      report(ref.value.place, `${path} ${reason}. ${productNames[facts.product]} reads PEM only, so that TLS does not start with it.`, {
        ...(remedy !== undefined && { remedy }),
      });
    }
  },
});

function whyNot({ format, faults, certificates }: ReadFile): string | undefined {
  if (format === 'pem') {
    const [reason] = faults ?? certificates.flatMap((one) => (one.kind === 'fault' ? one.reason : []));
    return reason === undefined ? undefined : `has a block that cannot be read: ${reason}`;
  }
  return format === 'folder' ? undefined : words[format];
}

const words = {
  der: 'is DER',
  pkcs12: 'is PKCS #12',
  empty: 'is empty',
  other: 'is neither certificate nor key, perhaps a web page',
} as const;

const commands = {
  der: ({ value: { text }, purpose }: FileRef) =>
    `Convert it: openssl ${purpose === 'key' ? 'pkey' : 'x509'} -inform DER -in ${shellWord(text)} -out FILE.pem.`,
  pkcs12: ({ value: { text } }: FileRef) =>
    `Take certificate and key out of it: openssl pkcs12 -in ${shellWord(text)} -nodes -out FILE.pem.`,
} as const;

const shellWord = (text: string): string => (/^[\w./@%+=:,-]{1,200}$/.test(text) ? text : 'FILE');
