import type { ConfigFacts, FileRef, Value } from '../../config/model';
import { isPlain } from '../config-fixes';
import { type ConfigContext, type ConfigFix, defineConfigRule } from '../config-rule';
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
      title: 'one file for both that holds the certificate alone',
      dialect: 'asterisk-sip',
      certificates: { '/etc/asterisk/keys/asterisk.pem': { names: ['sip.example.com'] } },
      files: {
        'sip.conf': `
[general]
tlsenable=yes
tlsbindaddr=0.0.0.0:5061
tlscertfile=/etc/asterisk/keys/asterisk.pem
;           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/cert-wrong-file
`,
      },
    },
    {
      title: 'one file for both',
      dialect: 'asterisk-sip',
      certificates: { '/etc/asterisk/keys/asterisk.pem': { names: ['sip.example.com'], holds: 'both' } },
      files: {
        'sip.conf': `
[general]
tlsenable=yes
tlsbindaddr=0.0.0.0:5061
tlscertfile=/etc/asterisk/keys/asterisk.pem
`,
      },
    },
    {
      title: 'what a browser gets from FreeSWITCH',
      dialect: 'freeswitch',
      certificates: { 'tls/agent.pem': { holds: 'both' }, 'tls/wss.pem': {} },
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="tls-cert-dir" value="tls"/>
    <param name="wss-binding" value=":7443"/>
<!--                                 ^^^^^ config/cert-wrong-file -->
  </settings>
</profile>
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
      if (certificate && lacksItsKey(certificate, fileOf))
        report(
          certificate.value.place,
          `The private key is to be in ${quoted(certificate.value.text)} too, and there are only certificates: TLS does not start with it.`,
        );
      if (key && key.purpose === 'key' && lacksKey && !isSwapped)
        report(
          key.value.place,
          `${quoted(key.value.text)} holds no private key${keyed.certificates.length > 0 ? ', but a certificate' : ''}: TLS does not start with it.`,
        );
    }
  },
});

/** It is the only file that is named, or that the product looks into, and no other one stands in for it. */
function lacksItsKey({ purpose, orElse, ...ref }: FileRef, fileOf: ConfigContext['file']): boolean {
  if (purpose !== 'certificate-and-key' || (orElse && fileOf(orElse).kind === 'read')) return false;
  const file = fileOf({ purpose, ...ref });
  return file.kind === 'read' && file.format === 'pem' && file.certificates.length > 0 && file.keys.length === 0 && !file.faults;
}

function swap(facts: ConfigFacts, a: Value, b: Value): { readonly fix?: ConfigFix } {
  if (!isPlain(facts, a) || !isPlain(facts, b)) return {};
  const edits = [
    { place: a.place, text: b.text },
    { place: b.place, text: a.text },
  ];
  return { fix: { title: 'Swap certificate and key', edits } };
}
