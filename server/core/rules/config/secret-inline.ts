import { defineConfigRule } from '../config-rule';
import { oncePerPlace, profilesInForce } from '../config-words';

export default defineConfigRule({
  id: 'config/secret-inline',
  subject: 'config',
  severity: { practical: 'info', strict: 'info' },
  title: 'Passphrase of a private key stands in the configuration',
  remedy:
    'Keep the key without a passphrase in a file that only the server may read (mode 0600), or have the configuration read the passphrase from elsewhere; change it if this file was handed out.',
  cites: ['RFC 7468 §10'],
  examples: [
    {
      title: 'in a profile',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
private_key_password = "correct horse"
#                       ^^^^^^^^^^^^^ config/secret-inline
`,
      },
    },
    {
      title: 'of a transport',
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
verify_server=yes
ca_list_file=/etc/ssl/certs/ca-certificates.crt
password=correct-horse
;        ^^^^^^^^^^^^^ config/secret-inline
`,
      },
    },
    {
      title: 'put in by whoever installs it',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
private_key_password = "{{ key_password }}"
`,
      },
    },
    {
      title: 'none',
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
verify_server=yes
ca_list_file=/etc/ssl/certs/ca-certificates.crt
`,
      },
    },
  ],
  check(facts, _context, report) {
    const passwords = profilesInForce(facts).flatMap(({ keyPassword }) => keyPassword ?? []);
    for (const { text, isKnown, place, through } of oncePerPlace(passwords, (value) => value.place))
      if (isKnown && text !== '')
        report(
          through?.at(-1) ?? place,
          'The passphrase stands beside the path of the key that it protects: whoever reads this file, a backup or a repository with it needs only the key as well.',
        );
  },
});
