import { replacing } from '../../config/edits';
import { trunksOf } from '../../config/livekit/facts';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/lk-media-require-clear',
  subject: 'config',
  products: ['livekit'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Keys of media that travel in clear',
  remedy: 'Set transport to SIP_TRANSPORT_TLS.',
  cites: ['RFC 4568 §7.2', 'LiveKit SIP API, SIPMediaEncryption'],
  examples: [
    {
      title: 'demanded over UDP',
      dialect: 'livekit-trunk',
      files: {
        'outbound-trunk.json': `
{
  "trunk": {
    "address": "sip.example.net",
    "transport": "SIP_TRANSPORT_UDP",
    "numbers": ["+15105550100"],
    "media": { "encryption": "SIP_MEDIA_ENCRYPT_REQUIRE" }
//                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/lk-media-require-clear
  }
}
`,
      },
    },
    {
      title: 'over TLS',
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
    {
      title: 'not known over what',
      dialect: 'livekit-trunk',
      files: {
        'outbound-trunk.json': `
{
  "trunk": {
    "address": "sip.example.net",
    "transport": "\${TRANSPORT}",
    "numbers": ["+15105550100"],
    "media": { "encryption": "SIP_MEDIA_ENCRYPT_REQUIRE" }
  }
}
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const { encryption, encryptionEntry, transport, transportEntry } of trunksOf(facts)) {
      const isMeant = encryption === 'allow' || encryption === 'require';
      if (!isMeant || !encryptionEntry || !transportEntry || (transport !== 'udp' && transport !== 'tcp')) continue;
      report(
        encryptionEntry.value.place,
        `SRTP is ${encryption === 'allow' ? 'offered' : 'demanded'}, and SIP goes by ${transport.toUpperCase()}: the keys stand in it, for everybody on the way to read.`,
        {
          covers: ['config/media-sdes-clear', 'config/provider-twilio-sdes-udp'],
          fix: { title: 'Send SIP over TLS', edits: [replacing(transportEntry.value.place, '"SIP_TRANSPORT_TLS"')] },
        },
      );
    }
  },
});
