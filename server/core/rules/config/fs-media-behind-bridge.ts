import { freeswitchFacts } from '../../config/freeswitch/facts';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { assignmentPlace } from '../freeswitch';

export default defineConfigRule({
  id: 'config/fs-media-behind-bridge',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'SRTP is asked for behind the bridge',
  remedy: 'Move the action in front of the bridge.',
  cites: ['FreeSWITCH mod_dptools, bridge', 'FreeSWITCH vars.xml, rtp_secure_media'],
  examples: [
    {
      title: 'the call is over by then',
      dialect: 'freeswitch',
      files: {
        'dialplan/default.xml': `
<context name="default">
  <extension name="out">
    <condition field="destination_number" expression="^0(.*)$">
      <action application="bridge" data="sofia/gateway/carrier/$1"/>
      <action application="export" data="nolocal:rtp_secure_media=mandatory"/>
<!--                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^ config/fs-media-behind-bridge -->
      <action application="hangup"/>
    </condition>
  </extension>
</context>
`,
      },
    },
    {
      title: 'in front of it, and for a second one',
      dialect: 'freeswitch',
      files: {
        'dialplan/default.xml': `
<context name="default">
  <extension name="out">
    <condition field="destination_number" expression="^0(.*)$">
      <action application="export" data="nolocal:rtp_secure_media=mandatory"/>
      <action application="bridge" data="sofia/gateway/carrier/$1"/>
      <action application="export" data="nolocal:rtp_secure_media=optional"/>
      <action application="bridge" data="sofia/gateway/other/$1"/>
    </condition>
  </extension>
</context>
`,
      },
    },
    {
      title: 'what the parser of the dialplan carries out before all calls',
      dialect: 'freeswitch',
      files: {
        'dialplan/default.xml': `
<context name="default">
  <extension name="out">
    <condition field="destination_number" expression="^0(.*)$">
      <action application="bridge" data="sofia/gateway/carrier/$1"/>
      <action application="set" inline="true" data="rtp_secure_media=mandatory"/>
    </condition>
  </extension>
  <extension name="goes on" continue="true">
    <condition field="destination_number" expression="^1(.*)$">
      <action application="bridge" data="sofia/gateway/carrier/$1"/>
      <action application="export" data="nolocal:rtp_secure_media=mandatory"/>
    </condition>
  </extension>
</context>
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const { name, mode, text, namePlace, place, isBehindBridge } of freeswitchFacts(facts)?.media ?? []) {
      if (!isBehindBridge || (mode !== 'mandatory' && mode !== 'optional')) continue;
      report(
        assignmentPlace({ namePlace, place }),
        `The bridge above returns when its call is over, and ${quoted(`${name}=${text}`)} is set only then: that call is made without SRTP.`,
      );
    }
  },
});
