import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type AddressStanding,
  addressesOf,
  brokenIpv6,
  byIssuers,
  byLeaf,
  byVersion,
  groupsBy,
  splitByConnection,
  standingOf,
} from '#core/probe/address-groups';
import { sharesOf } from '#core/probe/dns-walk';
import type { ProbeFacts } from '#core/probe/facts';
import { standingsOf } from '#core/report/probe/standing';
import type { EndpointScene, ProbeScene } from '#core/rules/scenes/probe-scene';
import { readAsked } from '../../../server/probe/asked';
import { probeView } from '../../../server/probe/probe-view';
import { probeScenes } from '../../support/probe-scene';

const build = (scene: ProbeScene): Promise<ProbeFacts> => Promise.resolve(probeScenes.build({ ...probeScenes.defaults, ...scene }));

/** `192.0.2.1` and so on, each an address of one name. */
const several = (endpoints: readonly Omit<EndpointScene, 'socket'>[], more: Partial<ProbeScene> = {}): Promise<ProbeFacts> =>
  build({
    target: 'sip.example.com:5061',
    zone: endpoints.map((_endpoint, i) => `sip.example.com A 192.0.2.${i + 1}`),
    endpoints: endpoints.map((endpoint, i) => ({ socket: `192.0.2.${i + 1}:5061`, ...endpoint })),
    ...more,
  });

const sockets = (endpoints: readonly { readonly socket: string }[]): string =>
  endpoints.map(({ socket }) => socket.replace(/^192\.0\.2\.(\d+):5061$/, '$1')).join(' ');

const told = (standing: AddressStanding): string =>
  standing.kind === 'works' ? 'works' : `${standing.kind}${standing.kind === 'fails' ? ` ${standing.at}` : ''}: ${standing.why}`;

/** What a table of the same facts says of each address. */
async function shownKinds(facts: ProbeFacts): Promise<readonly string[]> {
  const asked = await readAsked({ target: facts.target.text });
  assert.ok(asked.kind === 'request');
  const view = probeView(facts, {
    request: asked.request,
    time: facts.now,
    host: 'test',
    durationMs: 0,
    traffic: { dnsQueries: 0, connections: 0, hellos: 0, options: 0 },
    rules: { profile: 'practical', active: [] },
  });
  return standingsOf(view).map(({ kind }) => kind);
}
const kindInViews = (told: string): string =>
  ({ 'fails tcp': 'unreached', 'fails tls': 'fails', 'fails certificate': 'fails', unknown: 'untried' })[told] ?? told;

