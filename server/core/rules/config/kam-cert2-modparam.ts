import { removing } from '../../config/edits';
import { defineConfigRule } from '../config-rule';
import { scriptOf, tlsParametersOf } from '../kamailio';

const second: ReadonlySet<string> = new Set(['certificate2', 'private_key2', 'private_key_password2']);

export default defineConfigRule({
  id: 'config/kam-cert2-modparam',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Second certificate as a parameter of the module',
  remedy: 'Set it in a section of the file of profiles, which modparam("tls", "config", …) names.',
  cites: ['Kamailio tls module, §10.2'],
  examples: [
    {
      title: 'documented, and yet unknown',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
modparam("tls", "certificate2", "ec.pem")
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/kam-cert2-modparam
`,
      },
    },
    {
      title: 'in a profile',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tls.so"
modparam("tls", "config", "tls.cfg")
`,
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate2 = ec.pem
`,
      },
    },
  ],
  check(facts, _context, report) {
    const script = scriptOf(facts);
    if (!script) return;
    for (const { parameter, whole } of tlsParametersOf(script))
      if (second.has(parameter.text))
        report(
          whole,
          `${parameter.text} is documented, but the module does not export it as a parameter: Kamailio does not start with this line.`,
          {
            fix: { title: 'Delete the line', edits: [removing(facts, whole)] },
          },
        );
  },
});
