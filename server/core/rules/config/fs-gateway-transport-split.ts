import { type GatewayAddress, proxyOf, registerTransport, stickyProxies } from '../../config/freeswitch/gateways';
import type { Gateway } from '../../config/freeswitch/profiles';
import type { ConfigFacts } from '../../config/model';
import { type ConfigReport, defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { ownGateways, rewrite, rewriting, setGatewayParam, sofiaCite } from '../freeswitch';

export default defineConfigRule({
  id: 'config/fs-gateway-transport-split',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Gateway uses TLS for a part of its traffic only',
  remedy: 'Say TLS everywhere: register-transport tls, and ;transport=tls in proxy, register-proxy and outbound-proxy.',
  cites: [sofiaCite('sofia.c, parse_gateways'), sofiaCite('sofia_glue.c, sofia_overcome_sip_uri_weakness')],
  examples: [
    {
      title: 'a proxy on the way that does not say it',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/external/provider.xml': `
<include>
  <gateway name="provider">
    <param name="proxy" value="sip.example.com"/>
    <param name="register-transport" value="tls"/>
    <param name="outbound-proxy" value="edge.example.com"/>
<!--                                    ^^^^^^^^^^^^^^^^ config/fs-gateway-transport-split -->
  </gateway>
</include>
`,
      },
    },
    {
      title: 'register-transport is not set',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/external/provider.xml': `
<include>
  <gateway name="provider">
    <param name="proxy" value="sip.example.com:5061;transport=tls"/>
<!--                                               ^^^^^^^^^^^^^^ config/fs-gateway-transport-split -->
    <param name="from-domain" value="example.com"/>
  </gateway>
</include>
`,
      },
    },
    {
      title: 'the proxy says something else',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/external/provider.xml': `
<include>
  <gateway name="provider">
    <param name="proxy" value="sip.example.com;transport=tcp"/>
<!--                                          ^^^^^^^^^^^^^^ config/fs-gateway-transport-split -->
    <param name="register-transport" value="tls"/>
  </gateway>
</include>
`,
      },
    },
    {
      title: 'a proxy without a transport goes by register-transport',
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
      const { transport } = registerTransport(gateway);
      const proxy = proxyOf(gateway);
      if (gateway.profile?.tls === 'off' || transport === 'unknown' || transport === 'none') continue;
      if (proxy?.value.isKnown && proxy.transport === 'tls' && transport !== 'tls') reportContact(facts, gateway, proxy, report);
      if (transport !== 'tls') continue;
      if (proxy?.value.isKnown && proxy.transport !== undefined && proxy.transport !== 'tls') reportProxy(gateway, proxy, report);
      for (const sticky of stickyProxies(gateway))
        if (sticky.value.isKnown && sticky.scheme !== 'sips' && sticky.transport !== 'tls') reportSticky(gateway, sticky, report);
    }
  },
});

function reportContact(facts: ConfigFacts, gateway: Gateway, { transportPlace, value }: GatewayAddress, report: ConfigReport): void {
  const edit = setGatewayParam(facts, gateway, 'register-transport', 'tls');
  report(
    transportPlace ?? value.place,
    `Requests of gateway ${quoted(gateway.name)} go over TLS, but its Contact is that of register-transport, ${registerTransport(gateway).transport.toUpperCase()}: calls from the provider come back in clear text, to the port for clear text.`,
    edit && { fix: { title: 'Set register-transport to tls', edits: [edit] } },
  );
}

function reportProxy(gateway: Gateway, { transport, transportPlace, value }: GatewayAddress, report: ConfigReport): void {
  const mended = value.text.replace(/;(\s*)transport=[^;?>]*/i, ';$1transport=tls');
  report(
    transportPlace ?? value.place,
    `register-transport is tls, but the proxy of gateway ${quoted(gateway.name)} says ${transport === 'unknown' ? 'something else' : (transport ?? '').toUpperCase()} and goes before: registrations and calls leave without TLS, and only Contact speaks of it.`,
    rewriting('Use TLS', value, mended),
  );
}

function reportSticky(gateway: Gateway, { key, transport, value }: GatewayAddress, report: ConfigReport): void {
  const what = key === 'register-proxy' ? 'Registrations' : 'Calls';
  const how = transport === undefined ? 'says no transport' : `says ${transport.toUpperCase()}`;
  const mended =
    transport === undefined ? `${value.text};transport=tls` : value.text.replace(/;(\s*)transport=[^;?>]*/i, ';$1transport=tls');
  report(
    value.place,
    `register-transport is tls, but ${key} is used as it is written, and ${how}. ${what} of gateway ${quoted(gateway.name)} leave over UDP unless DNS says otherwise.`,
    value.raw ? { fix: { title: `Use TLS for ${key}`, edits: [rewrite(value, mended)] } } : {},
  );
}
