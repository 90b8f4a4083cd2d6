import { replacing } from '../../config/edits';
import { saidSwitch } from '../../config/kamailio/profiles';
import { defineConfigRule } from '../config-rule';
import { scriptOf, tlsParametersOf } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-compression',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'TLS compresses',
  remedy: 'Leave tls_disable_compression at 1.',
  cites: ['RFC 9325 §3.3', 'Kamailio tls module, §10.13'],
  examples: [
    {
      title: 'it is on',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
modparam("tls", "tls_disable_compression", 0)
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/kam-compression
`,
      },
    },
    {
      title: 'it is off',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
modparam("tls", "tls_disable_compression", 1)
`,
      },
    },
  ],
  check(facts, _context, report) {
    const script = scriptOf(facts);
    const found = script && tlsParametersOf(script, 'tls_disable_compression').at(-1);
    if (!found || saidSwitch({ name: '', written: found.parameter.place, value: found.value, whole: found.whole }) !== 'off') return;
    report(
      found.whole,
      'Compression is switched on: lengths then tell of what is encrypted (the attack CRIME), and each connection takes ten times the memory.',
      { fix: { title: 'Switch compression off', edits: [replacing(found.value.place, '1')] } },
    );
  },
});
