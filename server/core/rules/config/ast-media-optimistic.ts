import { replaceValue } from '../../config/asterisk/edits';
import { isOn, setting } from '../../config/asterisk/pjsip-objects';
import { byPlace, endpointsOf, whoDoes } from '../asterisk';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/ast-media-optimistic',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'info', strict: 'info' },
  title: 'Encryption of media is given up without a word',
  remedy: 'Take media_encryption_optimistic out where calls must be encrypted; those with plain RTP are refused then.',
  cites: ['Asterisk res_pjsip, endpoint media_encryption_optimistic', 'RFC 7435 §3'],
  examples: [
    {
      title: 'SDES if the other side happens to take it',
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
media_encryption = sdes
media_encryption_optimistic = yes
;                             ^^^ config/ast-media-optimistic
`,
      },
    },
    {
      title: 'nothing is encrypted that could be given up, or it is not given up',
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
media_encryption_optimistic=yes
[1002]
type=endpoint
transport=t-tls
media_encryption=sdes
media_encryption_optimistic=no
`,
      },
    },
  ],
  check(facts, _context, report) {
    const given = endpointsOf(facts).flatMap(({ object, name, media }) => {
      const entry = setting(object, 'media_encryption_optimistic');
      return entry && isOn(entry) === true && (media === 'sdes' || media === 'dtls') ? [{ entry, name, media }] : [];
    });
    for (const { place, items } of byPlace(given, ({ entry }) => entry.value.place)) {
      const [first] = items;
      if (!first) continue;
      const names = items.map(({ name }) => name);
      report(place, `${whoDoes(names, ['falls', 'fall'])} back to plain RTP where the other side takes no SRTP, and nobody is told.`, {
        fix: { title: 'Insist on encryption', edits: [replaceValue(first.entry, 'no')] },
      });
    }
  },
});
