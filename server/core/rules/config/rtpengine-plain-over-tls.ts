import { mediaProfileIn } from '../../config/media-calls';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { mediaCalls } from '../media-calls';

export default defineConfigRule({
  id: 'config/rtpengine-plain-over-tls',
  subject: 'config',
  products: ['kamailio', 'opensips'],
  severity: { practical: 'info', strict: 'info' },
  title: 'rtpengine offers plain RTP where the call goes over TLS',
  remedy: 'Ask for RTP/SAVP where the other side takes SRTP.',
  cites: ['RFC 3711 §1', 'rtpengine NG protocol, transport protocol'],
  examples: [
    {
      title: 'to a destination over TLS',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
request_route {
	$du = "sip:192.0.2.80:5061;transport=tls";
	rtpengine_offer("replace-origin RTP/AVP");
#                 ^^^^^^^^^^^^^^^^^^^^^^ config/rtpengine-plain-over-tls
	t_relay();
}
`,
      },
    },
    {
      title: 'from a socket for TLS, to what the dispatcher chose',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
listen=tls:192.0.2.1:5061
request_route {
	ds_select_dst("2", "4");
	$fs = "tls:192.0.2.1:5061";
	if (has_body("application/sdp"))
		rtpengine_offer("replace-origin RTP/AVP");
#                  ^^^^^^^^^^^^^^^^^^^^^^ config/rtpengine-plain-over-tls
	t_relay();
}
`,
      },
    },
    {
      title: 'SRTP over TLS, and plain RTP over UDP',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
listen=udp:192.0.2.1:5060
request_route {
	$du = "sip:192.0.2.80:5061;transport=tls";
	$fs = "udp:192.0.2.1:5060";
	rtpengine_offer("replace-origin RTP/SAVP");
	$du = "sip:10.0.0.80:5060;transport=udp";
	rtpengine_offer("replace-origin RTP/AVP");
	t_relay();
}
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const call of mediaCalls(facts)) {
      const { place, towards, carriedBy } = call;
      const profile = mediaProfileIn(call);
      if (carriedBy !== 'tls' || !/^RTP\/AVPF?$/.test(profile ?? '')) continue;
      const whither = towards ? ` to ${quoted(towards.host.text)}` : '';
      report(
        place,
        `The call goes${whither} over TLS, and ${profile ?? ''} makes rtpengine offer its media without SRTP: who is on the way can listen, and a provider that demands SRTP answers 488.`,
        towards ? { related: [{ message: 'It is sent there.', place: towards.value.place }] } : {},
      );
    }
  },
});
