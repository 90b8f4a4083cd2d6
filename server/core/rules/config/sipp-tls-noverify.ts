import { remoteOf } from '../../config/sipp/command-model';
import { isLoopback } from '../../sip/socket';
import { defineConfigRule } from '../config-rule';
import { sippCite, tlsCommands } from '../sipp';

export default defineConfigRule({
  id: 'config/sipp-tls-noverify',
  subject: 'config',
  products: ['sipp'],
  severity: { practical: 'info', strict: 'info' },
  title: 'SIPp over TLS verifies nobody',
  remedy:
    'Name the trusted authorities with -tls_ca, if the test is to fail on a wrong certificate; as a server SIPp then demands client certificates.',
  cites: [sippCite('-tls_ca'), sippCite('sslsocket.cpp, TLS_init_context')],
  examples: [
    {
      title: 'without -tls_ca',
      dialect: 'sipp-cli',
      files: {
        'run.sh': `
#!/bin/sh
sipp -sn uac -t ln -tls_cert c.pem -tls_key c.key 192.0.2.1:5061
#               ^^ config/sipp-tls-noverify
`,
      },
    },
    {
      title: 'with it, or unknown',
      dialect: 'sipp-cli',
      files: {
        'run.sh': `
#!/bin/sh
sipp -sn uac -t ln -tls_cert c.pem -tls_key c.key -tls_ca ca.pem 192.0.2.1:5061
sipp -sn uac -t ln $TLS_OPTIONS 192.0.2.1:5061
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const command of tlsCommands(facts)) {
      const { options, isOpen, word } = command;
      if (isOpen || options.has('tls_ca') || options.has('tls_crl')) continue;
      const remote = remoteOf(command);
      if (remote && isLoopback(remote.host)) continue;
      report(
        options.get('t')?.value?.place ?? word,
        'Without -tls_ca SIPp takes any certificate: the test passes as well against a server with a wrong or expired one.',
        { covers: ['config/verify-client-off'] },
      );
    }
  },
});
