import { providerFor } from '../../probe/providers';
import { defineConfigRule } from '../config-rule';
import { isClear } from '../config-words';

export default defineConfigRule({
  id: 'config/provider-twilio-sdes-udp',
  subject: 'config',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'SRTP offered to Twilio without TLS',
  remedy: 'Connect to port 5061 with ;transport=tls, and switch Secure Trunking on.',
  cites: ['RFC 4568 §8.3'],
  examples: [
    {
      title: 'over UDP',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-udp]
type=transport
protocol=udp
bind=0.0.0.0


[trunk]
type=endpoint
transport=t-udp
aors=trunk
media_encryption=sdes
;                ^^^^ config/provider-twilio-sdes-udp

[trunk]
type=aor
contact=sip:example.pstn.twilio.com:5060\\;transport=udp
`,
      },
    },
    {
      title: 'over TLS',
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
  ],
  check(facts, _context, report) {
    for (const { host, media, carriedBy, place } of facts.peers) {
      if (media.value !== 'sdes' || !isClear(carriedBy) || !host.isKnown || providerFor(host.text)?.id !== 'twilio') continue;
      report(
        media.place ?? place,
        `Twilio takes SRTP only together with TLS: with Secure Trunking on it refuses signalling over ${carriedBy.toUpperCase()}, with it off it refuses SRTP.`,
        { covers: ['config/media-sdes-clear', 'config/ast-media-sdes-clear'] },
      );
    }
  },
});
