import { linesAbove } from '../../config/edits';
import { optionOf, pjsuaFacts } from '../../config/pjsua/read';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/pj-tls-unused',
  subject: 'config',
  products: ['pjsua'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Options of TLS that do nothing',
  remedy: 'Add --use-tls.',
  cites: ['pjsua, --use-tls'],
  examples: [
    {
      title: 'without it',
      dialect: 'pjsua-cfg',
      files: {
        'pjsua.cfg': `
--id sip:alice@example.com
--tls-ca-file /etc/ssl/certs/ca-certificates.crt
^^^^^^^^^^^^^ config/pj-tls-unused
--tls-verify-server
`,
      },
    },
    {
      title: 'with it',
      dialect: 'pjsua-cfg',
      files: {
        'pjsua.cfg': `
--id sip:alice@example.com
--use-tls
--tls-ca-file /etc/ssl/certs/ca-certificates.crt
--tls-verify-server
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = pjsuaFacts(facts);
    const first = own?.options.find(({ name }) => name.startsWith('tls-'));
    if (!own || !first || optionOf(own, 'use-tls')) return;
    report(first.place, `Without --use-tls there is no TLS at all, and --${first.name} does nothing.`, {
      fix: { title: 'Add --use-tls', edits: [linesAbove(facts, first.whole, ['--use-tls'])] },
    });
  },
});
