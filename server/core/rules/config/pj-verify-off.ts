import { linesBelow } from '../../config/edits';
import { optionOf, pjsuaFacts } from '../../config/pjsua/read';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/pj-verify-off',
  subject: 'config',
  products: ['pjsua'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'TLS to a server that is not checked',
  remedy: 'Add --tls-verify-server, with the authorities in --tls-ca-file.',
  cites: ['pjsua, --tls-verify-server', 'RFC 5922 §7.1'],
  examples: [
    {
      title: 'off by itself',
      dialect: 'pjsua-cfg',
      files: {
        'pjsua.cfg': `
--id sip:alice@example.com
--use-tls
^^^^^^^^^ config/pj-verify-off
--registrar sip:example.com;transport=tls
`,
      },
    },
    {
      title: 'on',
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
    const use = own && optionOf(own, 'use-tls');
    if (!own || !use || optionOf(own, 'tls-verify-server')) return;
    const lines = ['--tls-verify-server', ...(optionOf(own, 'tls-ca-file') ? [] : ['--tls-ca-file /etc/ssl/certs/ca-certificates.crt'])];
    report(use.place, 'Certificates of servers are not checked: anybody on the way can answer in their place.', {
      covers: ['config/verify-client-off'],
      coversAt: own.uris.map(({ address }) => address.value.place),
      fix: { title: 'Check servers', edits: [linesBelow(facts, use.whole, lines)] },
    });
  },
});
