import { replaceValue } from '../../config/asterisk/edits';
import { methodOf } from '../../config/asterisk/pjsip-model';
import { setting } from '../../config/asterisk/pjsip-objects';
import { byPlace, namesOf, tlsTransports } from '../asterisk';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/ast-tls-method-old',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'error', strict: 'error' },
  title: 'TLS transport is bound to a version that has been withdrawn',
  remedy: 'Write method=tlsv1_2, or method=sslv23 for all versions that OpenSSL allows.',
  cites: ['RFC 8996 §4', 'RFC 8996 §5', 'RFC 7568 §3', 'RFC 6176 §3', 'Asterisk res_pjsip, transport method'],
  examples: [
    {
      title: 'as the sample file of Asterisk has it',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[transport-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/path/mycert.crt
priv_key_file=/path/mykey.key
method=tlsv1
;      ^^^^^ config/ast-tls-method-old
`,
      },
    },
    {
      title: 'said once in a template for two transports',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[tls](!)
type=transport
protocol=tls
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
method=SSLv3 ; for the old phones
;      ^^^^^ config/ast-tls-method-old

[t-inside](tls)
bind=192.0.2.1

[t-outside](tls)
bind=198.51.100.1
`,
      },
    },
    {
      title: 'the method that negotiates',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[transport-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/path/mycert.crt
priv_key_file=/path/mykey.key
method=sslv23
`,
      },
    },
  ],
  check(facts, _context, report) {
    const old = tlsTransports(facts).flatMap(({ object, name }) => {
      const entry = setting(object, 'method');
      const words = texts[methodOf(entry)];
      return entry && words ? [{ entry, name, words }] : [];
    });
    for (const { place, items } of byPlace(old, ({ entry }) => entry.value.place)) {
      const [first] = items;
      if (!first) continue;
      const who = namesOf(
        'Transport',
        items.map(({ name }) => name),
      );
      report(place, `${who} may speak ${first.words.version} and nothing else. ${first.words.fate}, so connections fail.`, {
        covers: ['config/method-single-old', 'config/method-deprecated'],
        fix: { title: 'Set method to tlsv1_2', edits: [replaceValue(first.entry, 'tlsv1_2')] },
      });
    }
  },
});

const withdrawn = 'RFC 8996 has withdrawn it, and peers with OpenSSL 3 and most others refuse it';

const texts: { readonly [method: string]: { readonly version: string; readonly fate: string } } = {
  tlsv1: { version: 'TLS 1.0', fate: withdrawn },
  tlsv1_1: { version: 'TLS 1.1', fate: withdrawn },
  sslv3: { version: 'SSL 3.0', fate: 'It is broken, and OpenSSL is built without it' },
  sslv2: { version: 'SSL 2.0', fate: 'It is broken, and OpenSSL no longer has it' },
};
