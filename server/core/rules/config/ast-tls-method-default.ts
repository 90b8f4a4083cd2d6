import { setSetting } from '../../config/asterisk/edits';
import { pjsipOf } from '../../config/asterisk/pjsip-facts';
import { methodOf } from '../../config/asterisk/pjsip-model';
import { setting } from '../../config/asterisk/pjsip-objects';
import { tlsTransports } from '../asterisk';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/ast-tls-method-default',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'error', strict: 'error' },
  title: 'TLS transport without a method speaks TLS 1.0 only',
  remedy: 'Write method=tlsv1_2, or method=sslv23 for all versions that OpenSSL allows.',
  cites: ['RFC 8996 §4', 'Asterisk res_pjsip, transport method', 'pjproject sip_transport_tls.h, PJSIP_SSL_DEFAULT_METHOD'],
  examples: [
    {
      title: 'no method',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
 ^^^^^ config/ast-tls-method-default
type = transport
protocol = tls
bind = 0.0.0.0:5061
cert_file = /etc/asterisk/keys/fullchain.pem
priv_key_file = /etc/asterisk/keys/privkey.pem
`,
      },
    },
    {
      title: 'the default by its name',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0:5061
cert_file=/etc/asterisk/keys/fullchain.pem
priv_key_file=/etc/asterisk/keys/privkey.pem
method=unspecified
;      ^^^^^^^^^^^ config/ast-tls-method-default
`,
      },
    },
    {
      title: 'with a comment over lines where the new line belongs',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
 ^^^^^ config/ast-tls-method-default
type=transport
bind=0.0.0.0:5061
cert_file=/etc/asterisk/keys/fullchain.pem
priv_key_file=/etc/asterisk/keys/privkey.pem
protocol=tls ;-- and not
tcp --;
`,
      },
    },
    {
      title: 'a method, and a transport that needs none',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0:5061
cert_file=/etc/asterisk/keys/fullchain.pem
priv_key_file=/etc/asterisk/keys/privkey.pem
method=tlsv1_2

[t-tcp]
type=transport
protocol=tcp
bind=0.0.0.0
`,
      },
    },
  ],
  check(facts, _context, report) {
    const atMost = pjsipOf(facts)?.isWhole ? undefined : 'warning';
    for (const { object, name } of tlsTransports(facts)) {
      const entry = setting(object, 'method');
      const method = methodOf(entry);
      if (entry?.value.isKnown === false || (method !== 'default' && method !== 'unspecified')) continue;
      const says = entry && entry.value.text !== '' ? `says method=${entry.value.text}` : 'says no method';
      report(
        entry && entry.value.text !== '' ? entry.value.place : (entry?.name ?? object.section.place),
        `Transport ${quoted(name)} ${says}, and then pjsip offers TLS 1.0 and nothing else. Peers with OpenSSL 3 refuse that, as nearly all others do, so no connection comes about.`,
        {
          ...(atMost && { atMost }),
          covers: ['config/method-single-old', 'config/method-deprecated'],
          fix: {
            title: 'Set method to tlsv1_2',
            edits: [setSetting(object.section, { key: 'method', value: 'tlsv1_2' }, setting(object, 'protocol'))],
          },
        },
      );
    }
  },
});
