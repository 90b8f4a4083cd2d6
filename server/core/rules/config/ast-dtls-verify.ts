import { setSetting } from '../../config/asterisk/edits';
import { setting } from '../../config/asterisk/pjsip-objects';
import { byPlace, endpointKey, endpointsOf, whoDoes } from '../asterisk';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/ast-dtls-verify',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'warning', strict: 'error' },
  title: 'Certificate in DTLS-SRTP is not compared with the fingerprint',
  remedy: 'Set dtls_verify=fingerprint.',
  cites: ['RFC 5763 §5', 'Asterisk res_pjsip, endpoint dtls_verify'],
  examples: [
    {
      title: 'nothing is checked',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[1001]
type = endpoint
media_encryption = dtls
;                  ^^^^ config/ast-dtls-verify
dtls_auto_generate_cert = yes
[1002]
type = endpoint
media_encryption = dtls
dtls_auto_generate_cert = yes
dtls_verify = no
;             ^^ config/ast-dtls-verify
`,
      },
    },
    {
      title: 'checked, also because of webrtc',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[1001]
type=endpoint
media_encryption=dtls
dtls_auto_generate_cert=yes
dtls_verify=fingerprint
[1002]
type=endpoint
webrtc=yes
media_encryption=dtls
`,
      },
    },
  ],
  check(facts, _context, report) {
    const open = endpointsOf(facts).flatMap((endpoint) => {
      const { object, media, mediaEntry, webrtc } = endpoint;
      if (media !== 'dtls' || webrtc !== 'off' || !mediaEntry) return [];
      const verify = setting(object, 'dtls_verify');
      const text = verify?.value.text.toLowerCase() ?? '';
      const isOff = verify?.value.isKnown !== false && (text === '' || text === 'no');
      return isOff ? [{ endpoint, entry: verify && text !== '' ? verify : mediaEntry }] : [];
    });
    for (const { place, items } of byPlace(open, ({ entry }) => entry.value.place)) {
      const [first] = items;
      if (!first) continue;
      const names = items.map(({ endpoint: { name } }) => name);
      report(
        place,
        `${whoDoes(names, ['takes', 'take'])} any certificate in DTLS. The fingerprint in SDP is what ties the media to the call; unchecked, somebody in the path can take the media over.`,
        {
          fix: {
            title: 'Compare the fingerprint',
            edits: [
              setSetting(first.entry.section, { key: endpointKey(first.endpoint, 'dtls_verify'), value: 'fingerprint' }, first.entry),
            ],
          },
        },
      );
    }
  },
});
