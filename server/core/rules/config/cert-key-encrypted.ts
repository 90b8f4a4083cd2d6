import { defineConfigRule } from '../config-rule';
import { oncePerPlace, profilesInForce } from '../config-words';

export default defineConfigRule({
  id: 'config/cert-key-encrypted',
  subject: 'config',
  severity: { practical: 'error', strict: 'error' },
  title: 'Private key is sealed, and no passphrase is configured',
  remedy: 'State the passphrase where the product has a setting for it, or store the key without one, readable for the server only.',
  cites: ['RFC 7468 §11'],
  examples: [
    {
      title: 'of a transport without a password',
      dialect: 'asterisk-pjsip',
      certificates: { '/etc/asterisk/keys/sealed.key': { names: ['sip.example.com'], holds: 'key', isEncrypted: true } },
      files: {
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sealed.key
;             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/cert-key-encrypted
method=tlsv1_2
verify_server=yes
ca_list_file=/etc/ssl/certs/ca-certificates.crt
`,
      },
    },
    {
      title: 'with a passphrase',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/server.pem': [{ names: ['sip.example.com'] }, { isCa: true }],
        'tls/server.key': { names: ['sip.example.com'], holds: 'key', isEncrypted: true },
      },
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = tls/server.pem
private_key = tls/server.key
private_key_password = "{{ password }}"
`,
      },
    },
    {
      title: 'as it should be',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/server.pem': [{ names: ['sip.example.com'] }, { isCa: true }],
        'tls/server.key': { names: ['sip.example.com'], holds: 'key' },
      },
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = tls/server.pem
private_key = tls/server.key
`,
      },
    },
  ],
  check(facts, { file: fileOf }, report) {
    const profiles = profilesInForce(facts).filter(
      ({ keyPassword }) => keyPassword === undefined || (keyPassword.isKnown && keyPassword.text === ''),
    );
    const keys = profiles.flatMap(({ key, certificate }) => key ?? certificate ?? []);
    for (const ref of oncePerPlace(keys, ({ value }) => value.place)) {
      const file = fileOf(ref);
      if (file.kind !== 'read' || !file.keys.some(({ isEncrypted }) => isEncrypted)) continue;
      report(
        ref.value.place,
        'The private key is protected by a passphrase, and none is configured: the server asks for it on a console that a daemon does not have, and TLS does not start.',
      );
    }
  },
});
