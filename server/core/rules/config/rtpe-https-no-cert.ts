import { lineOf } from '../../config/keyed-lines';
import { rtpengineFacts } from '../../config/rtpengine/read';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/rtpe-https-no-cert',
  subject: 'config',
  products: ['rtpengine'],
  severity: { practical: 'error', strict: 'error' },
  title: 'HTTPS without a certificate',
  remedy: 'Set https-cert and https-key.',
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
      title: 'only the certificate',
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
  check(facts, _context, report) {
    const lines = rtpengineFacts(facts)?.lines ?? [];
    const listen = lineOf(lines, 'listen-https');
    const missing = ['https-cert', 'https-key'].filter((key) => (lineOf(lines, key)?.value.text ?? '') === '');
    if (!listen || listen.value.text === '' || missing.length === 0) return;
    report(
      listen.key.place,
      `listen-https needs a certificate with its key, and ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not set: rtpengine does not start.`,
    );
  },
});
