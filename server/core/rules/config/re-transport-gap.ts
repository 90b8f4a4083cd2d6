import { optionOf, reproFacts } from '../../config/repro/read';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/re-transport-gap',
  subject: 'config',
  products: ['repro'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Transports that are not read',
  remedy: 'Number the transports from 1 without a gap.',
  cites: ['repro.config, Transport1Interface'],
  examples: [
    {
      title: 'a hole',
      dialect: 'repro',
      files: {
        'repro.config': `
Transport1Interface = 192.0.2.1:5061
Transport1Type = TLS
Transport1TlsDomain = sip.example.com
Transport3Interface = 192.0.2.1:5063
^^^^^^^^^^^^^^^^^^^ config/re-transport-gap
Transport3Type = TLS
Transport3TlsDomain = sip.example.com
`,
      },
    },
    {
      title: 'not from 1',
      dialect: 'repro',
      files: {
        'repro.config': `
Transport2Interface = 192.0.2.1:5062
^^^^^^^^^^^^^^^^^^^ config/re-transport-gap
Transport2Type = TLS
Transport2TlsDomain = sip.example.com
`,
      },
    },
    {
      title: 'one behind the other',
      dialect: 'repro',
      files: {
        'repro.config': `
Transport1Interface = 192.0.2.1:5061
Transport1Type = TLS
Transport1TlsDomain = sip.example.com
Transport2Interface = 192.0.2.1:5062
Transport2Type = TLS
Transport2TlsDomain = sip.example.com
`,
      },
    },
  ],
  check(facts, _context, report) {
    const groups = reproFacts(facts)?.groups.filter((group) => optionOf(group, 'interface')) ?? [];
    const behind = groups.find(({ number }, index) => number !== index + 1);
    const line = behind && optionOf(behind, 'interface');
    if (behind && line)
      report(
        line.key.place,
        `There is no Transport${groups.indexOf(behind) + 1}Interface: repro stops counting there, and this transport and those behind it are not bound.`,
      );
  },
});
