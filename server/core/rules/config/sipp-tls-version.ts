import { replacing } from '../../config/edits';
import { versionNumbers } from '../../config/sipp/command-model';
import { TLS12 } from '../../tls/versions';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { sippCite, tlsCommands } from '../sipp';

export default defineConfigRule({
  id: 'config/sipp-tls-version',
  subject: 'config',
  products: ['sipp'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Value of -tls_version that SIPp refuses, or that has been withdrawn',
  remedy: 'Write 1.2 or 1.3, or leave the option out.',
  cites: ['RFC 8996 §4', 'RFC 8996 §5', sippCite('-tls_version')],
  examples: [
    {
      title: 'as others write it, and an old one',
      dialect: 'sipp-cli',
      files: {
        'run.sh': `
#!/bin/sh
sipp -sn uac -t l1 -tls_version TLSv1.2 -tls_cert c.pem -tls_key c.key -tls_ca ca.pem 192.0.2.1:5061
#                               ^^^^^^^ config/sipp-tls-version
sipp -sn uac -t l1 -tls_version 1.1 -tls_cert c.pem -tls_key c.key -tls_ca ca.pem 192.0.2.1:5061
#                               ^^^ config/sipp-tls-version
`,
      },
    },
    {
      title: '1.3',
      dialect: 'sipp-cli',
      files: {
        'run.sh': `
#!/bin/sh
sipp -sn uac -t l1 -tls_version 1.3 -tls_cert c.pem -tls_key c.key -tls_ca ca.pem 192.0.2.1:5061
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const { options } of tlsCommands(facts)) {
      const value = options.get('tls_version')?.value;
      if (!value?.isKnown) continue;
      const number = Object.hasOwn(versionNumbers, value.text) ? versionNumbers[value.text] : undefined;
      if (number !== undefined && number >= TLS12) continue;
      const fix = { title: 'Write 1.2', edits: [replacing(value.place, '1.2')] };
      const covers = ['config/method-deprecated', 'config/method-single-old'];
      if (number === undefined)
        report(value.place, `${quoted(value.text)} is no version for SIPp, which takes the numbers 1.0 to 1.3 and ends at anything else.`, {
          fix,
          covers,
        });
      else
        report(
          value.place,
          `SIPp speaks TLS ${value.text} and nothing else then. RFC 8996 has withdrawn it, and OpenSSL 3 and most servers refuse it.`,
          { severity: 'warning', fix, covers },
        );
    }
  },
});
