import type { Peer } from '../../config/model';
import { defineConfigRule } from '../config-rule';
import { isClear, oncePerPlace, quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/media-sdes-clear',
  subject: 'config',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Media keys travel in clear',
  remedy: 'Carry the signalling over TLS, or key the media by DTLS.',
  cites: ['RFC 4568 §8.3'],
  examples: [
    {
      title: 'SDES over UDP',
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
media_encryption=sdes
;                ^^^^ config/media-sdes-clear

[trunk]
type=aor
contact=sip:192.0.2.9:5060
`,
      },
    },
    {
      title: 'SDES over TLS',
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
      title: 'DTLS over UDP',
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
media_encryption=dtls
dtls_cert_file=/etc/asterisk/keys/dtls.pem
dtls_verify=fingerprint
dtls_setup=actpass

[trunk]
type=aor
contact=sip:192.0.2.9:5060
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const { id, media, carriedBy, place } of oncePerPlace(facts.peers, placeOf)) {
      if (media.value !== 'sdes' || !isClear(carriedBy)) continue;
      report(
        media.place ?? place,
        `The keys of the media of ${quoted(id)} stand in the SDP (SDES), and its signalling goes over ${carriedBy.toUpperCase()} in clear: who reads it can listen to the calls.`,
      );
    }
  },
});

const placeOf = ({ media, place }: Peer) => media.place ?? place;
