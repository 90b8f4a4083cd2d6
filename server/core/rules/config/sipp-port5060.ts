import { replacing } from '../../config/edits';
import { remoteOf } from '../../config/sipp/command-model';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { sippCite, tlsCommands } from '../sipp';

export default defineConfigRule({
  id: 'config/sipp-port5060',
  subject: 'config',
  products: ['sipp'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'SIPp connects by TLS to port 5060',
  remedy: 'Write the port behind the host: 192.0.2.1:5061.',
  cites: ['RFC 3261 §19.1.2', sippCite('sipp.cpp, DEFAULT_PORT')],
  examples: [
    {
      title: 'no port, and the wrong one',
      dialect: 'sipp-cli',
      files: {
        'run.sh': `
#!/bin/sh
sipp sip.example.com -sn uac -t l1 -tls_cert c.pem -tls_key c.key -tls_ca ca.pem
#    ^^^^^^^^^^^^^^^ config/sipp-port5060
sipp [2001:db8::1]:5060 -sn uac -t ln -tls_cert c.pem -tls_key c.key -tls_ca ca.pem
#    ^^^^^^^^^^^^^^^^^^ config/sipp-port5060
`,
      },
    },
    {
      title: '5061, also by -rsa',
      dialect: 'sipp-cli',
      files: {
        'run.sh': `
#!/bin/sh
sipp sip.example.com:5061 -sn uac -t l1 -tls_cert c.pem -tls_key c.key -tls_ca ca.pem
sipp sip.example.com -rsa 192.0.2.1:5061 -sn uac -t l1 -tls_cert c.pem -tls_key c.key -tls_ca ca.pem
sipp sip.example.com -sn uac -t t1
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const command of tlsCommands(facts)) {
      const remote = remoteOf(command);
      if (!remote?.value.isKnown || (remote.port !== undefined && remote.port !== 5060)) continue;
      const { value, port } = remote;
      const mended = port === undefined ? `${value.text}:5061` : value.text.replace(/:5060$/, ':5061');
      report(
        value.place,
        port === undefined
          ? `SIPp keeps 5060 as the port for TLS too: ${quoted(value.text)} is connected to where servers speak clear text.`
          : `${quoted(value.text)} names the port where servers speak clear text, and SIPp begins a TLS handshake there.`,
        { covers: ['config/port-tls-on-5060'], fix: { title: 'Connect to 5061', edits: [replacing(value.place, mended)] } },
      );
    }
  },
});
