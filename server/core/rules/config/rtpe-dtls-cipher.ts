import { replacing } from '../../config/edits';
import { lineOf } from '../../config/keyed-lines';
import { rtpengineFacts } from '../../config/rtpengine/read';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/rtpe-dtls-cipher',
  subject: 'config',
  products: ['rtpengine'],
  severity: { practical: 'hint', strict: 'info' },
  title: 'RSA key for DTLS-SRTP',
  remedy: 'Leave dtls-cert-cipher at prime256v1, unless an old device needs RSA.',
  cites: ['rtpengine, dtls-cert-cipher', 'RFC 8827 §6.5'],
  examples: [
    {
      title: 'RSA',
      dialect: 'rtpengine',
      files: {
        'rtpengine.conf': `
[rtpengine]
interface = 192.0.2.1
listen-ng = 127.0.0.1:2223
dtls-cert-cipher = RSA
#                  ^^^ config/rtpe-dtls-cipher
`,
      },
    },
    {
      title: 'EC',
      dialect: 'rtpengine',
      files: {
        'rtpengine.conf': `
[rtpengine]
interface = 192.0.2.1
listen-ng = 127.0.0.1:2223
dtls-cert-cipher = prime256v1
`,
      },
    },
  ],
  check(facts, _context, report) {
    const line = lineOf(rtpengineFacts(facts)?.lines ?? [], 'dtls-cert-cipher');
    if (line && /^rsa$/i.test(line.value.text))
      report(
        line.value.place,
        'The certificate for DTLS-SRTP has an RSA key: handshakes are longer, and all that follows RFC 8827 does P-256.',
        {
          fix: { title: 'Write prime256v1', edits: [replacing(line.value.place, 'prime256v1')] },
        },
      );
  },
});
