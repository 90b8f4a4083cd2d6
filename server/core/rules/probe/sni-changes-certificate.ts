import { sClient } from '../../probe/commands';
import { leafOf } from '../../probe/endpoint-command';
import type { ProbeFacts, SniAnswer } from '../../probe/facts';
import { namesOf } from '../../probe/leaf-groups';
import { enumerated } from '../../text/enumerated';
import type { Certificate } from '../../x509/certificate';
import { judgeByPractice, judgeByRfc5922 } from '../../x509/names';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/sni-changes-certificate',
  subject: 'probe',
  severity: { practical: 'info', strict: 'info' },
  title: 'Answer depends on the server name',
  remedy: 'Make the certificate that old devices need the default one.',
  cites: ['RFC 6066 §3'],
  examples: [
    {
      title: 'another certificate without server name',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1'],
        sniAnswers: [
          { socket: '192.0.2.1:5061', kind: 'asked' },
          { socket: '192.0.2.1:5061', kind: 'none', certificate: { names: ['default.example.net'] } },
        ],
      },
      finds: ['info'],
    },
    {
      title: 'no certificate at all without server name',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1'],
        sniAnswers: [
          { socket: '192.0.2.1:5061', kind: 'asked' },
          { socket: '192.0.2.1:5061', kind: 'none', alert: 112 },
        ],
      },
      finds: ['info'],
    },
    {
      title: 'another one, which names the target too',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1'],
        sniAnswers: [
          { socket: '192.0.2.1:5061', kind: 'asked' },
          { socket: '192.0.2.1:5061', kind: 'none', certificate: { copy: 2 } },
        ],
      },
      finds: ['hint'],
    },
    {
      title: 'one certificate, whatever is asked for',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1'],
        sniAnswers: [
          { socket: '192.0.2.1:5061', kind: 'asked' },
          { socket: '192.0.2.1:5061', kind: 'none' },
          { socket: '192.0.2.1:5061', kind: 'other' },
        ],
      },
      finds: [],
    },
    { title: 'nobody compared', scene: { target: 'sip.example.com:5061', zone: ['sip.example.com A 192.0.2.1'] }, finds: [] },
  ],
  check(facts, _context, report) {
    for (const { asked, other, sockets } of differences(facts)) {
      const socket = sockets[0];
      const without = other.kind === 'none';
      const isNamed = other.leaf !== undefined && names(other.leaf, asked.serverName);
      const consequence = isNamed ? '' : other.leaf ? ' and fail on the name' : ' and do not get through';
      const effect = without
        ? `Devices that send no SNI get the second one${consequence}.`
        : 'Devices that send another name get the second one.';
      const second = other.leaf
        ? namesOf(other.leaf)
        : other.alert
          ? `alert ${other.alert.code} (${other.alert.name})`
          : `nothing (${other.outcome})`;
      const then = leafOf('subject', 'ext subjectAltName');
      report(
        `With server name ${asked.serverName} ${enumerated(sockets)} ${sockets.length === 1 ? 'shows' : 'show'} ${asked.leaf ? namesOf(asked.leaf) : ''}; ${without ? 'without one' : 'with an unknown one'}: ${second}. ${effect}`,
        {
          at: { endpoint: socket },
          command: sClient({ socket, serverName: other.serverName, then }),
          ...(isNamed ? { atMost: 'hint' } : {}),
        },
      );
    }
  },
});

interface Difference {
  readonly asked: SniAnswer;
  readonly other: SniAnswer;
  readonly sockets: [string, ...string[]];
}

/** One for all addresses that answer alike; of two names that change the answer the missing one is told. */
function differences({ sniAnswers }: ProbeFacts): readonly Difference[] {
  const found = new Map<string, Difference>();
  for (const asked of sniAnswers) {
    if (asked.kind !== 'asked' || !asked.leaf) continue;
    const others = sniAnswers.filter(({ socket, kind }) => socket === asked.socket && kind !== 'asked').sort(withoutFirst);
    const other = others.find((one) => (one.leaf ? one.leaf.sha256 !== asked.leaf?.sha256 : isRefusal(one)));
    if (!other) continue;
    const key = [asked.leaf.sha256, other.kind, other.leaf?.sha256, other.alert?.code].join(' ');
    const known = found.get(key);
    if (known) known.sockets.push(asked.socket);
    else found.set(key, { asked, other, sockets: [asked.socket] });
  }
  return [...found.values()];
}

const withoutFirst = (a: SniAnswer, b: SniAnswer): number => Number(b.kind === 'none') - Number(a.kind === 'none');

/** Alerts by which servers say that they know no such name: unrecognized_name, missing_extension, handshake_failure. */
const isRefusal = ({ alert }: SniAnswer): boolean => alert !== undefined && [112, 109, 40].includes(alert.code);

const names = (leaf: Certificate, reference: string | null): boolean =>
  reference !== null && (judgeByRfc5922(leaf, reference).matches || judgeByPractice(leaf, reference).matches);
