import { numberOf } from '../../config/keyed-lines';
import { optionOf, type PjsuaFacts, pjsuaFacts } from '../../config/pjsua/read';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/pj-srtp-clear',
  subject: 'config',
  products: ['pjsua'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Keys of media that travel in clear',
  remedy: 'Take --srtp-secure 0 out and use TLS, or key by DTLS: --srtp-keying 1.',
  cites: ['RFC 4568 §7.2', 'pjsua, --srtp-secure'],
  examples: [
    {
      title: 'over any transport',
      dialect: 'pjsua-cfg',
      files: {
        'pjsua.cfg': `
--id sip:alice@example.com
--registrar sip:example.com
--use-srtp 1
--srtp-secure 0
#             ^ config/pj-srtp-clear
`,
      },
    },
    {
      title: 'over TLS',
      dialect: 'pjsua-cfg',
      files: {
        'pjsua.cfg': `
--id sip:alice@example.com
--use-tls
--tls-verify-server
--tls-ca-file=/ca.pem
--registrar sip:example.com;transport=tls
--use-srtp=1
--srtp-secure=0
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = pjsuaFacts(facts);
    const srtp = own && optionOf(own, 'use-srtp');
    const secure = own && optionOf(own, 'srtp-secure');
    if (!own || !srtp?.value || !secure?.value || (numberOf(srtp.value) ?? 0) < 1 || numberOf(secure.value) !== 0) return;
    if (isOverTls(own) || numberOf(optionOf(own, 'srtp-keying')?.value) === 1) return;
    report(secure.value.place, 'With 0, SRTP is used over any transport, and no URI here says TLS: its keys travel in clear.', {
      covers: ['config/media-sdes-clear'],
    });
  },
});

/** Whether SIP goes over TLS: unknown where no URI says so. */
function isOverTls({ uris }: PjsuaFacts): boolean {
  return uris.some(({ address }) => address.scheme === 'sips' || address.transport === 'tls');
}
