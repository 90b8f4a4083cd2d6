import { replacing } from '../../config/edits';
import { numberOf } from '../../config/kamailio/characters';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { scriptOf, tlsParametersOf } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-keylog',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'TLS keys are written down',
  remedy: 'Set keylog_mode to 0 when the test is over, and delete what was written.',
  cites: ['Kamailio tls module, keylog_mode'],
  examples: [
    {
      title: 'into a file',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
modparam("tls", "keylog_mode", 3)
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/kam-keylog
modparam("tls", "keylog_file", "/tmp/keys.log")
`,
      },
    },
    {
      title: 'switched off',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
modparam("tls", "keylog_mode", 0)
modparam("tls", "keylog_file", "/tmp/keys.log")
`,
      },
    },
  ],
  check(facts, _context, report) {
    const script = scriptOf(facts);
    const mode = script && tlsParametersOf(script, 'keylog_mode').at(-1);
    if (!script || !mode?.value.isKnown || !numberOf(mode.value.text)) return;
    const file = tlsParametersOf(script, 'keylog_file').at(-1)?.value;
    const where = file?.isKnown ? quoted(file.text) : 'the log';
    report(mode.whole, `The keys of TLS connections are written to ${where}: whoever has them can read the recorded traffic.`, {
      covers: ['config/keylog-on'],
      fix: { title: 'Write no keys', edits: [replacing(mode.value.place, '0')] },
    });
  },
});
