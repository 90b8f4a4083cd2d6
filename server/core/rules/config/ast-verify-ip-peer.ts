import { pjsipOf } from '../../config/asterisk/pjsip-facts';
import { isOn, setting } from '../../config/asterisk/pjsip-objects';
import type { PjsipTarget, PjsipTransport } from '../../config/asterisk/pjsip-shapes';
import { isOverTls, namesNoSocket, tlsTransportsOf } from '../../config/asterisk/pjsip-targets';
import type { ConfigFacts } from '../../config/model';
import { isIpLiteral } from '../../sip/socket';
import { byPlace, targetsOf } from '../asterisk';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/ast-verify-ip-peer',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Server is verified by its name, but named by an address',
  remedy: 'Write the name that is in the server’s certificate.',
  cites: ['RFC 5922 §7.1', 'RFC 5922 §7.3', 'Asterisk res_pjsip, transport verify_server'],
  examples: [
    {
      title: 'a trunk by its address',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
type = transport
protocol = tls
bind = 0.0.0.0
cert_file = /etc/asterisk/keys/sip.crt
priv_key_file = /etc/asterisk/keys/sip.key
ca_list_file = /etc/ssl/certs/ca-certificates.crt
method = tlsv1_2
verify_server = yes

[trunk]
type = registration
transport = t-tls
server_uri = sip:198.51.100.7\\;transport=tls
;                ^^^^^^^^^^^^ config/ast-verify-ip-peer
client_uri = sip:1000@trunk.example.net
`,
      },
    },
    {
      title: 'a wizard whose transport stands in pjsip.conf',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip_wizard.conf': `
[trunk]
type=wizard
transport=t-tls
remote_hosts=sip1.example.net, 198.51.100.7:5061
;                              ^^^^^^^^^^^^ config/ast-verify-ip-peer
contact_pattern=sip:\${REMOTE_HOST}\\;transport=tls
`,
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
ca_list_file=/etc/ssl/certs/ca-certificates.crt
method=tlsv1_2
verify_server=yes
`,
      },
    },
    {
      title: 'not over TLS, and not verified',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-udp]
type=transport
bind=0.0.0.0

[trunk]
type=endpoint
transport=t-udp
aors=trunk
[trunk]
type=aor
contact=sip:198.51.100.7
`,
      },
    },
  ],
  check(facts, _context, report) {
    const wrong = targetsOf(facts).flatMap((target) => {
      const transport = isIpLiteral(target.host) && isOverTls(target) ? transportOf(facts, target) : undefined;
      return transport && isOn(setting(transport.object, 'verify_server')) === true ? [{ target, transport }] : [];
    });
    for (const { place, items } of byPlace(wrong, ({ target }) => target.hostPlace)) {
      const [first] = items;
      if (!first) continue;
      report(
        place,
        `Transport ${quoted(first.transport.name)} compares the name of the server with its certificate, and here that name is the address ${first.target.host}. Hardly any certificate holds an address, so the connection is shut down.`,
        { covers: ['config/uri-ip-tls', 'config/cert-name-ip'] },
      );
    }
  },
});

/** The transport that is named, or the only one of TLS. */
function transportOf(facts: ConfigFacts, target: PjsipTarget): PjsipTransport | undefined {
  const [named] = tlsTransportsOf(target);
  const [only, ...more] = pjsipOf(facts)?.transports.filter(({ protocol }) => protocol === 'tls') ?? [];
  return named ?? (namesNoSocket(target) && more.length === 0 ? only : undefined);
}
