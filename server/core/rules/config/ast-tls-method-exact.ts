import { methodOf } from '../../config/asterisk/pjsip-model';
import { setting } from '../../config/asterisk/pjsip-objects';
import { byPlace, namesOf, tlsTransports } from '../asterisk';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/ast-tls-method-exact',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'hint', strict: 'info' },
  title: 'What the method of a TLS transport really allows',
  remedy:
    'tlsv1_2 is the safest choice today. sslv23 negotiates up to TLS 1.3; what it allows at the lower end is said in openssl.cnf (MinProtocol).',
  cites: ['Asterisk res_pjsip, transport method', 'RFC 9325 §3.1.1'],
  examples: [
    {
      title: 'exactly TLS 1.2',
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
;      ^^^^^^^ config/ast-tls-method-exact
`,
      },
    },
    {
      title: 'the one that negotiates, whatever its name',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
method=sslv23
;      ^^^^^^ config/ast-tls-method-exact
`,
      },
    },
    {
      title: 'not TLS',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-udp]
type=transport
protocol=udp
bind=0.0.0.0
method=tlsv1_2
`,
      },
    },
  ],
  check(facts, _context, report) {
    const exact = tlsTransports(facts).flatMap(({ object, name }) => {
      const entry = setting(object, 'method');
      const words = texts[methodOf(entry)];
      return entry && words ? [{ entry, name, words }] : [];
    });
    for (const { place, items } of byPlace(exact, ({ entry }) => entry.value.place)) {
      const [first] = items;
      const who = namesOf(
        'Transport',
        items.map(({ name }) => name),
      );
      if (first)
        report(place, `${who} ${first.words.says}`, {
          covers: ['config/method-no13'],
          ...(first.words.severity && { severity: first.words.severity }),
        });
    }
  },
});

const texts: { readonly [method: string]: { readonly says: string; readonly severity?: 'info' } } = {
  tlsv1_2: { says: 'speaks TLS 1.2 and nothing else: a peer that insists on TLS 1.3 fails.' },
  tlsv1_3: { says: 'speaks TLS 1.3 and nothing else: the many phones and trunks that end at TLS 1.2 fail.', severity: 'info' },
  sslv23: {
    says: 'negotiates the version, despite the name of the method. How old it may be is up to the policy of OpenSSL alone.',
    severity: 'info',
  },
};
