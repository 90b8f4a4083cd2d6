import { completeLivekitTrunk } from '../completion/livekit';
import type { Dialect } from '../dialect';
import { trunkSettings } from '../livekit/trunk-settings';
import { readTrunks } from '../livekit/trunks';

const has = (head: string, ...names: readonly string[]): boolean => names.some((name) => head.includes(`"${name}"`));

/** Two such words make a trunk: neither `address` nor `numbers` is one by itself. */
function shape(head: string): number {
  if (!/^\uFEFF?\s*(?:\/\/[^\n]*\n\s*)*[{[]/.test(head)) return 0;
  const isInbound =
    has(head, 'numbers', 'inbound_numbers', 'inboundNumbers') &&
    has(
      head,
      'allowed_addresses',
      'allowedAddresses',
      'allowed_numbers',
      'allowedNumbers',
      'inbound_addresses',
      'krisp_enabled',
      'krispEnabled',
    );
  const isOutbound =
    has(head, 'address', 'hostname') &&
    (has(head, 'numbers', 'from_host', 'destination_country') || /"SIP_(?:TRANSPORT|MEDIA_ENCRYPT)_/.test(head));
  const isRule = has(
    head,
    'dispatch_rule',
    'dispatchRule',
    'dispatch_rule_direct',
    'dispatchRuleDirect',
    'dispatch_rule_individual',
    'dispatchRuleIndividual',
  );
  const score = (isInbound ? 5 : 0) + (isOutbound ? 5 : 0) + (isRule ? 6 : 0) + (has(head, 'media_encryption', 'mediaEncryption') ? 2 : 0);
  return Math.min(10, score + (has(head, 'trunk', 'sip_trunk_id') ? 2 : 0));
}

export const livekitTrunk: Dialect = {
  id: 'livekit-trunk',
  title: 'LiveKit SIP trunks and dispatch rules',
  product: 'livekit',
  names: [],
  globs: ['**/*trunk*.json', '**/*dispatch*.json'],
  isOther: (head) => shape(head) === 0,
  shape,
  read: readTrunks,
  settings: trunkSettings,
  complete: completeLivekitTrunk,
  examples: [
    {
      title: 'a trunk to a provider',
      files: {
        'outbound-trunk.json': `
{
  "trunk": {
    "name": "provider",
    "address": "sip.example.net:5061",
    "transport": "SIP_TRANSPORT_TLS",
    "numbers": ["+15105550100"],
    "media": { "encryption": "SIP_MEDIA_ENCRYPT_REQUIRE" }
  }
}
`,
      },
      facts: `
peer provider: sip.example.net:5061 transport tls by tls out media sdes
`,
    },
    {
      title: 'names in camel case, numbers for names, and a comma too few',
      files: {
        'trunk.json': `
{
  "name": "provider", "address": "192.0.2.4", "transport": 1, "numbers": ["+1"]
  "mediaEncryption": "SIP_MEDIA_ENCRYPT_ALLOW"
}
`,
      },
      facts: `
peer provider: 192.0.2.4 transport udp by udp out media sdes
problem trunk.json:3:3 fatal This is no JSON: comma expected.
`,
    },
  ],
};
