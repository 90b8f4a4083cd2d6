import { drachtioFacts } from '../../config/drachtio/facts';
import { defineConfigRule } from '../config-rule';
import { drachtioCite } from '../drachtio';

export default defineConfigRule({
  id: 'config/dr-json-unread',
  subject: 'config',
  products: ['drachtio'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'drachtio does not read JSON',
  remedy: 'Put the settings into drachtio.conf.xml. Where a program of yours makes XML of this file, switch this rule off.',
  cites: [drachtioCite('drachtio-config.cpp, read_xml')],
  examples: [
    {
      title: 'the JSON that is shipped',
      dialect: 'drachtio',
      files: {
        'drachtio.conf.json': `
{
^ config/dr-json-unread
  "admin": { "host": "localhost", "port": 9022 },
  "sip": { "contacts": [{ "uri": "sips:*:5061;transport=tls" }] }
}
`,
      },
    },
    {
      title: 'XML',
      dialect: 'drachtio',
      files: {
        'drachtio.conf.xml': `
<drachtio>
  <admin port="9022" secret="example">127.0.0.1</admin>
</drachtio>
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = drachtioFacts(facts);
    if (own?.kind !== 'json') return;
    report(own.place, 'The server reads XML only: nothing in this file has any effect, its contacts and its TLS settings included.');
  },
});
