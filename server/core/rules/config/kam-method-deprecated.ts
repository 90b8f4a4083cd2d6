import { replacing } from '../../config/edits';
import { methodOf } from '../../config/kamailio/methods';
import { TLS10, TLS12, versionName } from '../../tls/versions';
import { defineConfigRule } from '../config-rule';
import { oncePerPlace, profilesOf } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-method-deprecated',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Method allows withdrawn versions',
  remedy: 'Set TLSv1.2+, which is TLS 1.2 or newer.',
  cites: ['RFC 8996 §4', 'RFC 8996 §5', 'RFC 7568 §3', 'Kamailio tls module, §10.1'],
  examples: [
    {
      title: 'exactly TLS 1.0',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1
#        ^^^^^ config/kam-method-deprecated
`,
      },
    },
    {
      title: 'SSL, in a parameter',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tls.so"
modparam("tls", "tls_method", "SSLv3")
#                              ^^^^^ config/kam-method-deprecated
`,
      },
    },
    {
      title: 'TLS 1.0 or newer',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[client:default]
tls_method=tlsv1+
#          ^^^^^^ config/kam-method-deprecated
`,
      },
    },
    {
      title: 'TLS 1.2 or newer',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
`,
      },
    },
    {
      title: 'what a template fills in',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = {{ tls_method }}
`,
      },
    },
  ],
  check(facts, { profile: wanted }, report) {
    const options = profilesOf(facts).flatMap(({ options: each }) => each.get('method') ?? []);
    for (const { value } of oncePerPlace(options, (each) => each.value.place)) {
      const method = value.isKnown ? methodOf(value.text) : undefined;
      if (!method || method.least >= TLS12) continue;
      const isMild = method.isRange && wanted === 'practical';
      const what =
        method.least < TLS10
          ? `${value.text} is only that version of SSL, which is prohibited: OpenSSL is built without it today, and Kamailio does not start`
          : method.isRange
            ? `${value.text} still lets ${versionName(method.least)} in where the library does, withdrawn by RFC 8996`
            : `${value.text} without a + means exactly ${versionName(method.least)}, withdrawn by RFC 8996: current peers refuse the handshake`;
      report(value.place, `${what}.`, {
        covers: ['config/method-deprecated', 'config/method-single-old'],
        fix: { title: 'Set TLSv1.2+', edits: [replacing(value.place, 'TLSv1.2+')] },
        ...(isMild && { severity: 'warning' as const }),
      });
    }
  },
});
