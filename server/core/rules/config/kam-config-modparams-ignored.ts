import { removing } from '../../config/edits';
import { profileParameters } from '../../config/kamailio/tls-facts';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { scriptOf, tlsParametersOf } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-config-modparams-ignored',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Parameter without effect beside a file of profiles',
  remedy: 'Delete the line, and set the option in the file of profiles.',
  cites: ['Kamailio tls module, §10.36'],
  examples: [
    {
      title: 'a method beside a file',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tls.so"
modparam("tls", "config", "tls.cfg")
modparam("tls", "tls_method", "TLSv1.2+")
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/kam-config-modparams-ignored
`,
        'tls.cfg': `
[server:default]
method = TLSv1.2+
`,
      },
    },
    {
      title: 'parameters that profiles do not have',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tls.so"
modparam("tls", "config", "tls.cfg")
modparam("tls", "tls_log", 1)
modparam("tls", "xavp_cfg", "tls")
`,
      },
    },
    {
      title: 'no file',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
`,
      },
    },
  ],
  check(facts, _context, report) {
    const script = scriptOf(facts);
    const file = script?.profileFile;
    if (!script || !file) return;
    for (const { parameter, whole } of tlsParametersOf(script)) {
      const name = profileParameters.get(parameter.text);
      if (name === undefined) continue;
      report(whole, `The profiles come from ${quoted(file.value.text)}, so that this parameter has no effect: what it says is not done.`, {
        remedy: `Delete the line, and set ${name} in the sections of that file.`,
        related: [{ message: 'The file of profiles is named here', place: file.whole }],
        fix: { title: 'Delete the line without effect', edits: [removing(facts, whole)] },
      });
    }
  },
});
