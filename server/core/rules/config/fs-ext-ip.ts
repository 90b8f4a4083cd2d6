import { proxyOf } from '../../config/freeswitch/gateways';
import { settingOf } from '../../config/freeswitch/profiles';
import { isPrivate } from '../../sip/socket';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { gatewaysOf, ownProfiles, sofiaCite } from '../freeswitch';

export default defineConfigRule({
  id: 'config/fs-ext-ip',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'info', strict: 'info' },
  title: 'Private address is announced to gateways over TLS',
  remedy: 'Set ext-sip-ip to the public address, or to auto-nat where the router says it.',
  cites: ['RFC 3261 §8.1.1.8', sofiaCite('ext-sip-ip')],
  examples: [
    {
      title: 'behind NAT',
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
    <param name="sip-ip" value="10.0.0.5"/>
<!--                            ^^^^^^^^ config/fs-ext-ip -->
    <param name="tls" value="true"/>
  </settings>
</profile>
`,
      },
    },
    {
      title: 'with ext-sip-ip',
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
    <param name="sip-ip" value="10.0.0.5"/>
    <param name="ext-sip-ip" value="198.51.100.5"/>
    <param name="tls" value="true"/>
  </settings>
</profile>
`,
      },
    },
    {
      title: 'the other side is in the same network',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/external.xml': `
<profile name="external">
  <gateways>
    <gateway name="pbx">
      <param name="proxy" value="10.0.0.6:5061;transport=tls"/>
      <param name="register-transport" value="tls"/>
    </gateway>
  </gateways>
  <settings>
    <param name="sip-ip" value="10.0.0.5"/>
    <param name="tls" value="true"/>
  </settings>
</profile>
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const profile of ownProfiles(facts)) {
      const ip = settingOf(profile, 'sip-ip')?.value;
      if (profile.tls !== 'on' || !ip?.isKnown || !isPrivate(ip.text) || settingOf(profile, 'ext-sip-ip')) continue;
      const gateway = gatewaysOf(facts, profile).find((each) => {
        const proxy = proxyOf(each);
        return proxy?.value.isKnown && proxy.host.includes('.') && !isPrivate(proxy.host);
      });
      if (!gateway) continue;
      report(
        ip.place,
        `Without ext-sip-ip profile ${quoted(profile.name)} writes ${ip.text} into Contact and Via. Gateway ${quoted(gateway.name)} lies outside of the private network and cannot send calls there.`,
        { related: [{ message: 'This gateway is outside', place: gateway.place }] },
      );
    }
  },
});
