import { fileRef } from '../../config/asterisk/pjsip-model';
import { setting } from '../../config/asterisk/pjsip-objects';
import type { Certificate } from '../../x509/certificate';
import { byPlace, endpointsOf, namesOf } from '../asterisk';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/ast-cert-type',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Certificate for DTLS-SRTP that browsers refuse',
  remedy: 'Use a key of P-256 or RSA with 2048 bits, or let Asterisk make certificates with dtls_auto_generate_cert=yes.',
  cites: ['RFC 8827 §6.5', 'RFC 9325 §4.5', 'Asterisk res_pjsip, endpoint dtls_cert_file'],
  examples: [
    {
      title: 'a short key',
      dialect: 'asterisk-pjsip',
      certificates: { '/etc/asterisk/keys/dtls.pem': { key: 'RSA-1024', holds: 'both' } },
      files: {
        'pjsip.conf': `
[1001]
type = endpoint
webrtc = yes
dtls_cert_file = /etc/asterisk/keys/dtls.pem
;                ^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/ast-cert-type
`,
      },
    },
    {
      title: 'the key of an elliptic curve, and a file that is not here',
      dialect: 'asterisk-pjsip',
      certificates: { '/etc/asterisk/keys/dtls.pem': { holds: 'both' } },
      files: {
        'pjsip.conf': `
[1001]
type=endpoint
webrtc=yes
dtls_cert_file=/etc/asterisk/keys/dtls.pem
[1002]
type=endpoint
webrtc=yes
dtls_cert_file=/etc/asterisk/keys/other.pem
`,
      },
    },
  ],
  check(facts, { file, now }, report) {
    const named = endpointsOf(facts).flatMap(({ object, name, media }) => {
      const entry = setting(object, 'dtls_cert_file');
      const ref = media === 'dtls' ? fileRef(entry, 'certificate') : undefined;
      return entry && ref ? [{ entry, ref, name }] : [];
    });
    for (const { place, items } of byPlace(named, ({ entry }) => entry.value.place)) {
      const [first] = items;
      const read = first && file(first.ref);
      const [leaf] = read?.kind === 'read' ? read.certificates : [];
      const fault = leaf?.kind === 'certificate' ? faultOf(leaf, now) : undefined;
      if (fault === undefined) continue;
      const who = namesOf(
        'endpoint',
        items.map(({ name }) => name),
      );
      report(place, `The certificate for DTLS-SRTP of ${who} ${fault}. Browsers refuse it, and the call has no media.`);
    }
  },
});

function faultOf({ key, signature, notAfter }: Certificate, now: Date): string | undefined {
  if (key.type === 'RSA' && (key.bits ?? 2048) < 2048) return `has an RSA key of ${key.bits} bits`;
  if (key.type === 'DSA') return 'has a DSA key';
  if (signature.hash === 'sha1' || signature.hash === 'md5') return `is signed with ${signature.name}`;
  // Fingerprints tie it to the call, but implementations look at the days all the same.
  return notAfter < now ? `expired on ${notAfter.toISOString().slice(0, 10)}` : undefined;
}
