import { generalSetting } from '../../config/asterisk/general';
import { pjsipOf } from '../../config/asterisk/pjsip-facts';
import { setting, switchOf } from '../../config/asterisk/pjsip-objects';
import { byPlace, endpointsOf, whoDoes } from '../asterisk';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/ast-rtp-ice-off',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'error', strict: 'error' },
  title: 'rtp.conf switches off the ICE that browsers need',
  remedy: 'Set icesupport=yes in rtp.conf; endpoints without ice_support stay as they are.',
  cites: ['RFC 8827 §6.3', 'Asterisk rtp.conf.sample, icesupport'],
  examples: [
    {
      title: 'an endpoint for browsers',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[agent](!)
type=endpoint
webrtc=yes
;      ^^^ config/ast-rtp-ice-off
[a1](agent)
[a2](agent)
`,
        'rtp.conf': `
[general]
rtpstart=10000
icesupport=no
`,
      },
    },
    {
      title: 'the same by its parts',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[a1]
type=endpoint
media_encryption=dtls
dtls_cert_file=/etc/asterisk/keys/sip.crt
dtls_verify=fingerprint
ice_support=yes
;           ^^^ config/ast-rtp-ice-off
`,
        'rtp.conf': `
[general]
icesupport=false
`,
      },
    },
    {
      title: 'on as it is by itself, and off where nobody wants it',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[a1]
type=endpoint
webrtc=yes
`,
        'rtp.conf': `
[general]
rtpstart=10000
`,
      },
    },
    {
      title: 'no browsers',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[a1]
type=endpoint
media_encryption=no
`,
        'rtp.conf': `
[general]
icesupport=no
`,
      },
    },
  ],
  check(facts, _context, report) {
    const { rtp } = pjsipOf(facts) ?? {};
    const ice = rtp && generalSetting(rtp, 'icesupport');
    if (!ice || switchOf(ice) !== 'off') return;
    const wanting = endpointsOf(facts).flatMap(({ name, webrtc, object }) => {
      const own = setting(object, 'ice_support');
      const entry = webrtc === 'on' ? setting(object, 'webrtc') : switchOf(own) === 'on' ? own : undefined;
      return entry ? [{ name, place: entry.value.place }] : [];
    });
    for (const { place, items } of byPlace(wanting, (each) => each.place)) {
      const names = items.map(({ name }) => name);
      report(
        place,
        `${whoDoes(names, ['is', 'are'])} to use ICE, and icesupport is off in the rtp.conf beside it: the SDP has no candidates, and browsers send no media without.`,
        { related: [{ message: 'ICE is switched off for all here.', place: ice.value.place }] },
      );
    }
  },
});
