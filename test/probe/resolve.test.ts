import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, it } from 'node:test';
import type { ResolutionStep } from '../../server/contracts';
import { addressesInHosts, localLookup } from '../../server/probe/hosts';
import { connectTo, type Resolution, type ResolveOptions, type Resolver, resolve, systemResolver } from '../../server/probe/resolve';
import { orderSrv } from '../../server/probe/srv-order';
import { readTarget, type Target } from '../../server/probe/target';
import { type Behaviour, type DnsServer, startDnsServer, type Zone, type ZoneRecord } from '../support/dns-server';

const a = (name: string, data: string): ZoneRecord => ({ type: data.includes(':') ? 'AAAA' : 'A', name, data });
const srv = (name: string, words: string): ZoneRecord => {
  const [priority = '', weight = '', port = '', target = ''] = words.split(' ');
  return { type: 'SRV', name, data: { priority: Number(priority), weight: Number(weight), port: Number(port), target } };
};
const naptr = (order: number, services: string, replacement: string, { flags = 's', regexp = '', preference = 10 } = {}): ZoneRecord => ({
  type: 'NAPTR',
  name: 'example.com',
  data: { order, preference, flags, services, regexp, replacement },
});
const sips = '_sips._tcp.example.com';

function target(text: string): Target {
  const read = readTarget(text);
  assert.equal(read.kind, 'target', JSON.stringify(read));
  return read.target;
}

/** Steps as `outcome TYPE name`, candidates as `address port name`, faults by their kind. */
function told({ steps, candidates, faults }: Resolution): string[] {
  return [
    ...steps.map(({ outcome, type, name }) => `${outcome} ${type} ${name}`),
    ...candidates.map(({ address, port, transport, serverName }) => `→ ${address} ${port} ${transport} ${serverName ?? '-'}`),
    ...faults.map((fault) => `! ${fault.kind}${'reason' in fault ? ` ${fault.reason}` : 'failure' in fault ? ` ${fault.failure}` : ''}`),
  ];
}

