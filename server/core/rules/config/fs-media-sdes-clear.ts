import { freeswitchFacts } from '../../config/freeswitch/facts';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { everywhere, sofiaCite } from '../freeswitch';

export default defineConfigRule({
  id: 'config/fs-media-sdes-clear',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'warning', strict: 'error' },
  title: 'SRTP keys in the SDP, and no profile has TLS',
  remedy: 'Turn TLS on for the profiles that carry these calls, or use DTLS-SRTP.',
  cites: ['RFC 4568 §8.3', sofiaCite('rtp_secure_media')],
  examples: [
    {
      title: 'in the dialplan, in the directory and as a variable',
      dialect: 'freeswitch',
      files: {
        'freeswitch.xml': `
<document type="freeswitch/xml">
  <X-PRE-PROCESS cmd="set" data="internal_ssl_enable=false"/>
  <X-PRE-PROCESS cmd="set" data="rtp_secure_media=mandatory:AES_CM_128_HMAC_SHA1_80"/>
<!--                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/fs-media-sdes-clear -->
  <section name="configuration">
    <configuration name="sofia.conf">
      <profiles>
        <profile name="internal">
          <settings>
            <param name="tls" value="$\${internal_ssl_enable}"/>
          </settings>
        </profile>
      </profiles>
    </configuration>
  </section>
  <section name="dialplan">
    <extension name="out">
      <action application="set" data="rtp_secure_media=true"/>
<!--                                                   ^^^^ config/fs-media-sdes-clear -->
      <action application="bridge" data="{rtp_secure_media_outbound=optional}sofia/gateway/provider/$1"/>
<!--                                                                ^^^^^^^^ config/fs-media-sdes-clear -->
    </extension>
  </section>
  <section name="directory">
    <user id="1000">
      <variables>
        <variable name="rtp_secure_media" value="false"/>
      </variables>
    </user>
  </section>
</document>
`,
      },
    },
    {
      title: 'one profile has TLS',
      dialect: 'freeswitch',
      files: {
        'vars.xml': `
<include>
  <X-PRE-PROCESS cmd="set" data="rtp_secure_media=true"/>
</include>
`,
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="tls" value="true"/>
  </settings>
</profile>
`,
        'sip_profiles/external.xml': `
<profile name="external">
  <settings>
    <param name="tls" value="false"/>
  </settings>
</profile>
`,
      },
    },
    {
      title: 'nothing is known of profiles',
      dialect: 'freeswitch',
      files: {
        'vars.xml': `
<include>
  <X-PRE-PROCESS cmd="set" data="rtp_secure_media=true"/>
</include>
`,
      },
    },
  ],
  check(facts, context, report) {
    const profiles = everywhere(facts, context).flatMap((own) => own.profiles);
    if (profiles.length === 0 || profiles.some(({ tls }) => tls !== 'off')) return;
    for (const { name, mode, text, place } of freeswitchFacts(facts)?.media ?? []) {
      if (mode !== 'mandatory' && mode !== 'optional') continue;
      report(
        place,
        `${quoted(`${name}=${text}`)} puts the keys of SRTP into the SDP, and none of the SIP profiles has TLS: everybody on the way reads the keys and hears the call.`,
        { covers: ['config/media-sdes-clear'] },
      );
    }
  },
});
