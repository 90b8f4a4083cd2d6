import { linesBelow } from '../../config/edits';
import { optionOf, pjsuaFacts } from '../../config/pjsua/read';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/pj-verify-no-ca',
  subject: 'config',
  products: ['pjsua'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Servers are checked, and no authority is known',
  remedy: 'Add --tls-ca-file with the authorities of the system.',
  cites: ['pjsua, --tls-ca-file'],
  examples: [
    {
      title: 'none',
      dialect: 'pjsua-cfg',
      files: {
        'pjsua.cfg': `
--id sip:alice@example.com
--use-tls
--tls-verify-server
^^^^^^^^^^^^^^^^^^^ config/pj-verify-no-ca
`,
      },
    },
    {
      title: 'a file',
      dialect: 'pjsua-cfg',
      files: {
        'pjsua.cfg': `
--id sip:alice@example.com
--use-tls
--tls-verify-server
--tls-ca-file=/etc/ssl/certs/ca-certificates.crt
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = pjsuaFacts(facts);
    const verify = own && (optionOf(own, 'tls-verify-server') ?? optionOf(own, 'tls-verify-client'));
    if (!own || !verify || optionOf(own, 'tls-ca-file')) return;
    report(verify.place, 'Certificates are checked against an empty list of authorities: no server passes.', {
      covers: ['config/mtls-no-ca'],
      fix: {
        title: 'Trust the authorities of the system',
        edits: [linesBelow(facts, verify.whole, ['--tls-ca-file /etc/ssl/certs/ca-certificates.crt'])],
      },
    });
  },
});
