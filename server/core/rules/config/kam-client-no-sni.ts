import { type ConfigEdit, linesAbove, linesBelow } from '../../config/edits';
import { carrierOf } from '../../config/kamailio/carrier';
import { isIpLiteral } from '../../sip/socket';
import { defineConfigRule } from '../config-rule';
import { parameterLine, parameterPlace, scriptOf, tlsParametersOf } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-client-no-sni',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'As a client, Kamailio sends no SNI',
  remedy: 'Set the parameter xavp_cfg, and $xavp(tls=>server_name) before the request is relayed.',
  cites: ['RFC 6066 §3', 'Kamailio tls module, xavp_cfg'],
  examples: [
    {
      title: 'a provider by name',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
request_route {
  $du = "sip:sip.example.net:5061;transport=tls";
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/kam-client-no-sni
  t_relay();
}
`,
      },
    },
    {
      title: 'the parameter alone sends nothing',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
modparam("tls", "xavp_cfg", "out")
request_route {
  $xavp(tls=>server_name) = "sip.example.net";
  $du = "sips:sip.example.net";
#        ^^^^^^^^^^^^^^^^^^^^ config/kam-client-no-sni
  t_relay();
}
`,
      },
    },
    {
      title: 'it is sent; and there is none for an address',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
modparam("tls", "xavp_cfg", "tls")
request_route {
  $xavp(tls=>server_name) = "sip.example.net";
  $du = "sip:sip.example.net:5061;transport=tls";
  t_relay();
}
`,
      },
    },
    {
      title: 'an address has no SNI',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
request_route {
  $du = "sip:192.0.2.9:5061;transport=tls";
  t_relay();
}
`,
      },
    },
  ],
  check(facts, _context, report) {
    const script = scriptOf(facts);
    const place = script && parameterPlace(script);
    if (!place || script.isIncomplete) return;
    const parameter = tlsParametersOf(script, 'xavp_cfg').at(-1)?.value;
    const name = parameter?.isKnown === false ? undefined : (parameter?.text ?? 'tls');
    const isSet = script.routing.extended.some((each) => each.field === 'server_name' && each.name === name);
    if (name === undefined || (parameter && isSet)) return;
    const targets = script.routing.steps.filter(
      ({ kind, uri, isInactive }) => kind === 'destination' && uri && !isInactive && carrierOf(uri) === 'tls',
    );
    const [first, ...others] = targets.filter(
      ({ uri }) => uri?.host.isKnown && /[a-z]/i.test(uri.host.text) && !isIpLiteral(uri.host.text),
    );
    if (!first?.uri) return;
    const host = first.uri.host.text;
    const edits: ConfigEdit[] = [
      ...(parameter ? [] : [linesBelow(facts, place, [parameterLine(facts, 'xavp_cfg', `"${name}"`)])]),
      linesAbove(facts, first.whole, [`$xavp(${name}=>server_name) = "${host}";`]),
    ];
    report(
      first.place,
      `No SNI is sent to ${host}: Kamailio takes it only from $xavp(${name}=>server_name)${parameter ? ', which is never set' : ', with the parameter xavp_cfg'}. A provider with several certificates on one address answers with the wrong one.`,
      {
        covers: ['config/sni-not-sent'],
        fix: { title: `Send ${host} as SNI`, edits },
        ...(others.length > 0 && { related: others.slice(0, 5).map((other) => ({ message: 'The same here', place: other.place })) }),
      },
    );
  },
});