describe('resolve', () => {
  const servers: DnsServer[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
  });

  const resolver = async (zone: Zone, local?: Resolver['local']): Promise<Resolver> => {
    const server = await startDnsServer(zone);
    servers.push(server);
    return { name: `resolver ${servers.length}`, servers: [{ host: '127.0.0.1', port: server.port }], ...(local ? { local } : {}) };
  };
  const options = (...resolvers: Resolver[]): ResolveOptions => ({
    resolvers,
    timeoutMs: 300,
    signal: new AbortController().signal,
    random: () => 0.5,
    now: () => performance.now(),
  });
  async function run(text: string, asked: ResolveOptions): Promise<Resolution> {
    const walking = resolve(target(text), asked);
    const seen: ResolutionStep[] = [];
    for (;;) {
      const { done, value } = await walking.next();
      if (done) {
        assert.equal(seen.length, value.steps.length, 'each step is told once');
        assert.ok(value.steps.every((step) => seen.includes(step)));
        return value;
      }
      seen.push(value);
    }
  }
  async function check(
    text: string,
    records: ZoneRecord[],
    expected: string,
    behaviours: { [key: string]: Behaviour } = {},
  ): Promise<Resolution> {
    const found = await run(text, options(await resolver({ records, behaviours })));
    const lines = expected.split('\n').map((line) => line.trim());
    assert.deepEqual(
      told(found),
      lines.filter((line) => line !== ''),
    );
    for (const { why, outcome } of found.steps) assert.match(why, outcome === 'skipped' ? /\. |\.$/ : /RFC 3263|no RFC/);
    return found;
  }
  const walks = async (...words: Parameters<typeof check>): Promise<void> => {
    await check(...words);
  };
  const hosts = [a('sip1.example.com', '192.0.2.1'), a('sip1.example.com', '2001:db8::1'), a('sip2.example.com', '192.0.2.2')];

  it('NAPTR, SRV, addresses of both families, in the order of the records', async () => {
    const records = [
      naptr(20, 'SIP+D2U', '_sip._udp.example.com'),
      naptr(10, 'sips+d2t', 'tls.example.net', { flags: 'S' }),
      srv('tls.example.net', '20 0 5062 sip2.example.com'),
      srv('tls.example.net', '10 0 5061 sip1.example.com'),
      ...hosts,
    ];
    const { candidates, steps } = await check(
      'sip:alice@example.com',
      records,
      `answer NAPTR example.com
       answer SRV tls.example.net
       answer A sip1.example.com
       answer AAAA sip1.example.com
       answer A sip2.example.com
       nodata AAAA sip2.example.com
       → 192.0.2.1 5061 TLS example.com
       → 2001:db8::1 5061 TLS example.com
       → 192.0.2.2 5062 TLS example.com`,
    );
    assert.equal(candidates[0]?.reason, 'SRV tls.example.net: sip1.example.com, priority 10, weight 0');
    assert.equal(steps[1]?.records[0]?.ttl, 300);
    assert.match(steps[0]?.server ?? '', /^127\.0\.0\.1:\d+$/);
  });

  it('NAPTR that cannot be used is left out and told', () =>
    walks(
      'example.com',
      [
        naptr(1, 'SIPS+D2T', '.', { flags: 'u', regexp: '!^.*$!sips:x!' }),
        naptr(2, 'SIPS+D2U', '_sips._udp.example.com'),
        naptr(3, 'SIPS+D2T', '.'),
        naptr(4, 'E2U+sip', '.', { flags: 'u', regexp: '!x!y!' }),
        srv(sips, '0 0 5061 sip2.example.com'),
        ...hosts,
      ],
      `answer NAPTR example.com
       answer SRV ${sips}
       answer A sip2.example.com
       nodata AAAA sip2.example.com
       → 192.0.2.2 5061 TLS example.com
       ! naptr-unusable
       ! naptr-unusable
       ! naptr-unusable`,
    ));

  it('NAPTR that leads to no SRV: the usual place, then addresses', () =>
    walks(
      'example.com',
      [naptr(1, 'SIPS+D2T', 'nothing.example.com'), a('example.com', '192.0.2.9')],
      `answer NAPTR example.com
       nxdomain SRV nothing.example.com
       nxdomain SRV ${sips}
       nxdomain SRV _sip._tls.example.com
       nxdomain SRV _sips._tls.example.com
       nxdomain SRV _sip._tcp.example.com
       nxdomain SRV _sip._udp.example.com
       answer A example.com
       nodata AAAA example.com
       → 192.0.2.9 5061 TLS example.com
       ! naptr-without-srv`,
    ));

  const clearOnly = [
    naptr(1, 'SIP+D2U', '_sip._udp.example.com'),
    srv('_sip._tcp.example.com', '0 0 5060 sip1.example.com'),
    a('example.com', '192.0.2.9'),
    ...hosts,
  ];
  it('a domain that offers UDP and TCP only is told so, and nothing is tried', async () => {
    const { faults } = await check(
      'example.com',
      clearOnly,
      `answer NAPTR example.com
       nxdomain SRV ${sips}
       nxdomain SRV _sip._tls.example.com
       nxdomain SRV _sips._tls.example.com
       answer SRV _sip._tcp.example.com
       nxdomain SRV _sip._udp.example.com
       ! naptr-without-tls
       ! clear-only`,
    );
    assert.match(faults.at(-1)?.text ?? '', /^example\.com offers TCP and UDP only/);
  });
  it('… unless the port is asked for', () =>
    walks(
      'example.com:5061',
      clearOnly,
      `skipped SRV example.com
       answer A example.com
       nodata AAAA example.com
       → 192.0.2.9 5061 TLS example.com`,
    ));
  it('… or the URI demands TLS', async () => {
    const found = await check(
      'sip:example.com;transport=tls',
      clearOnly,
      `skipped NAPTR example.com
       nxdomain SRV ${sips}
       nxdomain SRV _sip._tls.example.com
       nxdomain SRV _sips._tls.example.com
       answer SRV _sip._tcp.example.com
       nxdomain SRV _sip._udp.example.com
       answer A example.com
       nodata AAAA example.com
       → 192.0.2.9 5061 TLS example.com`,
    );
    assert.match(found.steps[0]?.why ?? '', /transport=tls/);
  });

  it('sips discards what is not for TLS', () =>
    walks(
      'sips:example.com',
      [naptr(1, 'SIP+D2T', '_sip._tcp.example.com'), srv(sips, '0 0 5061 sip2.example.com'), ...hosts],
      `answer NAPTR example.com
       answer SRV ${sips}
       answer A sip2.example.com
       nodata AAAA sip2.example.com
       → 192.0.2.2 5061 TLS example.com
       ! naptr-without-tls`,
    ));

  it('_sip._tls is explained and not used', () =>
    walks(
      'sips:example.com;transport=tcp',
      [srv('_sip._tls.example.com', '0 0 443 sip1.example.com'), a('example.com', '192.0.2.9'), ...hosts],
      `skipped NAPTR example.com
       nxdomain SRV ${sips}
       answer SRV _sip._tls.example.com
       nxdomain SRV _sips._tls.example.com
       nxdomain SRV _sip._tcp.example.com
       nxdomain SRV _sip._udp.example.com
       answer A example.com
       nodata AAAA example.com
       → 192.0.2.9 5061 TLS example.com
       ! srv-wrong-label`,
    ));

  it('SRV that says no', () =>
    walks(
      'sips:example.com',
      [srv(sips, '0 0 0 .'), a('example.com', '192.0.2.9')],
      `nodata NAPTR example.com
       answer SRV ${sips}
       ! not-offered`,
    ));

  it('of many SRV targets the first are asked for, and that the others are not is told', async () => {
    const names = Array.from({ length: 20 }, (_, i) => `h${i}.example.com`);
    const records = names.flatMap((name, i) => [srv(sips, `${i} 0 5061 ${name}`), a(name, `192.0.2.${i + 1}`)]);
    const warnings: Error[] = [];
    const keep = (warning: Error): void => void warnings.push(warning);
    process.on('warning', keep);
    const { candidates, steps, faults } = await run('sips:example.com', options(await resolver({ records })));
    await new Promise((done) => setImmediate(done));
    process.off('warning', keep);
    assert.equal(candidates.length, 16);
    assert.equal(faults[0]?.kind, 'too-many');
    const [told] = steps.filter(({ outcome }) => outcome === 'skipped');
    assert.deepEqual(
      [told?.name, told?.why],
      ['h16.example.com', 'SRV names 20 hosts; the first 16 are looked at, the others are not asked for.'],
    );
    assert.deepEqual(warnings, [], 'so many questions at once are no leak');
  });

  it('SRV targets: an alias, an address, nothing, the root beside others; one socket twice', () =>
    walks(
      'sips:example.com',
      [
        srv(sips, '1 0 5061 alias.example.com'),
        srv(sips, '2 0 5061 192.0.2.77'),
        srv(sips, '3 0 5061 gone.example.com'),
        srv(sips, '4 0 5061 .'),
        srv(sips, '5 0 5061 sip2.example.com'),
        { type: 'CNAME', name: 'alias.example.com', data: 'sip2.example.com' },
        ...hosts,
      ],
      `nodata NAPTR example.com
       answer SRV ${sips}
       answer A alias.example.com
       nodata AAAA alias.example.com
       nxdomain A gone.example.com
       nxdomain AAAA gone.example.com
       answer A sip2.example.com
       nodata AAAA sip2.example.com
       → 192.0.2.2 5061 TLS example.com
       ! srv-target-invalid root
       ! srv-target-invalid alias
       ! srv-target-invalid address
       ! srv-target-invalid no-address`,
    ));

  for (const [text, candidate] of [
    ['192.0.2.1:5071', '192.0.2.1 5071 TLS -'],
    ['sips:[2001:db8::1]', '2001:db8::1 5061 TLS -'],
    ['sip:example.com;maddr=192.0.2.7', '192.0.2.7 5061 TLS example.com'],
    ['sip:192.0.2.1;transport=wss', '192.0.2.1 443 WSS -'],
    ['sip:192.0.2.1:5061;transport=udp', '192.0.2.1 5061 TLS -'],
  ] as const)
    it(`${text} needs no DNS`, async () => {
      const { steps, candidates } = await check(
        text,
        [],
        `skipped ${text.includes('[') ? 'AAAA' : 'A'} ${candidate.split(' ')[0]}\n→ ${candidate}`,
      );
      assert.equal(candidates.length + steps.length, 2);
      assert.deepEqual(servers[0]?.asked, []);
    });

  it('wss goes to addresses at 443', () =>
    walks(
      'sip:example.com;transport=wss',
      [a('example.com', '2001:db8::9')],
      `skipped SRV example.com
       nodata A example.com
       answer AAAA example.com
       → 2001:db8::9 443 WSS example.com`,
    ));

  it('what is not for TLS over TCP is told', async () => {
    const { steps } = await check('sip:example.com;transport=udp', [], 'skipped SRV example.com\n! clear-asked');
    assert.match(steps[0]?.why ?? '', /asks for SIP in clear.* Ask for port 5061 to try it all the same\.$/);
    await check('sip:192.0.2.1:5060;transport=tcp', [], 'skipped A 192.0.2.1\n! clear-asked');
    await check('sips:example.com;transport=sctp', [], 'skipped SRV example.com\n! transport-not-probed');
  });

  it('names that do not exist, and names without an address', async () => {
    const nowhere = await check(
      'example.com:5061',
      [],
      'skipped SRV example.com\nnxdomain A example.com\nnxdomain AAAA example.com\n! no-address',
    );
    assert.equal(nowhere.faults[0]?.text, 'example.com does not exist.');
    const empty = await check(
      'example.com:5061',
      [a('x.example.com', '192.0.2.1')],
      'skipped SRV example.com\nnodata A example.com\nnodata AAAA example.com\n! no-address',
    );
    assert.match(empty.faults[0]?.text ?? '', /exists, but/);
  });

  it('failures are told apart and no absence is concluded from them', async () => {
    const noise: { [key: string]: Behaviour } = {
      'NAPTR example.com': { kind: 'silent' },
      [`SRV ${sips}`]: { kind: 'rcode', rcode: 2 },
      'A example.com': { kind: 'rcode', rcode: 5 },
      'AAAA example.com': { kind: 'send', messages: (bytes) => [{ bytes: bytes.subarray(0, bytes.length - 1) }] },
    };
    const { steps } = await check(
      'example.com',
      [a('example.com', '192.0.2.9')],
      `timeout NAPTR example.com
       servfail SRV ${sips}
       refused A example.com
       servfail AAAA example.com
       ! dns-failure timeout
       ! dns-failure servfail
       ! dns-failure refused
       ! dns-failure malformed`,
      noise,
    );
    assert.match(steps[3]?.why ?? '', /The answer is malformed: record 1 of 1/);
    assert.match(steps[0]?.why ?? '', /No answer within 300 ms\.$/);
  });

  it('the next server stands in for one that fails', async () => {
    const bad = await resolver({ records: [], behaviours: { '* example.com': { kind: 'rcode', rcode: 2 } } });
    const good = await resolver({ records: [a('example.com', '192.0.2.9')] });
    const found = await run('example.com:5061', options({ name: 'both', servers: [...bad.servers, ...good.servers] }));
    assert.deepEqual(told(found).slice(1), [
      'answer A example.com',
      'nodata AAAA example.com',
      '→ 192.0.2.9 5061 TLS example.com',
      '! dns-failure servfail',
      '! dns-failure servfail',
    ]);
  });

  it('resolvers side by side are compared, without regard to order', async () => {
    const first = [a('example.com', '192.0.2.1'), a('example.com', '192.0.2.2')];
    const one = await resolver({ records: first });
    const two = await resolver({ records: [...first].reverse() });
    const three = await resolver({ records: [a('example.com', '192.0.2.3')] });
    const same = await run('example.com:5061', options(one, two));
    assert.deepEqual([same.faults.length, same.candidates.length, same.compared.length], [0, 2, 2]);
    const other = await run('example.com:5061', options(one, three));
    assert.deepEqual(
      other.faults.map(({ text }) => text),
      ['resolver 1 gives 192.0.2.1:5061, 192.0.2.2:5061; resolver 3 gives 192.0.2.3:5061.'],
    );
    assert.deepEqual(
      other.candidates.map(({ address }) => address),
      ['192.0.2.1', '192.0.2.2', '192.0.2.3'],
    );
  });

  it('the hosts file goes before DNS; names of this computer are not asked for in DNS', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sip-tls-hosts-'));
    const file = join(folder, 'hosts');
    writeFileSync(file, '192.0.2.50 pbx.example.com pbx # the old one\n::1 localhost\n127.0.0.1 localhost\n');
    try {
      const asked = await resolver({ records: [a('pbx.example.com', '192.0.2.9')] }, localLookup(file));
      const named = await run('pbx.example.com:5061', options(asked));
      assert.deepEqual(told(named).slice(1), [
        'answer A pbx.example.com',
        'nodata AAAA pbx.example.com',
        '→ 192.0.2.50 5061 TLS pbx.example.com',
      ]);
      assert.match(named.steps[1]?.why ?? '', /from the hosts file \(.*hosts\); DNS was not asked/);
      const local = await run('localhost', options(asked));
      assert.deepEqual(told(local).slice(-4), [
        'answer A localhost',
        'answer AAAA localhost',
        '→ 127.0.0.1 5061 TLS localhost',
        '→ ::1 5061 TLS localhost',
      ]);
      assert.ok(local.steps.slice(0, -2).every(({ outcome }) => outcome === 'skipped'));
      assert.deepEqual(servers[0]?.asked, []);
    } finally {
      rmSync(folder, { recursive: true });
    }
    assert.deepEqual(addressesInHosts('#192.0.2.1 x\nnonsense x\n192.0.2.2\tx X\n', 'x'), ['192.0.2.2']);
  });

  it('an address given by hand takes the place of DNS', () => {
    assert.deepEqual(told(connectTo(target('sips:alice@example.com'), [{ host: '192.0.2.1' }])), [
      'skipped A example.com',
      '→ 192.0.2.1 5061 TLS example.com',
    ]);
    assert.deepEqual(told(connectTo(target('example.com:5071'), [{ host: '2001:db8::1' }])).at(-1), '→ 2001:db8::1 5071 TLS example.com');
    assert.deepEqual(
      told(connectTo(target('example.com:5071'), [{ host: '192.0.2.1', port: 443 }])).at(-1),
      '→ 192.0.2.1 443 TLS example.com',
    );
  });

  it('several addresses given by hand are one step, and the same socket is taken once', () => {
    const given = [{ host: '192.0.2.1' }, { host: '192.0.2.1', port: 5061 }, { host: '192.0.2.1', port: 443 }, { host: '::1' }];
    const found = connectTo(target('example.com'), given);
    assert.deepEqual(told(found), [
      'skipped A example.com',
      '→ 192.0.2.1 5061 TLS example.com',
      '→ 192.0.2.1 443 TLS example.com',
      '→ ::1 5061 TLS example.com',
    ]);
    assert.match(found.steps[0]?.why ?? '', /^The addresses 192\.0\.2\.1 and ::1 were given by hand/);
  });

  it('beside a port SRV is looked at where that is wanted, and not used', async () => {
    const records = [a('example.com', '192.0.2.9'), srv(sips, '1 0 5071 sip1.example.com'), ...hosts];
    const asked = { ...options(await resolver({ records })), looksBesidePort: true };
    const found = await run('example.com:5061', asked);
    assert.deepEqual(told(found), [
      'skipped SRV example.com',
      'answer A example.com',
      'nodata AAAA example.com',
      `answer SRV ${sips}`,
      '→ 192.0.2.9 5061 TLS example.com',
    ]);
    assert.deepEqual(
      found.srvBesidePort?.map(({ target, port }) => `${target}:${port}`),
      ['sip1.example.com:5071'],
    );
    assert.equal((await run('192.0.2.9:5061', asked)).srvBesidePort, undefined);
    assert.equal((await run('example.com:5061', { ...asked, looksBesidePort: false })).srvBesidePort, undefined);
  });

  it('whether all answers are of the servers of the zone', async () => {
    const records = [a('example.com', '192.0.2.9'), a('example.com', '::1')];
    const cached: Behaviour = {
      kind: 'send',
      messages: (bytes) => {
        const copy = Buffer.from(bytes);
        copy.writeUInt16BE(copy.readUInt16BE(2) & ~0x0400, 2);
        return [{ bytes: copy }];
      },
    };
    const own = options(await resolver({ records }));
    const half = options(await resolver({ records, behaviours: { 'AAAA example.com': cached } }));
    assert.equal((await run('example.com:5061', own)).isAuthoritative, true);
    assert.equal((await run('example.com:5061', half)).isAuthoritative, false);
    assert.equal((await run('192.0.2.1', own)).isAuthoritative, undefined);
  });

  it('ends at once when cancelled, and when nobody listens any more', async () => {
    const silent = await resolver({ records: [], behaviours: { '* example.com': { kind: 'silent' } } });
    const cancel = new AbortController();
    const asked = { ...options(silent), timeoutMs: 30_000, signal: cancel.signal };
    const start = performance.now();
    setTimeout(() => cancel.abort(), 30);
    const found = await run('example.com:5061', asked);
    assert.deepEqual([found.isCancelled, found.candidates, found.steps.length], [true, [], 1]);
    for await (const step of resolve(target('example.com:5061'), { ...options(silent), timeoutMs: 30_000 })) if (step) break;
    assert.ok(performance.now() - start < 2000);
  });

  it('the servers of this computer are read', () => {
    const { servers: own } = systemResolver(async () => undefined);
    for (const { port } of own) assert.ok(port > 0);
  });
});

