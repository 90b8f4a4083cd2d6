import { replacing } from '../../config/edits';
import { trunksOf } from '../../config/livekit/facts';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { fieldBehind } from '../livekit';

export default defineConfigRule({
  id: 'config/lk-media-disable-secure-provider',
  subject: 'config',
  products: ['livekit'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'TLS to a provider that wants SRTP with it',
  remedy: 'Set media.encryption to SIP_MEDIA_ENCRYPT_REQUIRE, and switch the provider to its secure mode.',
  cites: ['LiveKit documentation, secure trunking', 'Twilio Elastic SIP Trunking, secure trunking'],
  examples: [
    {
      title: 'not said',
      dialect: 'livekit-trunk',
      files: {
        'outbound-trunk.json': `
{
  "trunk": {
    "address": "my.pstn.twilio.com",
//              ^^^^^^^^^^^^^^^^^^ config/lk-media-disable-secure-provider
    "transport": "SIP_TRANSPORT_TLS",
    "numbers": ["+15105550100"]
  }
}
`,
      },
    },
    {
      title: 'switched off',
      dialect: 'livekit-trunk',
      files: {
        'outbound-trunk.json': `
{
  "trunk": {
    "address": "sip.telnyx.com",
    "transport": "SIP_TRANSPORT_TLS",
    "media": { "encryption": "SIP_MEDIA_ENCRYPT_DISABLE" },
//                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/lk-media-disable-secure-provider
    "numbers": ["+15105550100"]
  }
}
`,
      },
    },
    {
      title: 'on',
      dialect: 'livekit-trunk',
      files: {
        'outbound-trunk.json': `
{
  "trunk": {
    "address": "my.pstn.twilio.com",
    "transport": "SIP_TRANSPORT_TLS",
    "numbers": ["+15105550100"],
    "media": { "encryption": "SIP_MEDIA_ENCRYPT_REQUIRE" }
  }
}
`,
      },
    },
    {
      title: 'another provider',
      dialect: 'livekit-trunk',
      files: {
        'outbound-trunk.json': `
{
  "trunk": {
    "address": "sip.example.net",
    "transport": "SIP_TRANSPORT_TLS",
    "numbers": ["+15105550100"]
  }
}
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const { address, transport, encryption, encryptionEntry } of trunksOf(facts)) {
      if (!address?.isKnown || transport !== 'tls' || encryption !== 'disable' || !provider.test(address.text)) continue;
      report(
        encryptionEntry?.value.place ?? address.place,
        `SIP to ${quoted(address.text)} is encrypted and the voice is not: with secure trunking the provider refuses such calls. Three things have to be set: its secure mode, TLS as the transport, and encryption of media.`,
        {
          covers: ['config/provider-twilio-srtp-off', 'config/media-plain-over-tls'],
          coversAt: [address.place],
          fix: {
            title: 'Encrypt media',
            edits: [
              encryptionEntry
                ? replacing(encryptionEntry.value.place, '"SIP_MEDIA_ENCRYPT_REQUIRE"')
                : fieldBehind(address.place, '"media": { "encryption": "SIP_MEDIA_ENCRYPT_REQUIRE" }'),
            ],
          },
        },
      );
    }
  },
});

const provider = /(?:^|\.)(?:twilio|telnyx)\.com(?::\d+)?$/i;
