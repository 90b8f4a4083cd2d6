import { tlsPlaces } from '../../config/freeswitch/gateways';
import { lastOf } from '../../config/freeswitch/profiles';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { byVariable, ownGateways, setSetting, sofiaCite } from '../freeswitch';

export default defineConfigRule({
  id: 'config/fs-tls-off-but-used',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Gateway wants TLS, and its profile has none',
  remedy: 'Set tls of the profile to true; the shipped profiles take it from internal_ssl_enable and external_ssl_enable in vars.xml.',
  cites: [sofiaCite('sofia.c, parse_gateways')],
  examples: [
    {
      title: 'registers over TLS where the variable is false',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/external.xml': `
<profile name="external">
  <gateways>
    <gateway name="provider">
      <param name="proxy" value="sip.example.com:5061"/>
      <param name="register-transport" value="tls"/>
<!--                                          ^^^ config/fs-tls-off-but-used -->
    </gateway>
  </gateways>
  <settings>
    <param name="sip-ip" value="192.0.2.10"/>
    <param name="tls" value="$\${external_ssl_enable}"/>
    <param name="tls-version" value="tlsv1.2"/>
    <param name="tls-verify-policy" value="subjects_out"/>
  </settings>
</profile>
`,
        'vars.xml': `
<include>
  <X-PRE-PROCESS cmd="set" data="external_ssl_enable=false"/>
</include>
`,
      },
    },
    {
      title: 'calls over TLS from a profile that does not mention it',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/external.xml': `
<profile name="external">
  <gateways>
    <gateway name="provider">
      <param name="proxy" value="sip.example.com;transport=tls"/>
<!--                                            ^^^^^^^^^^^^^^ config/fs-tls-off-but-used -->
      <param name="register" value="false"/>
    </gateway>
  </gateways>
  <settings>
    <param name="sip-ip" value="192.0.2.10"/>
    <param name="tls-version" value="tlsv1.2"/>
    <param name="tls-verify-policy" value="subjects_out"/>
  </settings>
</profile>
`,
      },
    },
    {
      title: 'nobody knows whether TLS is on',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/external.xml': `
<profile name="external">
  <gateways>
    <gateway name="provider">
      <param name="proxy" value="sip.example.com:5061"/>
      <param name="register-transport" value="tls"/>
    </gateway>
  </gateways>
  <settings>
    <param name="tls" value="$\${external_ssl_enable}"/>
  </settings>
</profile>
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const gateway of ownGateways(facts)) {
      const { profile } = gateway;
      const [first] = tlsPlaces(gateway);
      if (profile?.tls !== 'off' || !first) continue;
      const said = lastOf(profile.settings, 'tls');
      const why = `profile ${quoted(profile.name)} has ${said ? `tls off${byVariable(said.value)}` : 'no tls, which is off by default'}`;
      const consequence =
        first.how === 'register-transport'
          ? `FreeSWITCH says “unsupported transport” and leaves gateway ${quoted(gateway.name)} out as a whole`
          : `gateway ${quoted(gateway.name)} has no socket to send from, and its calls and registrations fail`;
      const edit = setSetting(facts, profile, 'tls', 'true');
      report(first.place, `This gateway is to use TLS, but ${why}: ${consequence}.`, {
        ...(said && { related: [{ message: 'Here TLS is off', place: said.value.place }] }),
        ...(edit && { fix: { title: `Turn TLS on for profile ${quoted(profile.name)}`, edits: [edit] } }),
      });
    }
  },
});
