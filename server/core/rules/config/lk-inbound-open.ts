import type { DataNode } from '../../config/data-tree';
import { itemsOf, valueOfNode } from '../../config/data-tree';
import { trunksOf } from '../../config/livekit/facts';
import { field } from '../../config/livekit/trunks';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/lk-inbound-open',
  subject: 'config',
  products: ['livekit'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Inbound trunk that anybody may call',
  remedy: 'Set allowed_addresses to those of the provider, or auth_username and auth_password.',
  cites: ['LiveKit SIP API, CreateSIPInboundTrunk'],
  examples: [
    {
      title: 'neither',
      dialect: 'livekit-trunk',
      files: {
        'inbound-trunk.json': `
{
  "trunk": {
    "name": "in",
    "numbers": ["+15105550100"],
//   ^^^^^^^ config/lk-inbound-open
    "krisp_enabled": true
  }
}
`,
      },
    },
    {
      title: 'an empty list',
      dialect: 'livekit-trunk',
      files: {
        'inbound-trunk.json': `
{
  "trunk": {
    "name": "in",
    "numbers": ["+15105550100"],
//   ^^^^^^^ config/lk-inbound-open
    "allowed_addresses": []
  }
}
`,
      },
    },
    {
      title: 'by address',
      dialect: 'livekit-trunk',
      files: {
        'inbound-trunk.json': `
{
  "trunk": {
    "name": "in",
    "numbers": ["+15105550100"],
    "allowed_addresses": ["192.0.2.0/24"]
  }
}
`,
      },
    },
    {
      title: 'by password, in camel case',
      dialect: 'livekit-trunk',
      files: {
        'inbound-trunk.json': `
{
  "trunk": {
    "name": "in",
    "numbers": ["+15105550100"],
    "authUsername": "u",
    "authPassword": "not this one"
  }
}
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const { direction, node } of trunksOf(facts)) {
      const numbers = field(node, 'numbers');
      if (direction !== 'in' || !numbers || isSaid(node, 'allowed_addresses') || isSaid(node, 'auth_username')) continue;
      report(
        numbers.key.place,
        'Neither the addresses of the callers nor a password is asked for: whoever finds the service can call these numbers, and run up what that costs.',
      );
    }
  },
});

/** Also where its value is not known. */
function isSaid(node: DataNode, name: string): boolean {
  const value = field(node, name)?.value;
  if (!value) return false;
  return value.kind === 'list' ? itemsOf(value).length > 0 : value.kind !== 'scalar' || valueOfNode(value)?.text !== '';
}
