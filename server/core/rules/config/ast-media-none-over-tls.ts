import { setSetting } from '../../config/asterisk/edits';
import { byPlace, endpointKey, endpointsOf, targetsOf, whoDoes } from '../asterisk';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/ast-media-none-over-tls',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'hint', strict: 'info' },
  title: 'Signalling is encrypted, the voice is not',
  remedy: 'Set media_encryption=sdes: over TLS its keys are protected. The other side has to take SRTP.',
  cites: ['Asterisk res_pjsip, endpoint media_encryption', 'RFC 3711 §1'],
  examples: [
    {
      title: 'a trunk over TLS',
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

[1001]
type = endpoint
transport = t-tls
;           ^^^^^ config/ast-media-none-over-tls
aors = 1001
`,
      },
    },
    {
      title: 'a wizard, which hands the setting on',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip_wizard.conf': `
[trunk]
type=wizard
transport=t-tls
;         ^^^^^ config/ast-media-none-over-tls
remote_hosts=sip.example.net
contact_pattern=sip:\${REMOTE_HOST}\\;transport=tls
`,
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
method=tlsv1_2
`,
      },
    },
    {
      title: 'encrypted, or not over TLS',
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
[t-udp]
type=transport
bind=0.0.0.0

[1001]
type=endpoint
transport=t-tls
media_encryption=sdes
[1002]
type=endpoint
transport=t-udp
`,
      },
    },
  ],
  check(facts, _context, report) {
    const plain = endpointsOf(facts).flatMap((endpoint) => {
      const entry = endpoint.mediaEntry ?? endpoint.transport?.entry;
      return endpoint.media === 'none' && endpoint.carriedBy === 'tls' && entry ? [{ endpoint, entry }] : [];
    });
    for (const { place, items } of byPlace(plain, ({ entry }) => entry.value.place)) {
      const [first] = items;
      if (!first) continue;
      const names = items.map(({ endpoint: { name } }) => name);
      const text = `${whoDoes(names, ['speaks', 'speak'])} SIP over TLS, and RTP in clear text.`;
      report(place, text, {
        covers: ['config/media-plain-over-tls'],
        coversAt: targetsOf(facts).flatMap(({ endpoints, place: at }) =>
          items.some(({ endpoint }) => endpoints.includes(endpoint)) ? at : [],
        ),
        fix: {
          title: 'Encrypt media with SDES',
          edits: [setSetting(first.entry.section, { key: endpointKey(first.endpoint, 'media_encryption'), value: 'sdes' }, first.entry)],
        },
      });
    }
  },
});
