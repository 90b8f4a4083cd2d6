import { replacing } from '../../config/edits';
import { pjsuaFacts } from '../../config/pjsua/read';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/pj-uri',
  subject: 'config',
  products: ['pjsua'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Port 5061 in a sip: URI that says nothing of TLS',
  remedy: 'Add ;transport=tls to the URI.',
  cites: ['RFC 3263 §4.1', 'pjsua, --registrar'],
  examples: [
    {
      title: 'without it',
      dialect: 'pjsua-cfg',
      files: {
        'pjsua.cfg': `
--id sip:alice@example.com
--registrar=sip:example.com:5061
#           ^^^^^^^^^^^^^^^^^^^^ config/pj-uri
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
--tls-verify-server
--tls-ca-file=/ca.pem
--registrar "sip:example.com:5061;transport=tls"
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const { address } of pjsuaFacts(facts)?.uris ?? []) {
      if (address.scheme !== 'sip' || address.port !== 5061 || address.transport !== undefined) continue;
      report(
        address.value.place,
        `${quoted(address.value.text)} says nothing of its transport, so that pjsua sends by UDP to port 5061, where TLS is spoken: nobody answers.`,
        {
          covers: ['config/uri-transport-missing', 'config/port-plain-on-5061'],
          fix: { title: 'Add ;transport=tls', edits: [replacing(address.end, ';transport=tls')] },
        },
      );
    }
  },
});
