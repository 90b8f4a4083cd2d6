import type { ConfigEdit } from '../../config/edits';
import { type GatewayAddress, proxyOf } from '../../config/freeswitch/gateways';
import type { Gateway } from '../../config/freeswitch/profiles';
import type { ConfigFacts } from '../../config/model';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { ownGateways, rewrite, setGatewayParam, sofiaCite } from '../freeswitch';

export default defineConfigRule({
  id: 'config/fs-gateway-sips',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'error', strict: 'error' },
  title: 'sips: in the proxy of a gateway',
  remedy: 'Write host, port and transport without a scheme, and register over TLS: host:5061;transport=tls.',
  cites: [sofiaCite('sofia.c, parse_gateways')],
  examples: [
    {
      title: 'as a URI',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/external/provider.xml': `
<include>
  <gateway name="provider">
    <param name="proxy" value="sips:sip.example.com"/>
<!--                           ^^^^^ config/fs-gateway-sips -->
    <param name="register" value="false"/>
  </gateway>
</include>
`,
      },
    },
    {
      title: 'with port and parameters',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/external/provider.xml': `
<include>
  <gateway name="provider">
    <param name="proxy" value="sips:sip.example.com:5071;transport=tcp"/>
<!--                           ^^^^^ config/fs-gateway-sips -->
    <param name="register-transport" value="tls"/>
  </gateway>
</include>
`,
      },
    },
    {
      title: 'transport=tls, and a sips: URI where one is taken as it is',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/external/provider.xml': `
<include>
  <gateway name="provider">
    <param name="proxy" value="sip.example.com:5061;transport=tls"/>
    <param name="register-transport" value="tls"/>
    <param name="outbound-proxy" value="sips:edge.example.com"/>
  </gateway>
</include>
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const gateway of ownGateways(facts)) {
      const address = proxyOf(gateway);
      if (address?.scheme !== 'sips' || !address.value.isKnown) continue;
      const edits = overTls(facts, gateway, address);
      report(
        address.schemePlace,
        `FreeSWITCH knows sip: only in the ${address.key} of a gateway, and puts it in front of everything else. Gateway ${quoted(gateway.name)} would dial “sip:sips:${address.host}”, which is no address.`,
        {
          covers: ['config/uri-transport-tls-deprecated', 'config/uri-sips-udp'],
          ...(edits && { fix: { title: 'Dial the host over TLS', edits } }),
        },
      );
    }
  },
});

function overTls(facts: ConfigFacts, gateway: Gateway, { key, value, port }: GatewayAddress): ConfigEdit[] | undefined {
  if (key !== 'proxy' || !value.raw) return undefined;
  const [, rest = '', params = ''] = /^sips:([^;]*)(.*)$/i.exec(value.text) ?? [];
  const others = params.replace(/;\s*transport=[^;]*/gi, '');
  const text = `${rest}${port === undefined ? ':5061' : ''}${others};transport=tls`;
  const transport = setGatewayParam(facts, gateway, 'register-transport', 'tls');
  return [rewrite(value, text), ...(transport ? [transport] : [])];
}
