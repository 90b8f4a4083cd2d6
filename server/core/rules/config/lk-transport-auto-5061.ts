import { replacing } from '../../config/edits';
import { trunksOf } from '../../config/livekit/facts';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { fieldBehind } from '../livekit';

export default defineConfigRule({
  id: 'config/lk-transport-auto-5061',
  subject: 'config',
  products: ['livekit'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Port 5061 without TLS as the transport',
  remedy: 'Set transport to SIP_TRANSPORT_TLS.',
  cites: ['LiveKit SIP API, SIPTransport', 'RFC 3261 §19.1.2'],
  examples: [
    {
      title: 'nothing is said',
      dialect: 'livekit-trunk',
      files: {
        'outbound-trunk.json': `
{
  "trunk": {
    "address": "sip.example.net:5061",
//              ^^^^^^^^^^^^^^^^^^^^ config/lk-transport-auto-5061
    "numbers": ["+15105550100"],
    "media": { "encryption": "SIP_MEDIA_ENCRYPT_REQUIRE" }
  }
}
`,
      },
    },
    {
      title: 'TCP is said, by its number',
      dialect: 'livekit-trunk',
      files: {
        'outbound-trunk.json': `
{
  "trunk": {
    "address": "sip.example.net:5061",
//              ^^^^^^^^^^^^^^^^^^^^ config/lk-transport-auto-5061
    "transport": 2,
    "numbers": ["+15105550100"]
  }
}
`,
      },
    },
    {
      title: 'TLS',
      dialect: 'livekit-trunk',
      files: {
        'outbound-trunk.json': `
{
  "trunk": {
    "address": "sip.example.net:5061",
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
    for (const { address, transport, transportEntry } of trunksOf(facts)) {
      if (
        !address?.isKnown ||
        transport === 'tls' ||
        transport === 'unknown' ||
        !/^[^@;]*:5061$/.test(address.text) ||
        /^sips?:/i.test(address.text)
      )
        continue;
      const said = transport === 'auto' ? 'no transport is said' : `the transport is ${transport.toUpperCase()}`;
      report(
        address.place,
        `${quoted(address.text)} ends with the port of TLS, and ${said}: what is sent in clear to 5061 gets no answer.`,
        {
          covers: ['config/port-plain-on-5061', 'config/uri-transport-missing'],
          fix: {
            title: 'Send over TLS',
            edits: [
              transportEntry
                ? replacing(transportEntry.value.place, '"SIP_TRANSPORT_TLS"')
                : fieldBehind(address.place, '"transport": "SIP_TRANSPORT_TLS"'),
            ],
          },
        },
      );
    }
  },
});