describe('standing of an address towards a client that verifies', () => {
  const cases: readonly [title: string, endpoint: Omit<EndpointScene, 'socket'>, expected: string, more?: Partial<ProbeScene>][] = [
    ['a good one', {}, 'works'],
    ['refused', { outcome: 'refused' }, 'fails tcp: refuses the connection'],
    ['no answer', { outcome: 'timeout' }, 'fails tcp: does not answer'],
    ['no route', { outcome: 'unreachable', code: 'EHOSTUNREACH' }, 'fails tcp: cannot be reached (EHOSTUNREACH)'],
    ['an alert', { outcome: 'alert', alert: 70 }, 'fails tls: refuses the handshake with alert 70 (protocol_version)'],
    ['plain SIP', { outcome: 'plain-sip' }, 'fails tls: speaks SIP without TLS'],
    ['silence', { outcome: 'silent' }, 'fails tls: says nothing to the TLS hello'],
    [
      'an unknown authority',
      { certificate: { issuer: 'unknown' } },
      'fails certificate: shows a certificate that no trusted authority vouches for',
    ],
    ['no intermediate', { sends: [] }, 'fails certificate: shows a certificate that no trusted authority vouches for'],
    [
      'expired',
      { certificate: { notAfter: '2026-05-01T00:00:00Z' } },
      'fails certificate: shows a certificate that no trusted authority vouches for',
    ],
    ['another name', { certificate: { names: ['a.example.net'] } }, 'fails certificate: shows a certificate for another name'],
    ['a wildcard, as practice has it', { certificate: { names: ['*.example.com'] } }, 'works'],
    ['a sip: URI, as RFC 5922 has it', { certificate: { names: ['sip:sip.example.com'] } }, 'works'],
    ['another name where names are not compared', { certificate: { names: ['a.example.net'] } }, 'works', { policy: 'chain-only' }],
    ['this library cannot', { outcome: 'unsupported' }, 'unknown: speaks a TLS that this side’s library cannot'],
    ['cancelled', { outcome: 'cancelled' }, 'unknown: was not looked at to the end'],
  ];
  for (const [title, endpoint, expected, more] of cases)
    it(title, async () => {
      const facts = await several([endpoint], more);
      const [first] = facts.endpoints;
      assert.ok(first);
      assert.equal(told(standingOf(first, facts)), expected);
      assert.deepEqual(await shownKinds(facts), [expected.replace(/:.*/, '')].map(kindInViews));
    });

  it('a certificate that could not be read: it neither works nor fails, for rules and for views', async () => {
    const facts = await several([{}, {}]);
    const [first, second] = facts.endpoints;
    assert.ok(first && second);
    const { chain: _, ...unread } = first;
    const both = { ...facts, endpoints: [unread, second] };
    assert.deepEqual(
      both.endpoints.map((endpoint) => told(standingOf(endpoint, both))),
      ['unknown: completes the handshake, and its certificate could not be read', 'works'],
    );
    assert.deepEqual(await shownKinds(both), ['untried', 'works']);
  });

  it('what OpenSSL refuses in the handshake works for nobody who uses it', async () => {
    const facts = await several([{}]);
    const [first] = facts.endpoints;
    assert.ok(first?.chain);
    const refused = {
      ...facts,
      endpoints: [{ ...first, chain: { ...first.chain, openssl: { ok: false as const, code: 'EE_KEY_TOO_SMALL' } } }],
    };
    assert.deepEqual(
      refused.endpoints.map((endpoint) => told(standingOf(endpoint, refused))),
      ['fails certificate: shows a certificate that OpenSSL refuses'],
    );
    assert.deepEqual(await shownKinds(refused), ['fails']);
  });

  it('IPv6 that this host cannot try', async () => {
    const facts = await build({
      target: 'sip.example.com:5061',
      zone: ['sip.example.com A 2001:db8::1'],
      endpoints: [{ socket: '[2001:db8::1]:5061', outcome: 'unreachable' }],
      hasIpv6: false,
    });
    assert.deepEqual(
      facts.endpoints.map((endpoint) => told(standingOf(endpoint, facts))),
      ['unknown: cannot be tried: this host has no IPv6'],
    );
    assert.deepEqual(await shownKinds(facts), ['untried']);
  });
});

describe('groups of addresses', () => {
  it('by leaf: the largest first', async () => {
    const { endpoints } = await several([{ certificate: { copy: 2 } }, {}, {}]);
    const groups = groupsBy(endpoints, byLeaf);
    assert.deepEqual(
      groups.map(({ members }) => sockets(members)),
      ['2 3', '1'],
    );
  });

  it('by version: each its group', async () => {
    const { endpoints } = await several([{ version: 'TLSv1.2' }, {}]);
    assert.equal(groupsBy(endpoints, byVersion).length, 2);
  });

  it('without a key: left out', async () => {
    const { endpoints } = await several([{ outcome: 'refused' }, {}]);
    assert.deepEqual(
      groupsBy(endpoints, byLeaf).map(({ members }) => sockets(members)),
      ['2'],
    );
  });

  it('by issuers: roots and the order of arrival make no difference, an issuer does', async () => {
    const { endpoints } = await several([
      {},
      { sends: ['issuer', 'root'] },
      { sends: [] },
      { sends: ['other-issuer'] },
      { certificate: { copy: 2 } },
    ]);
    assert.deepEqual(
      groupsBy(endpoints, byIssuers).map(({ members }) => sockets(members)),
      ['1 2 5', '3', '4'],
    );
  });

  it('each address once, whatever names were asked for there', async () => {
    const facts = await several([{}, {}]);
    const [first, second] = facts.endpoints;
    assert.ok(first && second);
    assert.equal(sockets(addressesOf({ endpoints: [first, second, first] })), '1 2');
  });
});

