import { fileRefOf } from '../../config/file-ref';
import { lineOf } from '../../config/keyed-lines';
import { rtpengineFacts } from '../../config/rtpengine/read';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/rtpe-https-no-cert',
  subject: 'config',
  products: ['rtpengine'],
  severity: { practical: 'error', strict: 'error' },
  title: 'HTTPS without a certificate',
  remedy: 'Set https-cert, and https-key unless that file holds the key as well.',
  cites: ['rtpengine, listen-https'],
  examples: [
    {
      title: 'neither',
      dialect: 'rtpengine',
      files: {
        'rtpengine.conf': `
[rtpengine]
interface = 192.0.2.1
listen-ng = 127.0.0.1:2223
listen-https = 192.0.2.1:9443
^^^^^^^^^^^^ config/rtpe-https-no-cert
`,
      },
    },
    {
      title: 'only the certificate, and no key in it',
      dialect: 'rtpengine',
      files: {
        'rtpengine.conf': `
[rtpengine]
interface = 192.0.2.1
listen-ng = 127.0.0.1:2223
listen-https = 192.0.2.1:9443
^^^^^^^^^^^^ config/rtpe-https-no-cert
https-cert = /etc/rtpengine/cert.pem
`,
      },
      certificates: { '/etc/rtpengine/cert.pem': {} },
    },
    {
      title: 'the key stands in the same file',
      dialect: 'rtpengine',
      files: {
        'rtpengine.conf': `
[rtpengine]
interface = 192.0.2.1
listen-ng = 127.0.0.1:2223
listen-https = 192.0.2.1:9443
https-cert = /etc/rtpengine/cert.pem
`,
      },
      certificates: { '/etc/rtpengine/cert.pem': { holds: 'both' } },
    },
    {
      title: 'both',
      dialect: 'rtpengine',
      files: {
        'rtpengine.conf': `
[rtpengine]
interface = 192.0.2.1
listen-ng = 127.0.0.1:2223
listen-https = 192.0.2.1:9443
https-cert = /etc/rtpengine/cert.pem
https-key = /etc/rtpengine/key.pem
`,
      },
    },
  ],
  check(facts, context, report) {
    const lines = rtpengineFacts(facts)?.lines ?? [];
    const listen = lineOf(lines, 'listen-https');
    const has = (key: string): boolean => (lineOf(lines, key)?.value.text ?? '') !== '';
    if (!listen || listen.value.text === '' || (has('https-cert') && has('https-key'))) return;
    if (!has('https-cert')) {
      report(listen.key.place, 'listen-https needs a certificate with its key, and https-cert is not set: rtpengine does not start.');
      return;
    }
    // Without https-key the key is looked for in the file of the certificate (10.5 and 26.0).
    const ref = fileRefOf(lineOf(lines, 'https-cert')?.value, 'certificate');
    const file = ref && context.file(ref);
    if (file?.kind === 'read' && file.format === 'pem' && file.keys.length === 0)
      report(
        listen.key.place,
        'listen-https needs a key: https-key is not set, and the file of https-cert holds none. rtpengine does not start.',
      );
  },
});
