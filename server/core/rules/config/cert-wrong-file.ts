import type { ConfigFacts, Value } from '../../config/model';
import { isPlain } from '../config-fixes';
import { type ConfigFix, defineConfigRule } from '../config-rule';
import { profilesInForce, quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/cert-wrong-file',
  subject: 'config',
  severity: { practical: 'error', strict: 'error' },
  title: 'File without what the setting is for',
  remedy: 'Swap the two paths, or name the file that holds it.',
  cites: ['RFC 7468 §5.1', 'RFC 7468 §10'],
  examples: [
    {
      title: 'certificate and key the wrong way round',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/server.pem': [{ names: ['sip.example.com'] }, { isCa: true }],
        'tls/server.key': { names: ['sip.example.com'], holds: 'key' },
      },
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = tls/server.key
#             ^^^^^^^^^^^^^^ config/cert-wrong-file
private_key = tls/server.pem
`,
      },
    },
    {
      title: 'a key where the certificate should be',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/server.pem': [{ names: ['sip.example.com'] }, { isCa: true }],
        'tls/server.key': { names: ['sip.example.com'], holds: 'key' },
      },
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = tls/server.key
#             ^^^^^^^^^^^^^^ config/cert-wrong-file
private_key = tls/server.key
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
    for (const { certificate, key } of profilesInForce(facts)) {
      const certified = certificate && fileOf(certificate);
      const keyed = key && fileOf(key);
      const lacksCertificate =
        certified?.kind === 'read' && certified.format === 'pem' && certified.certificates.length === 0 && !certified.faults;
      const lacksKey = keyed?.kind === 'read' && keyed.format === 'pem' && keyed.keys.length === 0 && !keyed.faults;
      const isSwapped = lacksCertificate && lacksKey && certified.keys.length > 0 && keyed.certificates.length > 0;
      if (certificate && lacksCertificate)
        report(
          certificate.value.place,
          `${quoted(certificate.value.text)} holds ${certified.keys.length > 0 ? 'a private key and no certificate' : 'no certificate'}: TLS does not start with it.`,
          {
            ...(isSwapped && key && swap(facts, certificate.value, key.value)),
          },
        );
      if (key && lacksKey && !isSwapped)
        report(
          key.value.place,
          `${quoted(key.value.text)} holds no private key${keyed.certificates.length > 0 ? ', but a certificate' : ''}: TLS does not start with it.`,
        );
    }
  },
});

function swap(facts: ConfigFacts, a: Value, b: Value): { readonly fix?: ConfigFix } {
  if (!isPlain(facts, a) || !isPlain(facts, b)) return {};
  const edits = [
    { place: a.place, text: b.text },
    { place: b.place, text: a.text },
  ];
  return { fix: { title: 'Swap certificate and key', edits } };
}
