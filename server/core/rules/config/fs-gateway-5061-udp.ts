import { proxyOf, registerTransport } from '../../config/freeswitch/gateways';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { ownGateways, rewrite, setGatewayParam, sofiaCite } from '../freeswitch';

export default defineConfigRule({
  id: 'config/fs-gateway-5061-udp',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Gateway sends UDP to port 5061',
  remedy: 'Append ;transport=tls to the proxy and set register-transport to tls; for UDP take the port out.',
  cites: ['RFC 3261 §18.2.1', sofiaCite('sofia.c, parse_gateways')],
  examples: [
    {
      title: 'a port alone',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/external/provider.xml': `
<include>
  <gateway name="provider">
    <param name="username" value="1000"/>
    <param name="password" value="example"/>
    <param name="proxy" value="sip.example.com:5061"/>
<!--                                           ^^^^ config/fs-gateway-5061-udp -->
  </gateway>
</include>
`,
      },
    },
    {
      title: 'all of a gateway on one line',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/external/provider.xml': `
<gateway name="provider"><param name="proxy" value="sip.example.com:5061"/></gateway>
<!--                                                                ^^^^ config/fs-gateway-5061-udp -->
`,
      },
    },
    {
      title: 'register-transport says TLS for calls too',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/external/provider.xml': `
<include>
  <gateway name="provider">
    <param name="proxy" value="sip.example.com:5061"/>
    <param name="register-transport" value="tls"/>
  </gateway>
</include>
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const gateway of ownGateways(facts)) {
      const proxy = proxyOf(gateway);
      const { transport } = registerTransport(gateway);
      if (proxy?.port !== 5061 || !proxy.portPlace || proxy.scheme === 'sips' || !proxy.value.isKnown) continue;
      if (proxy.transport !== undefined || transport !== 'udp') continue;
      // On a profile without TLS the gateway would be left out as a whole.
      const isPossible = gateway.profile?.tls !== 'off' && proxy.value.raw !== undefined;
      const register = setGatewayParam(facts, gateway, 'register-transport', 'tls');
      report(
        proxy.portPlace,
        `Neither the ${proxy.key} of gateway ${quoted(gateway.name)} nor register-transport says a transport, so FreeSWITCH sends UDP to port 5061, where servers expect TLS: nobody answers.`,
        {
          covers: ['config/uri-transport-missing', 'config/port-plain-on-5061'],
          ...(isPossible && {
            fix: { title: 'Use TLS', edits: [rewrite(proxy.value, `${proxy.value.text};transport=tls`), ...(register ? [register] : [])] },
          }),
        },
      );
    }
  },
});
