import { addressesOf, byVersion, groupsBy } from '../../probe/address-groups';
import { commandTo } from '../../probe/endpoint-command';
import type { EndpointFacts } from '../../probe/facts';
import { capital } from '../../text/capital';
import { enumerated } from '../../text/enumerated';
import { suiteName } from '../../tls/suites';
import { versionWord } from '../../tls/versions';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/tls-settings-differ',
  subject: 'probe',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Addresses accept different versions or suites',
  remedy: 'Bring the configurations together.',
  cites: ['RFC 9325 §3.9'],
  examples: [
    {
      title: 'one still takes TLS 1.0',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
        endpoints: [
          { socket: '192.0.2.1:5061', enumeration: { versions: ['TLSv1.2', 'TLSv1.3'], suites: ['TLS_AES_256_GCM_SHA384'] } },
          { socket: '192.0.2.2:5061', enumeration: { versions: ['TLSv1', 'TLSv1.2', 'TLSv1.3'], suites: ['TLS_AES_256_GCM_SHA384'] } },
        ],
      },
      finds: ['warning'],
    },
    {
      title: 'one has a suite more',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
        endpoints: [
          { socket: '192.0.2.1:5061', enumeration: { versions: ['TLSv1.3'], suites: ['TLS_AES_256_GCM_SHA384'] } },
          {
            socket: '192.0.2.2:5061',
            enumeration: { versions: ['TLSv1.3'], suites: ['TLS_AES_256_GCM_SHA384', 'TLS_AES_128_GCM_SHA256'] },
          },
        ],
      },
      finds: ['warning'],
    },
    {
      title: 'without enumeration: the same hello got two versions',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
        endpoints: [{ socket: '192.0.2.2:5061', version: 'TLSv1.2' }],
      },
      finds: ['warning'],
    },
    {
      title: 'the same suites in another order',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
        endpoints: [
          {
            socket: '192.0.2.1:5061',
            enumeration: { versions: ['TLSv1.3'], suites: ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384'] },
          },
          {
            socket: '192.0.2.2:5061',
            enumeration: { versions: ['TLSv1.3'], suites: ['TLS_AES_256_GCM_SHA384', 'TLS_AES_128_GCM_SHA256'] },
          },
        ],
      },
      finds: ['hint'],
    },
    {
      title: 'the same on both',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
        endpoints: [
          { socket: '192.0.2.1:5061', enumeration: { versions: ['TLSv1.3'], suites: ['TLS_AES_256_GCM_SHA384'] } },
          { socket: '192.0.2.2:5061', enumeration: { versions: ['TLSv1.3'], suites: ['TLS_AES_256_GCM_SHA384'] } },
        ],
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const endpoints = addressesOf(facts).filter(({ outcome }) => outcome === 'ok');
    const difference = inVersions(endpoints) ?? inSuites(endpoints) ?? inOrder(endpoints);
    if (!difference) return;
    const { text, odd, isSlight } = difference;
    const effect = isSlight
      ? 'What is chosen depends on the node.'
      : 'These are nodes of one service with different settings. The weakest one sets the security, and old phones work by luck.';
    report(`${text}. ${effect}`, {
      at: { endpoint: odd.socket },
      command: commandTo(facts, odd),
      ...(isSlight ? { atMost: 'hint' } : {}),
    });
  },
});

interface Difference {
  readonly text: string;
  readonly odd: EndpointFacts;
  readonly isSlight: boolean;
}
type Group = ReturnType<typeof groupsBy>[number];

const who = ({ members }: Group): string => enumerated(members.map(({ socket }) => socket));
const verb = (group: Group, one: string, many: string): string => `${who(group)} ${group.members.length === 1 ? one : many}`;

function inVersions(endpoints: readonly EndpointFacts[]): Difference | undefined {
  const groups = groupsBy(endpoints, acceptedVersions);
  if (groups.length > 1) return differ(groups, (group) => `${verb(group, 'accepts', 'accept')} ${group.key}`);
  // The same hello went to all; where everything was asked, what was chosen says nothing more.
  if (groups.length === 1) return undefined;
  return differ(groupsBy(endpoints, byVersion), (group) => `${verb(group, 'chooses', 'choose')} ${versionWord(Number(group.key))}`);
}

function acceptedVersions({ enumeration }: EndpointFacts): string | undefined {
  const all = [...(enumeration?.versions ?? [])];
  if (all.length === 0 || all.some(([, answer]) => answer === 'unknown')) return undefined;
  const accepted = all.filter(([, answer]) => answer === 'accepted').map(([code]) => code);
  return enumerated(accepted.sort((a, b) => a - b).map(versionWord), 8);
}

/** Before TLS 1.3 the suites follow from the kind of key, so that only servers with the same kind are compared. */
function inSuites(endpoints: readonly EndpointFacts[]): Difference | undefined {
  for (const { members } of groupsBy(endpoints, ({ chain }) => chain?.leaf.key.type ?? 'unknown')) {
    const [most, other] = groupsBy(members, (endpoint) =>
      suitesOf(endpoint)
        ?.toSorted((a, b) => a - b)
        .join(' '),
    );
    if (!most || !other) continue;
    const lists = [most, other].map((group) => new Set(suitesOf(group.members[0]) ?? [])) as [Set<number>, Set<number>];
    const only = (mine: Set<number>, others: Set<number>): string =>
      enumerated([...mine].filter((suite) => !others.has(suite)).map(suiteName), 3);
    const [here, there] = [only(lists[0], lists[1]), only(lists[1], lists[0])];
    const each = [
      ...(here === '' ? [] : [`only ${verb(most, 'accepts', 'accept')} ${here}`]),
      ...(there === '' ? [] : [`only ${verb(other, 'accepts', 'accept')} ${there}`]),
    ];
    return { text: capital(enumerated(each)), odd: other.members[0], isSlight: false };
  }
  return undefined;
}

function inOrder(endpoints: readonly EndpointFacts[]): Difference | undefined {
  const ordered = endpoints.filter(({ enumeration }) => enumeration?.serverOrder === true);
  const groups = groupsBy(ordered, (endpoint) => suitesOf(endpoint)?.join(' '));
  const found = differ(groups, (group) => `${verb(group, 'prefers', 'prefer')} ${suiteName(Number(group.key.split(' ')[0]))}`);
  return found && { ...found, isSlight: true };
}

function differ([most, ...others]: readonly Group[], text: (group: Group) => string): Difference | undefined {
  const [other] = others;
  return most && other && { text: enumerated([most, ...others].map(text), 4), odd: other.members[0], isSlight: false };
}

const suitesOf = ({ enumeration }: EndpointFacts): readonly number[] | undefined =>
  enumeration?.isComplete ? [...new Set(enumeration.suites.map(({ suite }) => suite))] : undefined;
