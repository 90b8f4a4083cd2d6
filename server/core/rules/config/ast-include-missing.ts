import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/ast-include-missing',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Included file is not there',
  remedy: 'Correct the path, which is relative to Asterisk’s folder of configurations, or write #tryinclude where the file may be missing.',
  cites: ['Asterisk main/config.c'],
  examples: [
    {
      title: 'a file that is not beside it',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
#include pjsip.transports.conf
;        ^^^^^^^^^^^^^^^^^^^^^ config/ast-include-missing
[1001]
type=endpoint
`,
      },
    },
    {
      title: 'a pattern that nothing fits',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
#include "pjsip.d/*.conf"
;         ^^^^^^^^^^^^^^ config/ast-include-missing
`,
      },
    },
    {
      title: 'it is there, it may be missing, or nobody can look it up',
      dialect: 'asterisk-sip',
      files: {
        'sip.conf': `
#include sip_general.conf
#tryinclude sip_custom.conf
#include /etc/other/sip.conf
#exec /usr/local/bin/peers
`,
        'sip_general.conf': `
[general]
udpbindaddr=0.0.0.0
`,
      },
    },
  ],
  check(facts, _context, report) {
    // Only of the files that Asterisk opens itself is it known to what their paths are relative.
    if (!facts.dialect.startsWith('asterisk') || !/(?:^|[\\/])(?:pjsip|pjsip_wizard|sip|http)\.conf[^\\/]*$/i.test(facts.root)) return;
    for (const { place, raw, files, isOptional } of facts.includes) {
      if (isOptional || files.length > 0 || raw.startsWith('/') || /[{$%<]/.test(raw)) continue;
      const isPattern = /[*?[]/.test(raw);
      report(
        place,
        isPattern
          ? `No file fits ${quoted(raw)} here. If that is so on the server too, Asterisk refuses the whole file.`
          : `The file ${quoted(raw)} is not there. Asterisk refuses the whole file because of it.`,
        isPattern ? { atMost: 'info' } : {},
      );
    }
  },
});
