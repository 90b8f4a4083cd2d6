import { replacing } from '../../config/edits';
import { saidSwitch } from '../../config/kamailio/profiles';
import { defineConfigRule } from '../config-rule';
import { scriptOf, tlsParametersOf } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-renegotiation',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Clients may renegotiate',
  remedy: 'Leave renegotiation at 0.',
  cites: ['RFC 9325 §3.5', 'Kamailio tls module, renegotiation'],
  examples: [
    {
      title: 'it is on',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
modparam("tls", "renegotiation", 1)
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/kam-renegotiation
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
modparam("tls", "renegotiation", 0)
`,
      },
    },
  ],
  check(facts, _context, report) {
    const script = scriptOf(facts);
    const found = script && tlsParametersOf(script, 'renegotiation').at(-1);
    if (!found || saidSwitch({ name: '', written: found.parameter.place, value: found.value, whole: found.whole }) !== 'on') return;
    report(
      found.whole,
      'Clients may begin a new handshake within a connection, again and again, which costs the server far more than them. TLS 1.3 has no such thing, and SIP needs none.',
      { fix: { title: 'Switch renegotiation off', edits: [replacing(found.value.place, '0')] } },
    );
  },
});
