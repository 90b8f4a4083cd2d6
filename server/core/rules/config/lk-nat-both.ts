import { entryOf, valueOfNode } from '../../config/data-tree';
import { removing } from '../../config/edits';
import { serviceOf } from '../../config/livekit/facts';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/lk-nat-both',
  subject: 'config',
  products: ['livekit'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Two ways to find the public address',
  remedy: 'Leave one of the two out.',
  cites: ['LiveKit SIP configuration, use_external_ip'],
  examples: [
    {
      title: 'both',
      dialect: 'livekit-sip',
      files: {
        'livekit-sip.yaml': `
ws_url: ws://localhost:7880
redis:
  address: localhost:6379
sip_port: 5060
use_external_ip: true
nat_1_to_1_ip: 203.0.113.5
^^^^^^^^^^^^^ config/lk-nat-both
`,
      },
    },
    {
      title: 'one',
      dialect: 'livekit-sip',
      files: {
        'livekit-sip.yaml': `
ws_url: ws://localhost:7880
redis:
  address: localhost:6379
sip_port: 5060
nat_1_to_1_ip: 203.0.113.5
use_external_ip: false
`,
      },
    },
  ],
  check(facts, _context, report) {
    const root = serviceOf(facts)?.root;
    for (const prefix of ['', 'media_']) {
      const [external, fixed] = [entryOf(root, `${prefix}use_external_ip`), entryOf(root, `${prefix}nat_1_to_1_ip`)];
      const isOn = valueOfNode(external?.value)?.text === 'true';
      if (!external || !fixed || !isOn || valueOfNode(fixed.value)?.text === '') continue;
      report(
        fixed.key.place,
        `${external.key.text} finds the public address, and ${fixed.key.text} states one: the service does not start with both.`,
        {
          related: [{ message: 'This is the other one.', place: external.key.place }],
          fix: { title: `Leave out ${external.key.text}`, edits: [removing(facts, external.whole)] },
        },
      );
    }
  },
});
