import { replacing } from '../../config/edits';
import { freeswitchFacts } from '../../config/freeswitch/facts';
import { isAtLeast } from '../../config/product-version';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/fs-media-old-name',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'sip_secure_media, which nobody reads any more',
  remedy: 'Write rtp_secure_media.',
  cites: ['FreeSWITCH switch_core_media.c, switch_core_session_parse_crypto_prefs', 'FreeSWITCH vars.xml, rtp_secure_media'],
  examples: [
    {
      title: 'of a call, and of a user',
      dialect: 'freeswitch',
      files: {
        'dialplan/default.xml': `
<context name="default">
  <extension name="out">
    <condition field="destination_number" expression="^0(.*)$">
      <action application="export" data="nolocal:sip_secure_media=true"/>
<!--                                             ^^^^^^^^^^^^^^^^ config/fs-media-old-name -->
      <action application="bridge" data="sofia/gateway/carrier/$1"/>
    </condition>
  </extension>
  <user id="1000">
    <variables>
      <variable name="sip_secure_media" value="true"/>
<!--                  ^^^^^^^^^^^^^^^^ config/fs-media-old-name -->
    </variables>
  </user>
</context>
`,
      },
    },
    {
      title: 'beside the new name, for both',
      dialect: 'freeswitch',
      files: {
        'dialplan/default.xml': `
<context name="default">
  <user id="1000">
    <variables>
      <variable name="rtp_secure_media" value="true"/>
      <variable name="sip_secure_media" value="true"/>
    </variables>
  </user>
</context>
`,
      },
    },
    {
      title: 'switched off, as it is by itself',
      dialect: 'freeswitch',
      files: {
        'dialplan/default.xml': `
<context name="default">
  <extension name="fax">
    <condition field="destination_number" expression="^77">
      <action application="set" data="sip_secure_media=false"/>
    </condition>
  </extension>
</context>
`,
      },
    },
    {
      title: 'of a time when it was read',
      dialect: 'freeswitch',
      version: '1.2.23',
      files: {
        'dialplan/default.xml': `
<context name="default">
  <extension name="out">
    <condition field="destination_number" expression="^0">
      <action application="set" data="sip_secure_media=true"/>
    </condition>
  </extension>
</context>
`,
      },
    },
  ],
  check(facts, { version }, report) {
    if (isAtLeast(version('freeswitch'), '1.4') === false) return;
    const media = freeswitchFacts(facts)?.media ?? [];
    const hasNewName = new Set(media.filter(({ name }) => name !== 'sip_secure_media').map(({ group }) => group));
    for (const { name, mode, group, namePlace } of media) {
      if (name !== 'sip_secure_media' || (mode !== 'mandatory' && mode !== 'optional') || hasNewName.has(group)) continue;
      report(
        namePlace,
        'FreeSWITCH has read `rtp_secure_media` in its place since 1.4: under this name it changes nothing, and media is sent in clear.',
        { fix: { title: 'Write rtp_secure_media', edits: [replacing(namePlace, 'rtp_secure_media')] } },
      );
    }
  },
});
