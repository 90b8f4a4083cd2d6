import type { Peer } from '../../config/model';
import { defineConfigRule } from '../config-rule';
import { isSecure, oncePerPlace, quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/media-plain-over-tls',
  subject: 'config',
  severity: { practical: 'hint', strict: 'info' },
  title: 'Signalling over TLS, media in clear',
  remedy: 'Encrypt the media as well: SDES over TLS, or DTLS-SRTP.',
  cites: ['RFC 3711 §1'],
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

[t-udp]
type=transport
protocol=udp
bind=0.0.0.0

[trunk]
type=endpoint
transport=t-tls
aors=trunk
media_encryption=no
;                ^^ config/media-plain-over-tls

[trunk]
type=aor
contact=sip:sip.example.net\\;transport=tls
`,
      },
    },
    {
      title: 'with SRTP',
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

[t-udp]
type=transport
protocol=udp
bind=0.0.0.0

[trunk]
type=endpoint
transport=t-tls
aors=trunk
media_encryption=sdes

[trunk]
type=aor
contact=sip:sip.example.net\\;transport=tls
`,
      },
    },
    {
      title: 'over UDP',
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

[t-udp]
type=transport
protocol=udp
bind=0.0.0.0

[trunk]
type=endpoint
transport=t-udp
aors=trunk
media_encryption=no

[trunk]
type=aor
contact=sip:192.0.2.9:5060
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const { id, media, carriedBy, place } of oncePerPlace(facts.peers, placeOf)) {
      if (media.value !== 'none' || !isSecure(carriedBy)) continue;
      report(
        media.place ?? place,
        `The signalling of ${quoted(id)} is protected, the voice is not: RTP goes in clear, and who can reach it on its way listens.`,
      );
    }
  },
});

const placeOf = ({ media, place }: Peer) => media.place ?? place;
