import { freeswitchFacts } from '../../config/freeswitch/facts';
import { enumerated } from '../../text/enumerated';
import { defineConfigRule } from '../config-rule';
import { isSecure, quoted } from '../config-words';
import { assignmentPlace } from '../freeswitch';

export default defineConfigRule({
  id: 'config/fs-media-caller-only',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'info', strict: 'info' },
  title: 'SRTP is asked for on the caller’s leg only',
  remedy: 'Use export with nolocal: for the called leg, or write the variable into the braces of the dial string.',
  cites: ['FreeSWITCH mod_dptools, export', 'FreeSWITCH vars.xml, rtp_secure_media'],
  examples: [
    {
      title: 'set, and then a bridge to a gateway over TLS',
      dialect: 'freeswitch',
      files: {
        'freeswitch.xml': `
<document type="freeswitch/xml">
  <section name="configuration">
    <configuration name="sofia.conf">
      <profiles>
        <profile name="external">
          <gateways>
            <gateway name="carrier">
              <param name="proxy" value="sip.example.net:5061;transport=tls"/>
              <param name="register-transport" value="tls"/>
              <param name="register" value="false"/>
            </gateway>
          </gateways>
          <settings>
            <param name="tls" value="true"/>
          </settings>
        </profile>
      </profiles>
    </configuration>
  </section>
  <section name="dialplan">
    <context name="default">
      <extension name="out">
        <condition field="destination_number" expression="^0(.*)$">
          <action application="set" data="rtp_secure_media=mandatory"/>
<!--                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^ config/fs-media-caller-only -->
          <action application="bridge" data="sofia/gateway/carrier/$1"/>
        </condition>
      </extension>
    </context>
  </section>
</document>
`,
      },
    },
    {
      title: 'a gateway that is not known here',
      dialect: 'freeswitch',
      files: {
        'dialplan/default.xml': `
<context name="default">
  <extension name="out">
    <condition field="destination_number" expression="^0(.*)$">
      <action application="set" data="rtp_secure_media=true"/>
<!--                                  ^^^^^^^^^^^^^^^^^^^^^ config/fs-media-caller-only -->
      <action application="set" data="hangup_after_bridge=true"/>
      <action application="bridge" data="sofia/gateway/carrier/$1"/>
    </condition>
  </extension>
</context>
`,
      },
    },
    {
      title: 'exported, in braces, and for a phone',
      dialect: 'freeswitch',
      files: {
        'dialplan/default.xml': `
<context name="default">
  <extension name="out">
    <condition field="destination_number" expression="^0(.*)$">
      <action application="set" data="rtp_secure_media=mandatory"/>
      <action application="export" data="nolocal:rtp_secure_media=mandatory"/>
      <action application="bridge" data="sofia/gateway/carrier/$1"/>
    </condition>
  </extension>
  <extension name="other">
    <condition field="destination_number" expression="^1(.*)$">
      <action application="set" data="rtp_secure_media=mandatory"/>
      <action application="bridge" data="{rtp_secure_media=optional}sofia/gateway/carrier/$1"/>
      <action application="bridge" data="user/$1"/>
    </condition>
  </extension>
</context>
`,
      },
    },
  ],
  check(facts, _context, report) {
    const media = freeswitchFacts(facts)?.media ?? [];
    // What is set for the whole system holds for every leg.
    if (media.some(({ name, group, element }) => !group && !element && name !== 'rtp_secure_media_inbound')) return;
    for (const { name, mode, text, namePlace, place, inFrontOf = new Set<string>() } of media) {
      if (mode !== 'mandatory' && mode !== 'optional') continue;
      // Those that have the variable of their own are called with it.
      const peers = facts.peers.filter(({ id }) => inFrontOf.has(id));
      const silent = [...inFrontOf].filter((gateway) => peers.every(({ id, media: own }) => id !== gateway || own.value === 'unknown'));
      if (silent.length === 0) continue;
      const isOverTls = peers.some(({ id, carriedBy }) => silent.includes(id) && isSecure(carriedBy));
      report(
        assignmentPlace({ namePlace, place }),
        `${quoted(`${name}=${text}`)} by set holds for the leg of the caller only: the leg to gateway ${enumerated(silent.map(quoted))} is offered without SRTP.`,
        isOverTls ? { severity: 'warning' } : {},
      );
    }
  },
});
