import { type FreeswitchFacts, freeswitchFacts } from '../../config/freeswitch/facts';
import { carriedBy, proxyOf, stickyProxies } from '../../config/freeswitch/gateways';
import { defineConfigRule } from '../config-rule';
import { isClear, quoted } from '../config-words';
import { sofiaCite } from '../freeswitch';
import { onThisServer } from '../freeswitch-server';

export default defineConfigRule({
  id: 'config/fs-media-sdes-clear',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'warning', strict: 'error' },
  title: 'SRTP keys in the SDP of calls without TLS',
  remedy: 'Carry these calls over TLS, or use DTLS-SRTP.',
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
      title: 'to a gateway over UDP, though the profile has TLS',
      dialect: 'freeswitch',
      files: {
        'freeswitch.xml': `
<document type="freeswitch/xml">
  <section name="configuration">
    <configuration name="sofia.conf">
      <profiles>
        <profile name="external">
          <gateways>
            <gateway name="plain"><param name="proxy" value="sip.example.com"/></gateway>
            <gateway name="secure"><param name="proxy" value="sip.example.net;transport=tls"/></gateway>
            <gateway name="never"><param name="proxy" value="sips:sip.example.org"/></gateway>
          </gateways>
          <settings>
            <param name="tls" value="true"/>
          </settings>
        </profile>
      </profiles>
    </configuration>
  </section>
  <section name="dialplan">
    <extension name="out">
      <action application="bridge" data="{rtp_secure_media=mandatory}sofia/gateway/plain/$1"/>
<!--                                                       ^^^^^^^^^ config/fs-media-sdes-clear -->
      <action application="bridge" data="{rtp_secure_media=mandatory}sofia/gateway/secure/$1"/>
      <action application="bridge" data="{rtp_secure_media=optional}sofia/gateway/secure/$1|sofia/gateway/plain/$1"/>
      <action application="bridge" data="{rtp_secure_media=mandatory}sofia/gateway/never/$1"/>
      <action application="bridge" data="{rtp_secure_media=mandatory}sofia/gateway/elsewhere/$1"/>
    </extension>
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
    const all = onThisServer(facts, context);
    const profiles = all.flatMap((own) => own.profiles);
    const isTlsNowhere = profiles.length > 0 && profiles.every(({ tls }) => tls === 'off');
    for (const { name, mode, text, place, gateway } of freeswitchFacts(facts)?.media ?? []) {
      if (mode !== 'mandatory' && mode !== 'optional') continue;
      const way = gateway === undefined ? undefined : clearWay(all, gateway);
      if (!isTlsNowhere && way === undefined) continue;
      const where = isTlsNowhere ? 'none of the SIP profiles has TLS' : `gateway ${quoted(gateway ?? '')} is called over ${way}`;
      report(
        place,
        `${quoted(`${name}=${text}`)} puts the keys of SRTP into the SDP, and ${where}: everybody on the way reads the keys and hears the call.`,
        {
          covers: ['config/media-sdes-clear'],
        },
      );
    }
  },
});

/** The transport in clear by which calls go to a gateway; undefined where it is another one, or not known. */
function clearWay(all: readonly FreeswitchFacts[], name: string): string | undefined {
  const [gateway, another] = all.flatMap(({ gateways }) => gateways.filter((each) => each.name === name && each.isHere));
  const proxy = gateway && proxyOf(gateway);
  // A gateway whose proxy says sips: is called by nothing at all.
  if (!proxy || another || proxy.scheme === 'sips' || stickyProxies(gateway).length > 0) return undefined;
  const transport = carriedBy(gateway, proxy);
  return isClear(transport) ? transport.toUpperCase() : undefined;
}
