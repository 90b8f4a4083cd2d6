import { setSetting } from '../../config/asterisk/edits';
import { setting, switchOf } from '../../config/asterisk/pjsip-objects';
import { byPlace, endpointKey, endpointsOf, whoDoes } from '../asterisk';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/ast-dtls-cert',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'error', strict: 'error' },
  title: 'DTLS-SRTP without a certificate',
  remedy: 'Set dtls_auto_generate_cert=yes, or name a certificate with dtls_cert_file. For browsers webrtc=yes sets all that they need.',
  cites: ['RFC 5763 §5', 'Asterisk res_pjsip, endpoint dtls_cert_file'],
  examples: [
    {
      title: 'no certificate',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[1001]
type = endpoint
media_encryption = dtls
;                  ^^^^ config/ast-dtls-cert
dtls_verify = fingerprint
dtls_setup = actpass
`,
      },
    },
    {
      title: 'a certificate from a file, one for each call, and a browser',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[1001]
type=endpoint
media_encryption=dtls
dtls_cert_file=/etc/asterisk/keys/dtls.pem
dtls_verify=fingerprint
[1002]
type=endpoint
media_encryption=dtls
dtls_auto_generate_cert=yes
dtls_verify=fingerprint
[1003]
type=endpoint
webrtc=yes
`,
      },
    },
  ],
  check(facts, _context, report) {
    const without = endpointsOf(facts).flatMap((endpoint) => {
      const { object, media, mediaEntry, webrtc } = endpoint;
      if (media !== 'dtls' || webrtc !== 'off' || !mediaEntry) return [];
      const file = setting(object, 'dtls_cert_file')?.value.text ?? '';
      return file === '' && switchOf(setting(object, 'dtls_auto_generate_cert')) === 'off' ? [{ endpoint, mediaEntry }] : [];
    });
    for (const { place, items } of byPlace(without, ({ mediaEntry }) => mediaEntry.value.place)) {
      const [first] = items;
      if (!first) continue;
      const { section } = first.mediaEntry;
      const names = items.map(({ endpoint: { name } }) => name);
      report(place, `${whoDoes(names, ['uses', 'use'])} DTLS-SRTP without a certificate, so calls have no media.`, {
        fix: {
          title: 'Make a certificate for each call',
          edits: [setSetting(section, { key: endpointKey(first.endpoint, 'dtls_auto_generate_cert'), value: 'yes' }, first.mediaEntry)],
        },
      });
    }
  },
});
