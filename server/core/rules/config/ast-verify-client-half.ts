import { addSettings, setSetting } from '../../config/asterisk/edits';
import { isOn, setting, switchOf } from '../../config/asterisk/pjsip-objects';
import type { Entry, Section } from '../../config/asterisk/sections';
import { SYSTEM_AUTHORITIES, tlsTransports } from '../asterisk';
import { type ConfigFix, defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/ast-verify-client-half',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Certificates of clients are demanded or checked, but not both',
  remedy:
    'For mutual TLS set require_client_cert=yes, verify_client=yes and ca_list_file with the authority that issued the clients’ certificates.',
  cites: ['RFC 5922 §7.4', 'Asterisk res_pjsip, transport verify_client and require_client_cert'],
  examples: [
    {
      title: 'demanded, but any will do',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
type = transport
protocol = tls
bind = 0.0.0.0
cert_file = /etc/asterisk/keys/sip.crt
priv_key_file = /etc/asterisk/keys/sip.key
ca_list_file = /etc/asterisk/keys/phones-ca.crt
method = tlsv1_2
require_client_cert = yes
;                     ^^^ config/ast-verify-client-half
`,
      },
    },
    {
      title: 'checked, but not demanded',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
ca_list_file=/etc/asterisk/keys/phones-ca.crt
method=tlsv1_2
verify_client=yes
;             ^^^ config/ast-verify-client-half
`,
      },
    },
    {
      title: 'both, without an authority',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
method=tlsv1_2
verify_client=yes
;             ^^^ config/ast-verify-client-half
require_client_cert=yes
`,
      },
    },
    {
      title: 'all of it',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
ca_list_file=/etc/asterisk/keys/phones-ca.crt
method=tlsv1_2
verify_client=yes
require_client_cert=yes
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const { object, name } of tlsTransports(facts)) {
      const { section } = object;
      const verify = setting(object, 'verify_client');
      const require = setting(object, 'require_client_cert');
      const isVerified = isOn(verify) === true;
      const isRequired = isOn(require) === true;
      const first = isVerified ? verify : isRequired ? require : undefined;
      if (!first) continue;
      // One that is only demanded passes, whoever issued it: nobody looks.
      if (isVerified && !['ca_list_file', 'ca_list_path'].some((key) => (setting(object, key)?.value.text ?? '') !== ''))
        report(
          first.value.place,
          `Transport ${quoted(name)} checks the certificates of clients, but trusts no authority that could have issued them: ${isRequired ? 'no client' : 'none that shows one'} can pass.`,
          {
            severity: 'error',
            covers: ['config/mtls-no-ca'],
            ...(require && { coversAt: [require.value.place] }),
            fix: trusting(section, first),
          },
        );
      if (isRequired && require && switchOf(verify) === 'off')
        report(
          require.value.place,
          `Transport ${quoted(name)} demands a certificate of each client and looks at none of them: a self-made one gets in.`,
          {
            covers: ['config/mtls-no-ca'],
            fix: {
              title: 'Check the certificates of clients',
              edits: [setSetting(section, { key: 'verify_client', value: 'yes' }, require)],
            },
          },
        );
      if (isVerified && verify && switchOf(require) === 'off')
        report(
          verify.value.place,
          `Transport ${quoted(name)} checks the certificates that clients show, and lets in those that show none.`,
          {
            severity: 'info',
            fix: {
              title: 'Demand certificates of clients',
              edits: [setSetting(section, { key: 'require_client_cert', value: 'yes' }, verify)],
            },
          },
        );
    }
  },
});

const trusting = (section: Section, behind: Entry): ConfigFix => ({
  title: `Trust the authorities in ${SYSTEM_AUTHORITIES}`,
  edits: [addSettings(section, [{ key: 'ca_list_file', value: SYSTEM_AUTHORITIES }], behind)],
});