describe('SRV order', () => {
  const record = (priority: number, weight: number, name: string) => ({ priority, weight, name });
  const order = (draws: readonly number[], ...records: ReturnType<typeof record>[]) => {
    let i = 0;
    return orderSrv(records, () => draws[i++] ?? 0)
      .map(({ name }) => name)
      .join('');
  };
  it('goes by priority, then by a draw over the weights', () => {
    const records = [record(20, 0, 'd'), record(10, 60, 'a'), record(10, 20, 'b'), record(10, 0, 'c')];
    assert.equal(order([0, 0, 0], ...records), 'cabd');
    assert.equal(order([0.5, 0.5, 0.5], ...records), 'abcd');
    assert.equal(order([0.99, 0.99, 0.99], ...records), 'bacd');
  });
  it('draws as often as the weights say', () => {
    let seed = 1;
    const random = () => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const first = { a: 0, b: 0, c: 0 };
    for (let i = 0; i < 10_000; i++) {
      const [winner] = orderSrv([{ ...record(1, 0, 'a') }, record(1, 25, 'b'), record(1, 75, 'c')], random);
      first[winner?.name as 'a' | 'b' | 'c']++;
    }
    assert.ok(first.a > 0 && first.a < 300, `${first.a}`);
    assert.ok(Math.abs(first.b - 2475) < 200, `${first.b}`);
    assert.ok(Math.abs(first.c - 7425) < 250, `${first.c}`);
  });
});
