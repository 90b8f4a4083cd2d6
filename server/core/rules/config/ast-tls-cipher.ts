import { replaceValue } from '../../config/asterisk/edits';
import { listed } from '../../config/asterisk/pjsip-facts';
import { setting } from '../../config/asterisk/pjsip-objects';
import { opensslName, suiteByOpensslName } from '../../tls/openssl-names';
import { type Suite, suiteByName, suiteOf, suites } from '../../tls/suites';
import { byPlace, tlsTransports } from '../asterisk';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/ast-tls-cipher',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Cipher list of a TLS transport that pjsip refuses, or that protects nothing',
  remedy: 'Leave the setting out, or list names of OpenSSL with commas between. `pjsip list ciphers` prints those that this server knows.',
  cites: ['RFC 9325 §4.1', 'Asterisk res_pjsip, transport cipher'],
  examples: [
    {
      title: 'as the sample file of Asterisk has it: without any certificate',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[transport-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/path/mycert.crt
priv_key_file=/path/mykey.key
cipher=ADH-AES256-SHA,ADH-AES128-SHA
;      ^^^^^^^^^^^^^^ config/ast-tls-cipher
;                     ^^^^^^^^^^^^^^ config/ast-tls-cipher
method=tlsv1_2
`,
      },
    },
    {
      title: 'an expression of OpenSSL',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
cipher=HIGH:!aNULL
;      ^^^^^^^^^^^ config/ast-tls-cipher
method=tlsv1_2
`,
      },
    },
    {
      title: 'a registered name where OpenSSL has its own, and one that is none',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, ECDHE-RSA-AES129-GCM-SHA256
;      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/ast-tls-cipher
;                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/ast-tls-cipher
method=tlsv1_2
`,
      },
    },
    {
      title: 'names and numbers that pjsip knows',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
cipher=ECDHE-RSA-AES256-GCM-SHA384,ECDHE-RSA-AES128-GCM-SHA256, 0xC02F,49200,TLS_AES_256_GCM_SHA384,DEFAULT,@SECLEVEL=1
method=tlsv1_2
`,
      },
    },
  ],
  check(facts, _context, report) {
    const entries = tlsTransports(facts).flatMap(({ object }) => setting(object, 'cipher') ?? []);
    for (const { items } of byPlace(entries, ({ value }) => value.place)) {
      const [entry] = items;
      if (!entry?.value.isKnown || entry.value.through) continue;
      if (/[:!+]/.test(entry.value.text.replace(/@SECLEVEL=\d/g, ''))) {
        report(
          entry.value.place,
          `${quoted(entry.value.text)} is an OpenSSL expression. pjsip takes single names with commas between, so it knows none of this and the transport will not start.`,
          { covers: generic, fix: { title: 'List suites with forward secrecy by name', edits: [replaceValue(entry, recommended)] } },
        );
        continue;
      }
      const names = listed(entry).map((item) => ({ ...item, fault: faultOf(item.text) }));
      for (const { text, place, fault } of names) {
        if (!fault) continue;
        const mended = names.flatMap((each) => (each.text === text ? (fault.instead ?? []) : each.text)).join(',');
        const title = fault.instead === undefined ? `Take ${quoted(text)} out of the list` : `Write ${fault.instead}`;
        const edits = [replaceValue(entry, mended === '' ? recommended : mended)];
        report(place, `${quoted(text)} ${fault.says}`, { covers: generic, fix: { title, edits } });
      }
    }
  },
});

/** What the common model says of the same names, without knowing what pjsip does with them. */
const generic = ['null', 'anon', 'export', 'rc4', 'md5', '3des', 'unknown', 'refused', 'cbc', 'no-pfs'].map(
  (word) => `config/cipher-${word}`,
);

/** Forward secrecy and AEAD, for keys of both kinds (RFC 9325 §4.2). */
const recommended = 'ECDHE-ECDSA-AES256-GCM-SHA384,ECDHE-RSA-AES256-GCM-SHA384,ECDHE-ECDSA-AES128-GCM-SHA256,ECDHE-RSA-AES128-GCM-SHA256';

interface Fault {
  readonly says: string;
  readonly instead?: string;
}

function faultOf(name: string): Fault | undefined {
  // Besides names pjsip takes these words, and numbers (ssl_sock_ossl.c, config_transport.c).
  if (name === 'DEFAULT' || /^@SECLEVEL=[1-5]$/.test(name)) return undefined;
  if (/^(?:0x[0-9a-f]+|\d+)$/i.test(name)) return weaknessOf(suiteOf(Number(name) & 0xffff));
  const suite = suiteByOpensslName(name);
  if (suite) return weaknessOf(suite);
  const meant = suiteByName(name.toUpperCase()) ?? suites.find((each) => opensslName(each)?.toLowerCase() === name.toLowerCase());
  const right = meant && opensslName(meant);
  const refused = 'so the transport will not start.';
  return right === undefined
    ? { says: `is no cipher suite that OpenSSL knows, ${refused}` }
    : { says: `is not how OpenSSL writes ${right}, ${refused}`, instead: right };
}

function weaknessOf(suite: Suite | undefined): Fault | undefined {
  if (suite?.grade !== 'broken') return undefined;
  if (suite.certificateKey === 'none')
    return {
      says: 'needs no certificate, so anybody in the path can take the place of the server. OpenSSL no longer offers it by itself.',
    };
  if (suite.name.includes('NULL')) return { says: 'encrypts nothing. OpenSSL no longer offers it by itself.' };
  return { says: 'is broken (RFC 9325 §4.1), and OpenSSL no longer offers it by itself.' };
}
