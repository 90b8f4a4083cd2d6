import { addSettings, replaceValue } from '../../config/asterisk/edits';
import { setting, switchOf } from '../../config/asterisk/pjsip-objects';
import type { PjsipTransport } from '../../config/asterisk/pjsip-shapes';
import { isPrivate } from '../../sip/socket';
import { namesOf, SYSTEM_AUTHORITIES, targetsOver, tlsTransports } from '../asterisk';
import { type ConfigFix, defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/ast-verify-server-off',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'TLS connections to servers are not verified',
  remedy: `Set verify_server=yes, and name the trusted authorities with ca_list_file=${SYSTEM_AUTHORITIES}.`,
  cites: ['RFC 3261 §26.3.1', 'RFC 5922 §7.3', 'Asterisk res_pjsip, transport verify_server'],
  examples: [
    {
      title: 'a trunk over TLS',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
 ^^^^^ config/ast-verify-server-off
type = transport
protocol = tls
bind = 0.0.0.0
cert_file = /etc/asterisk/keys/sip.crt
priv_key_file = /etc/asterisk/keys/sip.key
method = tlsv1_2

[trunk]
type = registration
transport = t-tls
server_uri = sip:trunk.example.net\\;transport=tls
client_uri = sip:1000@trunk.example.net
`,
      },
    },
    {
      title: 'switched off, and used by a wizard',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
method=tlsv1_2
verify_server=no
;             ^^ config/ast-verify-server-off
`,
        'pjsip_wizard.conf': `
[trunk]
type=wizard
transport=t-tls
remote_hosts=sip1.example.net,sip2.example.net
contact_pattern=sip:\${REMOTE_HOST}\\;transport=tls
`,
      },
    },
    {
      title: 'phones only, and a gateway in the same house',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
method=tlsv1_2

[1001]
type=endpoint
transport=t-tls
aors=1001
rewrite_contact=yes
[1001]
type=aor
max_contacts=1

[gateway]
type=endpoint
transport=t-tls
aors=gateway
[gateway]
type=aor
contact=sip:192.168.1.9\\;transport=tls
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const transport of tlsTransports(facts)) {
      const { object, name } = transport;
      const verify = setting(object, 'verify_server');
      if (switchOf(verify) !== 'off') continue;
      const targets = targetsOver(facts, transport).filter(({ host }) => !isPrivate(host));
      const [first] = targets;
      if (!first) continue;
      const whom = namesOf(
        'server',
        targets.map(({ host }) => host),
      );
      report(
        verify?.value.place ?? object.section.place,
        `Transport ${quoted(name)} takes any certificate from the ${whom} that it connects to, so anybody in the path can answer in its place.`,
        {
          covers: ['config/verify-client-off'],
          fix: fixOf(transport),
          related: [{ message: 'This is spoken to over it.', place: first.place }],
        },
      );
    }
  },
});

function fixOf({ object: { section }, object }: PjsipTransport): ConfigFix {
  const own = section.own.findLast(({ key }) => key === 'verify_server');
  const hasAuthorities = setting(object, 'ca_list_file') !== undefined || setting(object, 'ca_list_path') !== undefined;
  const lines = [
    ...(own ? [] : [{ key: 'verify_server', value: 'yes' }]),
    ...(hasAuthorities ? [] : [{ key: 'ca_list_file', value: SYSTEM_AUTHORITIES }]),
  ];
  return {
    title: hasAuthorities ? 'Verify servers' : `Verify servers, with the authorities in ${SYSTEM_AUTHORITIES}`,
    edits: [...(own ? [replaceValue(own, 'yes')] : []), ...(lines.length > 0 ? [addSettings(section, lines, own)] : [])],
  };
}
