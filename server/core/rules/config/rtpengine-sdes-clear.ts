import { hasWord, mediaProfileIn } from '../../config/media-calls';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { mediaCalls } from '../media-calls';

export default defineConfigRule({
  id: 'config/rtpengine-sdes-clear',
  subject: 'config',
  products: ['kamailio', 'opensips'],
  severity: { practical: 'warning', strict: 'error' },
  title: 'rtpengine writes media keys into an SDP that goes in clear',
  remedy: 'Send the call over TLS, or ask for RTP/AVP where nobody can listen.',
  cites: ['RFC 4568 §7.1', 'RFC 4568 §8.3', 'rtpengine NG protocol, transport protocol'],
  examples: [
    {
      title: 'SRTP to a server over UDP',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=udp:192.0.2.1:5060
loadmodule "proto_udp.so"
loadmodule "rtpengine.so"
route {
	$du = "sip:192.0.2.80:5080;transport=udp";
	if (has_body("application/sdp"))
		rtpengine_offer("RTP/SAVP replace-origin ICE=remove");
#                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/rtpengine-sdes-clear
	t_relay();
}
`,
      },
    },
    {
      title: 'the same in Kamailio',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
request_route {
	if (is_method("INVITE")) {
		$du = "sip:192.0.2.80:5080";
		t_on_reply("ANSWER");
		rtpengine_manage("replace-origin RTP/SAVP");
#                   ^^^^^^^^^^^^^^^^^^^^^^^ config/rtpengine-sdes-clear
	}
	t_relay();
}
`,
      },
    },
    {
      title: 'over TLS, without keys in the SDP, in the same host, and where the destination may have changed',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
request_route {
	$du = "sip:192.0.2.80:5061;transport=tls";
	rtpengine_manage("RTP/SAVP");
	$du = "sip:192.0.2.80:5080;transport=udp";
	rtpengine_manage("RTP/SAVP SDES-off");
	rtpengine_manage("UDP/TLS/RTP/SAVPF");
	rtpengine_manage("RTP/AVP");
	$du = "sip:127.0.0.1:5080;transport=udp";
	rtpengine_manage("RTP/SAVP");
	$du = "sip:192.0.2.80:5080;transport=udp";
	if (ds_select_dst("1", "4")) {
		rtpengine_manage("RTP/SAVP");
	}
	$du = "sip:192.0.2.80:5080;transport=udp";
	if ($rU =~ "^9") {
		$du = "sip:192.0.2.81:5061;transport=tls";
	}
	rtpengine_manage("RTP/SAVP");
	t_relay();
}
onreply_route[ANSWER] {
	rtpengine_manage("RTP/SAVP");
}
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const call of mediaCalls(facts)) {
      const { place, towards, carriedBy } = call;
      const profile = mediaProfileIn(call);
      if (!towards?.host.isKnown || (carriedBy !== 'udp' && carriedBy !== 'tcp') || !/^RTP\/SAVPF?$/.test(profile ?? '')) continue;
      if (hasWord(call, /^SDES[-=](?:off|no|disable)$/i) || /^(?:127\.|localhost$|::1$)/i.test(towards.host.text)) continue;
      report(
        place,
        `With ${profile ?? ''} rtpengine writes the keys of the media into the SDP, and the message goes to ${quoted(towards.host.text)} over ${carriedBy.toUpperCase()} in clear: who reads it can listen to the call.`,
        { related: [{ message: 'It is sent there.', place: towards.value.place }] },
      );
    }
  },
});
