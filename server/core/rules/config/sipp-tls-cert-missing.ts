import { isAtLeast } from '../../config/product-version';
import { listed } from '../../hover/words';
import { defineConfigRule } from '../config-rule';
import { sippCite, tlsCommands } from '../sipp';

export default defineConfigRule({
  id: 'config/sipp-tls-cert-missing',
  subject: 'config',
  products: ['sipp'],
  severity: { practical: 'error', strict: 'error' },
  title: 'SIPp over TLS without certificate and key',
  remedy: 'Name them with -tls_cert and -tls_key; before 3.8 SIPp needs them as a client too.',
  cites: [sippCite('-tls_cert'), sippCite('sslsocket.cpp, TLS_init_context')],
  examples: [
    {
      title: 'nothing is named, and nothing is there',
      dialect: 'sipp-cli',
      version: '3.7.3',
      files: {
        'run.sh': `
#!/bin/sh
sipp -sn uac -t l1 -tls_ca ca.pem 192.0.2.1:5061
#               ^^ config/sipp-tls-cert-missing
`,
      },
      certificates: { 'ca.pem': { isCa: true } },
    },
    {
      title: 'a server; and half of it',
      dialect: 'sipp-cli',
      version: '3.8.0',
      files: {
        'run.sh': `
#!/bin/sh
sipp -sn uas -t l1 -i 192.0.2.1
#               ^^ config/sipp-tls-cert-missing
sipp -sn uac -t l1 -tls_cert own.pem 192.0.2.1:5061
#               ^^ config/sipp-tls-cert-missing
`,
      },
      certificates: { 'own.pem': {} },
    },
    {
      title: 'a client, since 3.8',
      dialect: 'sipp-cli',
      version: '3.8.0',
      files: {
        'run.sh': `
#!/bin/sh
sipp -sn uac -t l1 -tls_ca ca.pem 192.0.2.1:5061
`,
      },
      certificates: { 'ca.pem': { isCa: true } },
    },
    {
      title: 'the files that SIPp looks for are there',
      dialect: 'sipp-cli',
      files: {
        'run.sh': `
#!/bin/sh
sipp -sn uac -t l1 192.0.2.1:5061
`,
      },
      certificates: { 'cacert.pem': {}, 'cakey.pem': { holds: 'key' } },
    },
    {
      title: 'started in another folder, or with options that are not known',
      dialect: 'sipp-cli',
      files: {
        'run.sh': `
#!/bin/sh
sipp -sn uac -t l1 $TLS_OPTIONS 192.0.2.1:5061
cd /opt/tests
sipp -sn uac -t l1 192.0.2.1:5061
`,
      },
      certificates: { 'other.pem': {} },
    },
  ],
  check(facts, context, report) {
    for (const { options, files, isOpen, isElsewhere, word } of tlsCommands(facts)) {
      if (!files || isOpen || isElsewhere) continue;
      const missing = [
        ...(!options.has('tls_cert') && context.file(files.certificate).kind === 'missing' ? ['cacert.pem'] : []),
        ...(!options.has('tls_key') && context.file(files.key).kind === 'missing' ? ['cakey.pem'] : []),
      ];
      if (missing.length === 0) continue;
      // Since 3.8 a client that is given neither does without; whether a scenario of its own is one, nobody here knows.
      const mayDoWithout = options.get('sn')?.value?.text !== 'uas' && !options.has('tls_cert') && !options.has('tls_key');
      const isNew = isAtLeast(context.version('sipp'), '3.8');
      if (mayDoWithout && isNew === true) continue;
      report(
        options.get('t')?.value?.place ?? word,
        `SIPp looks for ${listed(missing)} in the folder where it is started, and ${missing.length === 1 ? 'it is' : 'they are'} not there: it ends before it sends anything.`,
        { covers: ['config/cert-file-missing'], ...(mayDoWithout && isNew === undefined && { atMost: 'warning' as const }) },
      );
    }
  },
});
