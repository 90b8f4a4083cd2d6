import { cipherCases, enabledOf, placeOfFirst, suiteNames, withoutSuites } from '../config-ciphers';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/cipher-export',
  subject: 'config',
  severity: { practical: 'error', strict: 'error' },
  title: 'List of ciphers allows export suites',
  remedy: 'Add !EXPORT to the list, or leave the names that begin with EXP out.',
  cites: ['RFC 9325 §4.1'],
  examples: [
    {
      title: 'the word for all of them',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
cipher_list = HIGH:EXP
#                  ^^^ config/cipher-export
`,
      },
    },
    {
      title: 'taken out',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
cipher_list = HIGH:!EXP
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const one of cipherCases(facts)) {
      const suites = enabledOf(one, 'export');
      if (suites.length === 0) continue;
      const fix = withoutSuites(facts, one, suites, '!EXPORT');
      report(
        placeOfFirst(facts, one, suites),
        `The list asks for export suites (${suiteNames(suites)}), whose keys of 40 bits are found in minutes. Current libraries no longer have them; an old one takes them.`,
        {
          ...(fix && { fix }),
        },
      );
    }
  },
});
