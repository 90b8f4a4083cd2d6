import { providerFor } from '../../probe/providers';
import { defineConfigRule } from '../config-rule';
import { tlsTargets } from '../config-words';

export default defineConfigRule({
  id: 'config/provider-twilio-srtp-off',
  subject: 'config',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'TLS to Twilio without media encryption',
  remedy: 'Encrypt the media (SDES, AES_CM_128_HMAC_SHA1_80), or leave Secure Trunking off on purpose.',
  cites: ['RFC 4568 §6.2'],
  examples: [
    {
      title: 'a trunk',
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
ca_list_file=/etc/ssl/certs/ca-certificates.crt


[trunk]
type=endpoint
transport=t-tls
aors=trunk
media_encryption=no
;                ^^ config/provider-twilio-srtp-off

[trunk]
type=aor
contact=sip:example.pstn.twilio.com:5061\\;transport=tls
`,
      },
    },
    {
      title: 'with SDES',
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
ca_list_file=/etc/ssl/certs/ca-certificates.crt


[trunk]
type=endpoint
transport=t-tls
aors=trunk
media_encryption=sdes

[trunk]
type=aor
contact=sip:example.pstn.twilio.com:5061\\;transport=tls
`,
      },
    },
    {
      title: 'another provider',
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
ca_list_file=/etc/ssl/certs/ca-certificates.crt


[trunk]
type=endpoint
transport=t-tls
aors=trunk
media_encryption=no

[trunk]
type=aor
contact=sip:sip.example.net:5061\\;transport=tls
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const { host, media, place } of tlsTargets(facts)) {
      if (media.value !== 'none' || providerFor(host.text)?.id !== 'twilio') continue;
      report(
        media.place ?? place,
        'This works only while Secure Trunking is off for the trunk: with it Twilio demands SRTP along with TLS, and refuses calls without.',
        {
          covers: ['config/media-plain-over-tls', 'config/ast-media-none-over-tls'],
        },
      );
    }
  },
});
