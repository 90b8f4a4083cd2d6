import { replacing } from '../../config/edits';
import { trunksOf } from '../../config/livekit/facts';
import { field } from '../../config/livekit/trunks';
import { defineConfigRule } from '../config-rule';
import { textAt } from '../config-words';

export default defineConfigRule({
  id: 'config/lk-media-deprecated',
  subject: 'config',
  products: ['livekit'],
  severity: { practical: 'info', strict: 'info' },
  title: 'Old name for the encryption of media',
  remedy: 'Write "media": { "encryption": … }.',
  cites: ['LiveKit SIP API, SIPMediaConfig'],
  examples: [
    {
      title: 'by the old name',
      dialect: 'livekit-trunk',
      files: {
        'outbound-trunk.json': `
{
  "trunk": {
    "address": "sip.example.net",
    "transport": "SIP_TRANSPORT_TLS",
    "numbers": ["+15105550100"],
    "media_encryption": "SIP_MEDIA_ENCRYPT_REQUIRE"
//   ^^^^^^^^^^^^^^^^ config/lk-media-deprecated
  }
}
`,
      },
    },
    {
      title: 'by the new one',
      dialect: 'livekit-trunk',
      files: {
        'outbound-trunk.json': `
{
  "trunk": {
    "address": "sip.example.net",
    "transport": "SIP_TRANSPORT_TLS",
    "numbers": ["+15105550100"],
    "media": { "encryption": "SIP_MEDIA_ENCRYPT_REQUIRE" }
  }
}
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const { isOldEncryption, encryptionEntry, node } of trunksOf(facts)) {
      if (!isOldEncryption || !encryptionEntry) continue;
      const value = textAt(facts, encryptionEntry.value.place);
      const hasMedia = field(node, 'media') !== undefined;
      report(encryptionEntry.key.place, 'This field is deprecated: newer versions look for encryption within media.', {
        ...(!hasMedia && {
          fix: { title: 'Write it within media', edits: [replacing(encryptionEntry.whole, `"media": { "encryption": ${value} }`)] },
        }),
      });
    }
  },
});
