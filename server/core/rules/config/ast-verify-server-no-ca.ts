import { addSettings } from '../../config/asterisk/edits';
import { pjsipOf } from '../../config/asterisk/pjsip-facts';
import { isOn, setting } from '../../config/asterisk/pjsip-objects';
import { SYSTEM_AUTHORITIES, tlsTransports } from '../asterisk';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/ast-verify-server-no-ca',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Servers are verified, but no authority is trusted',
  remedy: `Name the trusted authorities with ca_list_file. Debian and Ubuntu have those of the system in ${SYSTEM_AUTHORITIES}.`,
  cites: ['Asterisk res_pjsip, transport verify_server', 'pjproject ssl_sock_ossl.c'],
  examples: [
    {
      title: 'no authorities',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
type = transport
protocol = tls
bind = 0.0.0.0
cert_file = /etc/asterisk/keys/sip.crt
priv_key_file = /etc/asterisk/keys/sip.key
method = tlsv1_2
verify_server = yes
;               ^^^ config/ast-verify-server-no-ca
`,
      },
    },
    {
      title: 'authorities in a folder',
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
verify_server=yes
ca_list_path=/etc/ssl/certs
`,
      },
    },
  ],
  check(facts, _context, report) {
    const atMost = pjsipOf(facts)?.isWhole ? undefined : 'warning';
    for (const { object, name } of tlsTransports(facts)) {
      const verify = setting(object, 'verify_server');
      if (!verify || isOn(verify) !== true) continue;
      if (['ca_list_file', 'ca_list_path'].some((key) => (setting(object, key)?.value.text ?? '') !== '')) continue;
      report(
        verify.value.place,
        `Transport ${quoted(name)} verifies servers, but trusts no authority: pjsip does not load those of the system. Every connection is shut down after its handshake.`,
        {
          ...(atMost && { atMost }),
          fix: {
            title: `Trust the authorities in ${SYSTEM_AUTHORITIES}`,
            edits: [addSettings(object.section, [{ key: 'ca_list_file', value: SYSTEM_AUTHORITIES }], verify)],
          },
        },
      );
    }
  },
});
