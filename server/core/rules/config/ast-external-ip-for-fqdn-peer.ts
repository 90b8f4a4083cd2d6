import { setting } from '../../config/asterisk/pjsip-objects';
import { isOverTls, tlsTransportsOf } from '../../config/asterisk/pjsip-targets';
import { isAtLeast } from '../../config/product-version';
import { providerFor } from '../../probe/providers';
import { byPlace, targetsOf } from '../asterisk';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/ast-external-ip-for-fqdn-peer',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Microsoft Teams is not told the name of this server',
  remedy:
    'Set external_signaling_hostname on the transport to the name in your certificate (Asterisk 20.21, 22.11, 23.5 and later), and from_domain on the endpoint.',
  cites: ['Microsoft Teams Direct Routing, SIP protocol', 'Asterisk res_pjsip, transport external_signaling_hostname'],
  examples: [
    {
      title: 'an address towards Teams',
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
local_net = 10.0.0.0/8
external_signaling_address = 198.51.100.1

[teams]
type = endpoint
transport = t-tls
media_encryption = sdes
aors = teams

[teams]
type = aor
contact = sip:sip.pstnhub.microsoft.com\\;transport=tls
;             ^^^^^^^^^^^^^^^^^^^^^^^^^ config/ast-external-ip-for-fqdn-peer
`,
      },
    },
    {
      title: 'the name at the transport, or at the endpoint',
      dialect: 'asterisk-pjsip',
      files: {
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
external_signaling_hostname=sbc.example.com
[t-other]
type=transport
protocol=tls
bind=0.0.0.0:5062
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
ca_list_file=/etc/ssl/certs/ca-certificates.crt
method=tlsv1_2
verify_server=yes
external_signaling_address=198.51.100.1

[teams]
type=endpoint
transport=t-tls
media_encryption=sdes
aors=teams
[teams]
type=aor
contact=sip:sip.pstnhub.microsoft.com\\;transport=tls

[teams2]
type=endpoint
transport=t-other
media_encryption=sdes
from_domain=sbc.example.com
aors=teams2
[teams2]
type=aor
contact=sip:sip2.pstnhub.microsoft.com\\;transport=tls
`,
      },
    },
  ],
  check(facts, { version }, report) {
    const unnamed = targetsOf(facts).filter(
      (target) =>
        isOverTls(target) &&
        providerFor(target.host)?.id === 'microsoft-teams' &&
        !tlsTransportsOf(target).some(({ object }) => (setting(object, 'external_signaling_hostname')?.value.text ?? '') !== '') &&
        !target.endpoints.some(({ object }) => (setting(object, 'from_domain')?.value.text ?? '') !== ''),
    );
    // Earlier ones have no other way than From.
    const isOld = isAtLeast(version('asterisk'), '20.21') === false;
    for (const { place, items } of byPlace(unnamed, ({ hostPlace }) => hostPlace))
      report(
        place,
        `Microsoft Teams finds its customer by the name in Contact, which has to be one of your certificate. ${items[0]?.host} is told an address, and refuses the call.`,
        isOld
          ? {
              remedy:
                'Set from_domain on the endpoint to the name in your certificate; this Asterisk has no external_signaling_hostname yet.',
            }
          : {},
      );
  },
});
