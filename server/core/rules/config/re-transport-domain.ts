import { isSecureType, optionOf, reproFacts } from '../../config/repro/read';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/re-transport-domain',
  subject: 'config',
  products: ['repro'],
  severity: { practical: 'error', strict: 'error' },
  title: 'TLS transport without its domain',
  remedy: 'Set TlsDomain of the transport to the name that its certificate is for.',
  cites: ['repro.config, Transport1TlsDomain'],
  examples: [
    {
      title: 'without',
      dialect: 'repro',
      files: {
        'repro.config': `
Transport1Interface = 192.0.2.1:5061
Transport1Type = TLS
#                ^^^ config/re-transport-domain
`,
      },
    },
    {
      title: 'with it, and TCP',
      dialect: 'repro',
      files: {
        'repro.config': `
Transport1Interface = 192.0.2.1:5061
Transport1Type = TLS
Transport1TlsDomain = sip.example.com
Transport2Interface = 192.0.2.1:5062
Transport2Type = TCP
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const group of reproFacts(facts)?.groups ?? []) {
      const type = optionOf(group, 'type');
      if (!type?.value.isKnown || !isSecureType(type.value.text) || optionOf(group, 'tlsdomain') || !optionOf(group, 'interface')) continue;
      report(
        type.value.place,
        `Transport${group.number} speaks ${type.value.text} and has no TlsDomain, by which repro finds its certificate: it is not bound.`,
        {
          remedy: `Add Transport${group.number}TlsDomain with the name that its certificate is for.`,
        },
      );
    }
  },
});
