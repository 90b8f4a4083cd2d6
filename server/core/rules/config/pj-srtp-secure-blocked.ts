import { numberOf } from '../../config/keyed-lines';
import { optionOf, type PjsuaFacts, pjsuaFacts } from '../../config/pjsua/read';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/pj-srtp-secure-blocked',
  subject: 'config',
  products: ['pjsua'],
  severity: { practical: 'error', strict: 'error' },
  title: 'SRTP that demands TLS which is not there',
  remedy: 'Use TLS for the registrar and the proxy, or key by DTLS and add --srtp-secure 0.',
  cites: ['pjsua, --srtp-secure'],
  examples: [
    {
      title: 'by default',
      dialect: 'pjsua-cfg',
      files: {
        'pjsua.cfg': `
--id sip:alice@example.com
--registrar sip:example.com
--use-srtp 2
#          ^ config/pj-srtp-secure-blocked
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
--use-srtp=2
`,
      },
    },
    {
      title: 'not demanded',
      dialect: 'pjsua-cfg',
      files: {
        'pjsua.cfg': `
--id sip:alice@example.com
--registrar sip:example.com
--use-srtp=1
--srtp-secure=0
--srtp-keying=1
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = pjsuaFacts(facts);
    const srtp = own && optionOf(own, 'use-srtp');
    const secure = numberOf(own && optionOf(own, 'srtp-secure')?.value) ?? 1;
    if (!own || !srtp?.value || (numberOf(srtp.value) ?? 0) < 1 || secure === 0 || isOverTls(own)) return;
    if (!own.uris.some(({ option, address }) => option.name !== 'id' && address.value.isKnown)) return;
    report(
      srtp.value.place,
      `SRTP is on, and --srtp-secure ${secure} demands ${secure === 1 ? 'TLS' : 'sips:'} for it, which no URI here has: pjsua refuses its own calls.`,
    );
  },
});

/** Whether SIP goes over TLS: unknown where no URI says so. */
function isOverTls({ uris }: PjsuaFacts): boolean {
  return uris.some(({ address }) => address.scheme === 'sips' || address.transport === 'tls');
}
