import { removeSetting } from '../../config/asterisk/edits';
import { pjsipOf } from '../../config/asterisk/pjsip-facts';
import { setting } from '../../config/asterisk/pjsip-objects';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/ast-external-both',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Transport announces both a name and an address',
  remedy:
    'Keep external_signaling_hostname where the peer knows you by a name, as Microsoft Teams does, and external_signaling_address otherwise.',
  cites: ['Asterisk res_pjsip, transport external_signaling_hostname'],
  examples: [
    {
      title: 'both',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
type = transport
protocol = tls
bind = 0.0.0.0
cert_file = /etc/asterisk/keys/sip.crt
priv_key_file = /etc/asterisk/keys/sip.key
method = tlsv1_2
local_net = 192.168.0.0/16
external_signaling_address = 198.51.100.1
external_signaling_hostname = sbc.example.com
;                             ^^^^^^^^^^^^^^^ config/ast-external-both
external_media_address = 198.51.100.1
`,
      },
    },
    {
      title: 'the name alone; media has an address of its own',
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
external_signaling_hostname=sbc.example.com
external_media_address=198.51.100.1
external_signaling_address=
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const { object, name } of pjsipOf(facts)?.transports ?? []) {
      const hostname = setting(object, 'external_signaling_hostname');
      const address = setting(object, 'external_signaling_address');
      if (!object.isHere || !hostname || !address || hostname.value.text === '' || address.value.text === '') continue;
      report(
        hostname.value.place,
        `Transport ${quoted(name)} has both external_signaling_hostname and external_signaling_address. Asterisk refuses such a transport, so it does not start.`,
        object.section.own.includes(address)
          ? { fix: { title: 'Take external_signaling_address out', edits: [removeSetting(address)] } }
          : {},
      );
    }
  },
});
