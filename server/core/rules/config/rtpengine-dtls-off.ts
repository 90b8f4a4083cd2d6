import { hasWord, mediaProfileIn } from '../../config/media-calls';
import { defineConfigRule } from '../config-rule';
import { mediaCalls } from '../media-calls';

export default defineConfigRule({
  id: 'config/rtpengine-dtls-off',
  subject: 'config',
  products: ['kamailio', 'opensips'],
  severity: { practical: 'warning', strict: 'error' },
  title: 'rtpengine is to offer browsers SRTP without DTLS',
  remedy: 'Leave DTLS=off out.',
  cites: ['RFC 8827 §6.5', 'rtpengine NG protocol, DTLS'],
  examples: [
    {
      title: 'towards a browser',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
branch_route[TO_BROWSER] {
	rtpengine_manage("replace-origin ICE=force DTLS=off RTP/SAVPF");
#                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/rtpengine-dtls-off
}
`,
      },
    },
    {
      title: 'with DTLS, and towards a phone',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
branch_route[TO_BROWSER] {
	rtpengine_manage("replace-origin ICE=force RTP/SAVPF");
	rtpengine_manage("replace-origin ICE=force UDP/TLS/RTP/SAVPF DTLS=passive");
}
branch_route[TO_PHONE] {
	rtpengine_manage("replace-origin ICE=remove DTLS=off RTP/SAVP");
	rtpengine_manage("replace-origin ICE=remove DTLS=off RTP/SAVPF");
}
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const call of mediaCalls(facts)) {
      const isForBrowsers = /SAVPF$/.test(mediaProfileIn(call) ?? '') && hasWord(call, /^ICE=force/i);
      if (!isForBrowsers || !hasWord(call, /^DTLS[-=](?:off|no|disable)$/i)) continue;
      report(
        call.place,
        'SAVPF with ICE is what browsers speak, and DTLS=off leaves only keys in the SDP (SDES), which browsers must not take: they reject the offer.',
      );
    }
  },
});
