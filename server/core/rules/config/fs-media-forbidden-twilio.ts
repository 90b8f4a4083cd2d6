import { carriedBy, proxyOf } from '../../config/freeswitch/gateways';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { ownGateways, rewriting, sofiaCite } from '../freeswitch';

export default defineConfigRule({
  id: 'config/fs-media-forbidden-twilio',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'TLS to Twilio without SRTP',
  remedy: 'Set rtp_secure_media to mandatory, and turn Secure Trunking on at Twilio; with it off, SRTP is refused.',
  cites: ['Twilio Elastic SIP Trunking, Secure Trunking', sofiaCite('rtp_secure_media')],
  examples: [
    {
      title: 'forbidden',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/external/twilio.xml': `
<include>
  <gateway name="twilio">
    <param name="proxy" value="example.pstn.twilio.com:5061;transport=tls"/>
    <param name="register-transport" value="tls"/>
    <param name="register" value="false"/>
    <variables>
      <variable name="rtp_secure_media" value="forbidden" direction="outbound"/>
<!--                                           ^^^^^^^^^ config/fs-media-forbidden-twilio -->
    </variables>
  </gateway>
</include>
`,
      },
    },
    {
      title: 'mandatory',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/external/twilio.xml': `
<include>
  <gateway name="twilio">
    <param name="proxy" value="example.pstn.twilio.com:5061;transport=tls"/>
    <param name="register-transport" value="tls"/>
    <param name="register" value="false"/>
    <variables>
      <variable name="rtp_secure_media" value="mandatory" direction="outbound"/>
    </variables>
  </gateway>
</include>
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const gateway of ownGateways(facts)) {
      const proxy = proxyOf(gateway);
      if (!proxy || !/(?:^|\.)twilio\.com$/.test(proxy.host) || carriedBy(gateway, proxy) !== 'tls') continue;
      const media = gateway.variables.findLast(({ key }) => /^rtp_secure_media(?:_outbound)?$/.test(key));
      if (!media?.value.isKnown || !/^(?:forbidden|false)\b/i.test(media.value.text)) continue;
      report(
        media.value.place,
        `Gateway ${quoted(gateway.name)} speaks TLS with Twilio and offers no SRTP. With Secure Trunking on, Twilio refuses such calls; with it off, the voice travels in clear text.`,
        {
          covers: ['config/provider-twilio-srtp-off', 'config/media-plain-over-tls'],
          ...rewriting('Demand SRTP', media.value, 'mandatory'),
        },
      );
    }
  },
});
