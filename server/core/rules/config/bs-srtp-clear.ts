import { baresipFacts, carrierOf, parameterOf } from '../../config/baresip/read';
import { replacing } from '../../config/edits';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/bs-srtp-clear',
  subject: 'config',
  products: ['baresip'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Keys of media that travel in clear',
  remedy: 'Use transport=tls, or mediaenc=dtls_srtp.',
  cites: ['RFC 4568 §7.2', 'baresip, docs/examples/accounts'],
  examples: [
    {
      title: 'over UDP',
      dialect: 'baresip-accounts',
      files: {
        accounts: `
<sip:alice@example.com>;mediaenc=srtp-mand;regint=60
#                                ^^^^^^^^^ config/bs-srtp-clear
`,
        config: `
module_path /usr/lib/baresip/modules
module srtp.so
module dtls_srtp.so
sip_cafile /etc/ssl/certs/ca-certificates.crt
`,
      },
    },
    {
      title: 'over TLS, and keyed by DTLS',
      dialect: 'baresip-accounts',
      files: {
        accounts: `
<sip:alice@example.com;transport=tls>;mediaenc=srtp;regint=60
<sip:bob@example.com>;mediaenc=dtls_srtp
`,
        config: `
module_path /usr/lib/baresip/modules
module srtp.so
module dtls_srtp.so
sip_cafile /etc/ssl/certs/ca-certificates.crt
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const account of baresipFacts(facts)?.here === 'accounts' ? (baresipFacts(facts)?.accounts ?? []) : []) {
      const media = parameterOf(account, 'mediaenc');
      const carrier = carrierOf(account);
      if (!media || !/^srtp/.test(media.value.text) || carrier === 'tls' || carrier === 'wss' || carrier === 'unknown') continue;
      report(
        media.value.place,
        `The keys of ${media.value.text} stand in the SDP, and this account goes by ${(carrier ?? 'udp').toUpperCase()}: everybody on the way can read them.`,
        {
          covers: ['config/media-sdes-clear'],
          fix: { title: 'Use DTLS-SRTP', edits: [replacing(media.value.place, 'dtls_srtp')] },
        },
      );
    }
  },
});
