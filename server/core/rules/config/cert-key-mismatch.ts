import { nameOf } from '../../probe/chain-words';
import { pairs } from '../config-certificates';
import { replaceValue } from '../config-fixes';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/cert-key-mismatch',
  subject: 'config',
  severity: { practical: 'error', strict: 'error' },
  title: 'Private key does not belong to the certificate',
  remedy:
    'Put the pair of one order together: openssl x509 -noout -pubkey of the certificate and openssl pkey -pubout of the key print the same.',
  cites: ['RFC 8446 §4.4.3'],
  examples: [
    {
      title: 'the key of another one',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/server.pem': [{ names: ['sip.example.com'] }, { isCa: true }],
        'tls/server.key': { names: ['other.example.com'], holds: 'key' },
      },
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = tls/server.pem
private_key = tls/server.key
#             ^^^^^^^^^^^^^^ config/cert-key-mismatch
`,
      },
    },
    {
      title: 'both in one file',
      dialect: 'freeswitch',
      certificates: {
        '/etc/freeswitch/tls/agent.pem': [{ names: ['sip.example.com'] }, { names: ['other.example.com'], holds: 'key' }],
        '/etc/freeswitch/tls/cafile.pem': { isCa: true },
      },
      files: {
        'sip_profiles/external.xml': `
<profile name="external">
  <gateways>
    <gateway name="provider">
      <param name="proxy" value="192.0.2.9:5061;transport=tls"/>
      <param name="register" value="false"/>
    </gateway>
  </gateways>
  <settings>
    <param name="sip-ip" value="192.0.2.10"/>
    <param name="sip-port" value="5080"/>
    <param name="tls" value="true"/>
    <param name="tls-sip-port" value="5081"/>
    <param name="tls-cert-dir" value="/etc/freeswitch/tls"/>
<!--                                  ^^^^^^^^^^^^^^^^^^^ config/cert-key-mismatch -->
    <param name="tls-version" value="tlsv1.2,tlsv1.3"/>
    <param name="tls-verify-policy" value="subjects_out"/>
  </settings>
</profile>
`,
      },
    },
    {
      title: 'a key that cannot be looked into',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/server.pem': [{ names: ['sip.example.com'] }, { isCa: true }],
        'tls/server.key': { names: ['other.example.com'], holds: 'key', isEncrypted: true },
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
  check(facts, context, report) {
    for (const { ref, file, leaf, keyRef, keyFile } of pairs(facts, context)) {
      const known = keyFile.keys.flatMap(({ publicKey }) => publicKey ?? []);
      // A certificate file that begins with another one is another fault; a sealed key may well be the right one.
      if (known.length === 0 || known.length < keyFile.keys.length || file.certificates[0] !== leaf || file.leafKey === undefined) continue;
      if (known.includes(file.leafKey)) continue;
      const right = keyFile.otherKeys?.find(({ publicKey }) => publicKey === file.leafKey)?.path;
      const fix = right === undefined ? undefined : replaceValue(facts, keyRef.value, right, `Use ${right}, which belongs to it`);
      report(
        keyRef.value.place,
        `This private key does not belong to the certificate, which is of ${nameOf(leaf)}. OpenSSL says "key values mismatch", and TLS does not start.`,
        { ...(keyRef !== ref && { related: [{ message: 'The certificate.', place: ref.value.place }] }), ...(fix && { fix }) },
      );
    }
  },
});
