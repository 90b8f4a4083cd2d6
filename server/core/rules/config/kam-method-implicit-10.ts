import { linesBelow } from '../../config/edits';
import { defineConfigRule } from '../config-rule';
import { parameterLine, parameterPlace, scriptOf, tlsParametersOf } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-method-implicit-10',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'error', strict: 'error' },
  title: 'TLS 1.0 only, by default',
  remedy: 'Set the parameter tls_method to TLSv1.2+.',
  cites: ['RFC 8996 §4', 'Kamailio tls module, §10.1'],
  examples: [
    {
      title: 'a certificate, and no method',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tls.so"
^^^^^^^^^^^^^^^^^^^ config/kam-method-implicit-10
modparam("tls", "certificate", "x.pem")
`,
      },
    },
    {
      title: 'a method',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tls.so"
modparam("tls", "certificate", "x.pem")
modparam("tls", "tls_method", "TLSv1.2+")
`,
      },
    },
    {
      title: 'a file of profiles, whose default is another one',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tls.so"
modparam("tls", "config", "/etc/kamailio/tls.cfg")
`,
      },
    },
    {
      title: 'TLS is off',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
loadmodule "tls.so"
modparam("tls", "certificate", "x.pem")
`,
      },
    },
  ],
  check(facts, _context, report) {
    const script = scriptOf(facts);
    const place = script && parameterPlace(script);
    if (!script?.tlsModule || !place || script.tlsEnabled.value === 'off' || script.profileFile) return;
    if (tlsParametersOf(script, 'tls_method').length > 0) return;
    // What a condition switches off, the command line may have switched on.
    const isConditional =
      script.isIncomplete ||
      script.mayGoOn ||
      script.parameters.some(({ parameter }) => parameter.text === 'tls_method' || parameter.text === 'config');
    report(
      script.tlsModule.whole,
      'Without a file of profiles and without tls_method, the module speaks exactly TLS 1.0: current peers refuse it, and OpenSSL 3 does not even start the handshake.',
      {
        covers: ['config/method-deprecated', 'config/method-single-old'],
        fix: { title: 'Set TLS 1.2 or newer', edits: [linesBelow(facts, place, [parameterLine(facts, 'tls_method', '"TLSv1.2+"')])] },
        ...(isConditional && { atMost: 'warning' as const }),
      },
    );
  },
});
