import type { Peer } from '../../config/model';
import { providerFor } from '../../probe/providers';
import { defineConfigRule } from '../config-rule';
import { oncePerPlace } from '../config-words';

export default defineConfigRule({
  id: 'config/provider-twilio-dtls',
  subject: 'config',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'DTLS-SRTP to Twilio, which takes SDES only',
  remedy: 'Let the keys stand in the SDP (SDES): Twilio takes AES_CM_128_HMAC_SHA1_80.',
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
media_encryption=dtls
;                ^^^^ config/provider-twilio-dtls
dtls_auto_generate_cert=yes
dtls_verify=fingerprint

[trunk]
type=aor
contact=sip:example.pstn.ashburn.twilio.com:5061\\;transport=tls
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
dtls_auto_generate_cert=yes
dtls_verify=fingerprint

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
media_encryption=dtls
dtls_auto_generate_cert=yes
dtls_verify=fingerprint

[trunk]
type=aor
contact=sip:sip.example.net:5061\\;transport=tls
`,
      },
    },
  ],
  check(facts, _context, report) {
    const placeOf = ({ media, place }: Peer) => media.place ?? place;
    for (const peer of oncePerPlace(facts.peers, placeOf)) {
      const { host, media } = peer;
      if (media.value !== 'dtls' || !host.isKnown || providerFor(host.text)?.id !== 'twilio') continue;
      report(
        placeOf(peer),
        'Twilio takes SRTP with keys in the SDP and knows no DTLS-SRTP: with Secure Trunking on it refuses the call, with it off it has no use for encrypted media.',
        { covers: ['config/ast-dtls-verify'] },
      );
    }
  },
});
