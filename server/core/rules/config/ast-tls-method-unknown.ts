import { replaceValue } from '../../config/asterisk/edits';
import { methodOf } from '../../config/asterisk/pjsip-model';
import { setting } from '../../config/asterisk/pjsip-objects';
import { isAtLeast } from '../../config/product-version';
import { byPlace, namesOf, tlsTransports } from '../asterisk';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/ast-tls-method-unknown',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'error', strict: 'error' },
  title: 'TLS transport with a method that Asterisk does not know',
  remedy: 'Write one of tlsv1_2, tlsv1_3 and sslv23; the last one negotiates.',
  cites: ['Asterisk res_pjsip, transport method'],
  examples: [
    {
      title: 'written as OpenSSL writes it',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
method=TLSv1.2
;      ^^^^^^^ config/ast-tls-method-unknown
`,
      },
    },
    {
      title: 'newer than this Asterisk',
      dialect: 'asterisk-pjsip',
      version: '16.30.0',
      files: {
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
method=tlsv1_3
;      ^^^^^^^ config/ast-tls-method-unknown
`,
      },
    },
    {
      title: 'known in any letter case, or filled in by a template engine',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
method=TLSv1_2

[t-other](t-tls)
bind=0.0.0.0:5062
method={{ tls_method }}
`,
      },
    },
  ],
  check(facts, { version }, report) {
    const isOld = isAtLeast(version('asterisk'), '18') === false;
    const unknown = tlsTransports(facts).flatMap(({ object, name }) => {
      const entry = setting(object, 'method');
      const method = methodOf(entry);
      return entry?.value.isKnown && (!methods.has(method) || (isOld && method === 'tlsv1_3')) ? [{ entry, name }] : [];
    });
    for (const { place, items } of byPlace(unknown, ({ entry }) => entry.value.place)) {
      const [first] = items;
      if (!first) continue;
      const who = namesOf(
        'Transport',
        items.map(({ name }) => name),
      );
      const what = isOld && methods.has(methodOf(first.entry)) ? 'no method of this version of Asterisk' : 'no method that Asterisk knows';
      report(place, `${quoted(first.entry.value.text)} is ${what}. ${who} will not start.`, {
        fix: { title: 'Set method to tlsv1_2', edits: [replaceValue(first.entry, 'tlsv1_2')] },
      });
    }
  },
});

const methods = new Set(['default', 'unspecified', 'tlsv1', 'tlsv1_1', 'tlsv1_2', 'tlsv1_3', 'sslv2', 'sslv3', 'sslv23']);