describe('who gets through', () => {
  const both = (ipv6: EndpointScene['outcome'], hasIpv6 = true): Promise<ProbeFacts> =>
    build({
      target: 'sip.example.com:5061',
      zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2', 'sip.example.com A 2001:db8::1'],
      endpoints: [
        { socket: '192.0.2.2:5061', outcome: 'reset' },
        { socket: '[2001:db8::1]:5061', outcome: ipv6 },
      ],
      hasIpv6,
    });

  it('IPv6 that fails as a whole is set apart', async () => {
    const facts = await both('timeout');
    assert.equal(sockets(brokenIpv6(facts)), '[2001:db8::1]:5061');
    const { works, fails } = splitByConnection(facts);
    assert.deepEqual([sockets(works), sockets(fails)], ['1', '2']);
  });

  it('IPv6 that was not tried counts nowhere', async () => {
    const facts = await both('unreachable', false);
    assert.deepEqual(brokenIpv6(facts), []);
    const { works, fails } = splitByConnection(facts);
    assert.deepEqual([sockets(works), sockets(fails)], ['1', '2']);
  });

  it('a bad certificate is no failure of the connection', async () => {
    const { works, fails } = splitByConnection(await several([{ certificate: { issuer: 'unknown' } }, { outcome: 'unsupported' }]));
    assert.deepEqual([sockets(works), sockets(fails)], ['1', '']);
  });
});

describe('shares of the first attempts', () => {
  const shares = async (zone: readonly string[]): Promise<readonly number[]> => {
    const facts = await build({ target: 'sips:example.com', zone });
    return [...sharesOf(facts, facts.endpoints).values()].map((share) => Math.round(100 * share));
  };
  it('by weight, halved where a host has two addresses; a backup has none', async () => {
    const zone = [
      '_sips._tcp.example.com SRV 10 60 5061 a.example.com',
      '_sips._tcp.example.com SRV 10 40 5061 b.example.com',
      '_sips._tcp.example.com SRV 20 100 5061 c.example.com',
      'a.example.com A 192.0.2.1',
      'b.example.com A 192.0.2.2',
      'b.example.com A 192.0.2.3',
      'c.example.com A 192.0.2.4',
    ];
    assert.deepEqual((await shares(zone)).toSorted(), [0, 20, 20, 60]);
  });
  it('evenly without SRV, and where all weights are 0', async () => {
    assert.deepEqual(await shares(['example.com A 192.0.2.1', 'example.com A 192.0.2.2']), [50, 50]);
    const zone = [
      '_sips._tcp.example.com SRV 10 0 5061 a.example.com',
      '_sips._tcp.example.com SRV 10 0 5061 b.example.com',
      'a.example.com A 192.0.2.1',
      'b.example.com A 192.0.2.2',
    ];
    assert.deepEqual(await shares(zone), [50, 50]);
  });
  it('NAPTR says which SRV counts', async () => {
    const zone = [
      'example.com NAPTR 10 10 "s" "SIPS+D2T" "" _sips._tcp.edge.example.com',
      '_sips._tcp.edge.example.com SRV 10 75 5061 a.example.com',
      '_sips._tcp.edge.example.com SRV 10 25 5061 b.example.com',
      'a.example.com A 192.0.2.1',
      'b.example.com A 192.0.2.2',
    ];
    assert.deepEqual((await shares(zone)).toSorted(), [25, 75]);
  });
});
