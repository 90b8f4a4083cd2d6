import type { ConfigEdit } from '../../config/edits';
import { replacing } from '../../config/edits';
import type { Trunk } from '../../config/livekit/facts';
import { trunksOf } from '../../config/livekit/facts';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { fieldBehind } from '../livekit';

export default defineConfigRule({
  id: 'config/lk-address-uri',
  subject: 'config',
  products: ['livekit'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Address that is a URI',
  remedy: 'Write the host alone, with a port where it needs one, and say the transport in its own field.',
  cites: ['LiveKit SIP API, CreateSIPOutboundTrunk'],
  examples: [
    {
      title: 'a sips: URI',
      dialect: 'livekit-trunk',
      files: {
        'outbound-trunk.json': `
{
  "trunk": {
    "name": "provider",
    "address": "sips:sip.example.net:5061",
//              ^^^^^^^^^^^^^^^^^^^^^^^^^ config/lk-address-uri
    "numbers": ["+15105550100"],
    "media": { "encryption": "SIP_MEDIA_ENCRYPT_REQUIRE" }
  }
}
`,
      },
    },
    {
      title: 'with a parameter',
      dialect: 'livekit-trunk',
      files: {
        'outbound-trunk.json': `
{
  "trunk": {
    "address": "sip.example.net;transport=tls",
//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/lk-address-uri
    "transport": "SIP_TRANSPORT_UDP",
    "numbers": ["+15105550100"]
  }
}
`,
      },
    },
    {
      title: 'a host',
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
    for (const trunk of trunksOf(facts)) {
      const { address } = trunk;
      if (!address?.isKnown || !/^sips?:|[@;]|transport=/i.test(address.text)) continue;
      const host = address.text
        .replace(/^sips?:/i, '')
        .replace(/^[^@]*@/, '')
        .replace(/[;?].*$/, '');
      report(
        address.place,
        `${quoted(address.text)} is a URI or a part of one. LiveKit takes a host with its port here and refuses the trunk.`,
        {
          covers: ['config/uri-transport-missing', 'config/uri-sips-udp', 'config/uri-transport-tls-deprecated'],
          ...(host !== '' && { fix: { title: `Write ${host}`, edits: [replacing(address.place, host), ...transportEdit(trunk)] } }),
        },
      );
    }
  },
});

/** What the URI said of TLS goes into the field that is there for it. */
function transportEdit({ address, transport, transportEntry }: Trunk): ConfigEdit[] {
  if (!address || transport === 'tls' || !/^sips:|transport=tls/i.test(address.text)) return [];
  if (transportEntry) return [replacing(transportEntry.value.place, '"SIP_TRANSPORT_TLS"')];
  return [fieldBehind(address.place, '"transport": "SIP_TRANSPORT_TLS"')];
}
