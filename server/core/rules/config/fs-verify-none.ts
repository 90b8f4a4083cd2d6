import { usesTls } from '../../config/freeswitch/gateways';
import { settingOf } from '../../config/freeswitch/profiles';
import { verifyPolicy } from '../../config/freeswitch/tls-words';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { byVariable, gatewaysOf, setSetting, sofiaCite, tlsProfiles, whereSaid } from '../freeswitch';

export default defineConfigRule({
  id: 'config/fs-verify-none',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'warning', strict: 'error' },
  title: 'Gateways over TLS are not verified',
  remedy:
    'Set tls-verify-policy to subjects_out, and put the authority of the provider into cafile.pem. Where its certificate is a wildcard or does not name the host, out checks the chain alone.',
  cites: ['RFC 5922 §7.3', sofiaCite('tls-verify-policy')],
  examples: [
    {
      title: 'as shipped, with a gateway over TLS',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/external.xml': `
<profile name="external">
  <gateways>
    <gateway name="provider">
      <param name="proxy" value="sip.example.com:5061;transport=tls"/>
      <param name="register-transport" value="tls"/>
    </gateway>
  </gateways>
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-version" value="tlsv1.2"/>
    <param name="tls-verify-policy" value="none"/>
<!--                                       ^^^^ config/fs-verify-none -->
  </settings>
</profile>
`,
      },
    },
    {
      title: 'only clients are checked, or nothing is said',
      dialect: 'freeswitch',
      files: {
        'autoload_configs/sofia.conf.xml': `
<configuration name="sofia.conf">
  <profiles>
    <profile name="one">
      <gateways><gateway name="a"><param name="proxy" value="a.example.com;transport=tls"/></gateway></gateways>
      <settings>
        <param name="tls" value="true"/>
        <param name="tls-verify-policy" value="in"/>
<!--                                           ^^ config/fs-verify-none -->
        <param name="tls-version" value="tlsv1.2"/>
        <param name="sip-ip" value="192.0.2.1"/>
      </settings>
    </profile>
    <profile name="two">
<!--               ^^^ config/fs-verify-none -->
      <gateways><gateway name="b"><param name="proxy" value="b.example.com;transport=tls"/></gateway></gateways>
      <settings>
        <param name="tls" value="true"/>
        <param name="tls-version" value="tlsv1.2"/>
        <param name="sip-ip" value="192.0.2.2"/>
      </settings>
    </profile>
  </profiles>
</configuration>
`,
      },
    },
    {
      title: 'no gateway uses TLS',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/external.xml': `
<profile name="external">
  <gateways>
    <gateway name="provider">
      <param name="proxy" value="sip.example.com"/>
    </gateway>
  </gateways>
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-version" value="tlsv1.2"/>
    <param name="tls-verify-policy" value="none"/>
  </settings>
</profile>
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const profile of tlsProfiles(facts)) {
      const policy = settingOf(profile, 'tls-verify-policy');
      const { isIn, isOut } = verifyPolicy(policy?.value.text ?? 'none');
      const gateway = gatewaysOf(facts, profile).find(usesTls);
      if (!gateway || isOut || policy?.value.isKnown === false) continue;
      const said = policy ? `With ${quoted(policy.value.text)}${byVariable(policy.value)}` : 'By default';
      // An empty value is read as `in`, and would be so in front of a bar too.
      const kept = isIn && policy?.value.text ? `${policy.value.text}|` : '';
      const edit = setSetting(facts, profile, 'tls-verify-policy', `${kept}subjects_out`);
      report(
        policy ? whereSaid(facts, policy.value) : profile.place,
        `${said} profile ${quoted(profile.name)} takes any certificate from the servers that it connects to, so that anybody on the way to gateway ${quoted(gateway.name)} can answer in its place.`,
        {
          covers: ['config/verify-client-off'],
          related: [{ message: 'This gateway uses TLS', place: gateway.place }],
          ...(edit && { fix: { title: 'Verify chain and name of servers', edits: [edit] } }),
        },
      );
    }
  },
});
