import { setSetting } from '../../config/asterisk/edits';
import { isOn, setting, switchOf } from '../../config/asterisk/pjsip-objects';
import { providerFor } from '../../probe/providers';
import { targetsOver, tlsTransports } from '../asterisk';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/ast-verify-wildcard',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'info', strict: 'info' },
  title: 'Provider shows a wildcard certificate, which pjsip refuses',
  remedy: 'Set allow_wildcard_certs=yes on the transport. Asterisk has it since 16.28, 18.14, 19.6 and 20.0.',
  cites: ['RFC 5922 §7.2', 'Asterisk res_pjsip, transport allow_wildcard_certs'],
  examples: [
    {
      title: 'a trunk of Twilio',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
type = transport
protocol = tls
bind = 0.0.0.0
cert_file = /etc/asterisk/keys/sip.crt
priv_key_file = /etc/asterisk/keys/sip.key
ca_list_file = /etc/ssl/certs/ca-certificates.crt
method = tlsv1_2
verify_server = yes
;               ^^^ config/ast-verify-wildcard

[twilio]
type = endpoint
transport = t-tls
media_encryption = sdes
aors = twilio

[twilio]
type = aor
contact = sip:example.pstn.twilio.com:5061\\;transport=tls
`,
      },
    },
    {
      title: 'wildcards are allowed',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
ca_list_file=/etc/ssl/certs/ca-certificates.crt
method=tlsv1_2
verify_server=yes
allow_wildcard_certs=yes

[twilio]
type=aor
contact=sip:example.pstn.twilio.com:5061\\;transport=tls
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const transport of tlsTransports(facts)) {
      const { object, name } = transport;
      const verify = setting(object, 'verify_server');
      if (!verify || isOn(verify) !== true || switchOf(setting(object, 'allow_wildcard_certs')) !== 'off') continue;
      const known = targetsOver(facts, transport).flatMap((target) => {
        const provider = providerFor(target.host);
        return provider && withWildcards.has(provider.id) ? [{ target, provider }] : [];
      });
      const [first] = known;
      if (!first) continue;
      const { target, provider } = first;
      report(
        verify.value.place,
        `Transport ${quoted(name)} verifies ${target.host}, and servers of ${provider.title} have been seen with a wildcard certificate. RFC 5922 knows no wildcards, and pjsip shuts such a connection down.`,
        {
          fix: {
            title: 'Allow wildcard certificates',
            edits: [setSetting(object.section, { key: 'allow_wildcard_certs', value: 'yes' }, verify)],
          },
          related: [{ message: `This is a server of ${provider.title}.`, place: target.place }],
        },
      );
    }
  },
});

/** Those of which the notes on providers say so. */
const withWildcards = new Set(['twilio', 'amazon-chime']);
