import { commandTo } from '../../probe/endpoint-command';
import type { ProbeFacts } from '../../probe/facts';
import { leavesOf, nameSet, namesOf } from '../../probe/leaf-groups';
import type { Certificate } from '../../x509/certificate';
import { isSame } from '../../x509/der';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/key-shared',
  subject: 'probe',
  severity: { practical: 'off', strict: 'hint' },
  title: 'Same key in different certificates',
  remedy: 'Make a key per service, and a new one at each renewal.',
  cites: [],
  examples: [
    {
      title: 'two names, one key',
      scene: {
        target: 'a.example.com:5061',
        zone: ['a.example.com A 192.0.2.1', 'a.example.com A 192.0.2.2'],
        endpoints: [
          { socket: '192.0.2.1:5061', certificate: { names: ['a.example.com'], key: 'one' } },
          { socket: '192.0.2.2:5061', certificate: { names: ['b.example.com'], key: 'one' } },
        ],
      },
      finds: ['hint'],
    },
    {
      title: 'the certificate for no server name has the key of the other',
      scene: {
        target: 'a.example.com:5061',
        zone: ['a.example.com A 192.0.2.1'],
        endpoints: [{ socket: '192.0.2.1:5061', certificate: { names: ['a.example.com'], key: 'one' } }],
        sniAnswers: [{ socket: '192.0.2.1:5061', kind: 'none', certificate: { names: ['b.example.com'], key: 'one' } }],
      },
      finds: ['hint'],
    },
    {
      title: 'two names, two keys',
      scene: {
        target: 'a.example.com:5061',
        zone: ['a.example.com A 192.0.2.1', 'a.example.com A 192.0.2.2'],
        endpoints: [
          { socket: '192.0.2.1:5061', certificate: { names: ['a.example.com'], key: 'one' } },
          { socket: '192.0.2.2:5061', certificate: { names: ['b.example.com'], key: 'two' } },
        ],
      },
      finds: [],
    },
    {
      title: 'one certificate on two addresses',
      scene: {
        target: 'a.example.com:5061',
        zone: ['a.example.com A 192.0.2.1', 'a.example.com A 192.0.2.2'],
        endpoints: [
          { socket: '192.0.2.1:5061', certificate: { names: ['a.example.com'], key: 'one' } },
          { socket: '192.0.2.2:5061', certificate: { names: ['a.example.com'], key: 'one' } },
        ],
      },
      finds: [],
    },
    {
      title: 'renewed with its key',
      scene: {
        target: 'a.example.com:5061',
        zone: ['a.example.com A 192.0.2.1', 'a.example.com A 192.0.2.2'],
        endpoints: [
          { socket: '192.0.2.1:5061', certificate: { names: ['a.example.com'], key: 'one' } },
          { socket: '192.0.2.2:5061', certificate: { names: ['a.example.com'], key: 'one', copy: 2 } },
        ],
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const told = new Set<string>();
    const all = allLeaves(facts);
    for (const { leaf, socket } of all) {
      const other = all.find((one) => isSame(one.leaf.key.der, leaf.key.der) && nameSet(one.leaf) !== nameSet(leaf));
      if (!other || told.has(leaf.sha256)) continue;
      for (const one of [leaf, other.leaf]) told.add(one.sha256);
      const endpoint = facts.endpoints.find((one) => one.socket === socket);
      const pipe = '2>/dev/null | openssl x509 -noout -pubkey | openssl sha256';
      report(`The certificates of ${namesOf(leaf)} and of ${namesOf(other.leaf)} use one key: who has it can pose as both.`, {
        at: { endpoint: socket, certificate: 0 },
        ...(endpoint ? { command: commandTo(facts, endpoint, { pipe }) } : {}),
      });
    }
  },
});

const allLeaves = (facts: ProbeFacts): readonly { readonly leaf: Certificate; readonly socket: string }[] => [
  ...leavesOf(facts).map(({ leaf, by }) => ({ leaf, socket: by[0].socket })),
  ...facts.sniAnswers.flatMap(({ leaf, socket }) => (leaf ? { leaf, socket } : [])),
];
