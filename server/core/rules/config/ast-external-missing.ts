import { listenerOf } from '../../config/asterisk/pjsip-model';
import { setting } from '../../config/asterisk/pjsip-objects';
import { providerFor } from '../../probe/providers';
import { isPrivate } from '../../sip/socket';
import { targetsOver, tlsTransports } from '../asterisk';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/ast-external-missing',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Provider is told an address of the inside',
  remedy: 'Set external_signaling_address (or external_signaling_hostname), external_media_address and local_net on the transport.',
  cites: ['RFC 3261 §8.1.1.8', 'Asterisk res_pjsip, transport external_signaling_address'],
  examples: [
    {
      title: 'bound to a private address, with a trunk of a provider',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
type = transport
protocol = tls
bind = 10.0.0.5
;      ^^^^^^^^ config/ast-external-missing
cert_file = /etc/asterisk/keys/sip.crt
priv_key_file = /etc/asterisk/keys/sip.key
ca_list_file = /etc/ssl/certs/ca-certificates.crt
method = tlsv1_2
verify_server = yes
allow_wildcard_certs = yes

[twilio]
type = aor
contact = sip:example.pstn.twilio.com\\;transport=tls
`,
      },
    },
    {
      title: 'bound to all addresses',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0:5061
;    ^^^^^^^^^^^^ config/ast-external-missing
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
ca_list_file=/etc/ssl/certs/ca-certificates.crt
method=tlsv1_2
verify_server=yes
allow_wildcard_certs=yes

[twilio]
type=endpoint
transport=t-tls
media_encryption=sdes
outbound_proxy=sip:example.pstn.twilio.com\\;transport=tls\\;lr
`,
      },
    },
    {
      title: 'the outside is said, the address is a public one, or nobody outside is spoken to',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-one]
type=transport
protocol=tls
bind=10.0.0.5
local_net=10.0.0.0/8
external_signaling_address=198.51.100.1
external_media_address=198.51.100.1
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
ca_list_file=/etc/ssl/certs/ca-certificates.crt
method=tlsv1_2
verify_server=yes
allow_wildcard_certs=yes
[t-two]
type=transport
protocol=tls
bind=198.51.100.1
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
ca_list_file=/etc/ssl/certs/ca-certificates.crt
method=tlsv1_2
verify_server=yes
allow_wildcard_certs=yes

[one]
type=registration
transport=t-one
server_uri=sip:example.pstn.twilio.com\\;transport=tls
[two]
type=registration
transport=t-two
server_uri=sip:example.pstn.twilio.com\\;transport=tls
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const transport of tlsTransports(facts)) {
      const { object, name } = transport;
      if (outside.some((key) => (setting(object, key)?.value.text ?? '') !== '')) continue;
      const bind = setting(object, 'bind');
      const host = listenerOf(transport)?.host;
      if (!bind?.value.isKnown || (host && !isPrivate(host.text))) continue;
      const [known] = targetsOver(facts, transport).flatMap((target) => {
        const provider = providerFor(target.host);
        return provider ? [{ target, provider }] : [];
      });
      if (!known) continue;
      const { target, provider } = known;
      const where = host
        ? `is bound to the private address ${host.text}`
        : 'is bound to all addresses of the machine; where that is behind a NAT they are private ones';
      report(
        bind.value.place,
        `Transport ${quoted(name)} ${where}, and nothing says how it looks from outside. Via, Contact and SDP tell ${provider.title} an address that it cannot reach.`,
        {
          ...(!host && { severity: 'info' }),
          related: [{ message: `This is a server of ${provider.title}.`, place: target.place }],
        },
      );
    }
  },
});

const outside = ['external_signaling_address', 'external_signaling_hostname', 'external_media_address', 'local_net'] as const;
