import { setSetting } from '../../config/asterisk/edits';
import { setting, settingsNamed, switchOf } from '../../config/asterisk/pjsip-objects';
import type { PjsipEndpoint } from '../../config/asterisk/pjsip-shapes';
import { byPlace, endpointKey, endpointsOf, whoDoes } from '../asterisk';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/ast-rewrite-contact',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'info', strict: 'info' },
  title: 'Phones over TLS are not called back over the connection that they opened',
  remedy: 'Set rewrite_contact=yes for phones over TLS.',
  cites: ['RFC 5626 §1', 'Asterisk res_pjsip, endpoint rewrite_contact'],
  examples: [
    {
      title: 'phones by a template',
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

[phone](!)
type = endpoint
transport = t-tls
;           ^^^^^ config/ast-rewrite-contact
media_encryption = sdes

[1001](phone)
aors = 1001
[1001]
type = aor
max_contacts = 1

[1002](phone)
aors = 1002
[1002]
type = aor
max_contacts = 1
`,
      },
    },
    {
      title: 'contacts are rewritten, or are no phones’',
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

[1001]
type=endpoint
transport=t-tls
media_encryption=sdes
rewrite_contact=yes
aors=1001
[1001]
type=aor
max_contacts=1

[trunk]
type=endpoint
transport=t-tls
media_encryption=sdes
aors=trunk
[trunk]
type=aor
contact=sip:trunk.example.net\\;transport=tls
`,
      },
    },
  ],
  check(facts, _context, report) {
    const phones = endpointsOf(facts).filter(
      ({ object, carriedBy, transport, aors }) =>
        carriedBy === 'tls' && transport && aors.some(isForPhones) && switchOf(setting(object, 'rewrite_contact')) === 'off',
    );
    for (const { place, items } of byPlace(phones, placeOf)) {
      const [first] = items;
      if (!first?.transport) continue;
      const { entry } = first.transport;
      const key = endpointKey(first, 'rewrite_contact');
      report(
        place,
        `${whoDoes(
          items.map(({ name }) => name),
          ['is', 'are'],
        )} called at the Contact that the phone registers, by a new TLS connection. Behind a NAT nobody answers that; only the connection that the phone opened leads to it.`,
        { fix: { title: 'Call phones back over their own connection', edits: [setSetting(entry.section, { key, value: 'yes' }, entry)] } },
      );
    }
  },
});

const placeOf = ({ transport, object }: PjsipEndpoint) => transport?.entry.value.place ?? object.section.place;

/** Phones register there, and nobody else is reached by it. */
const isForPhones = (aor: PjsipEndpoint['aors'][number]): boolean =>
  Number(setting(aor, 'max_contacts')?.value.text ?? 0) > 0 && settingsNamed(aor, 'contact').length === 0;
