import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { afterEach, describe, it } from 'node:test';
import { encode } from 'dns-packet';
import fc from 'fast-check';
import { type DnsLimits, lookUp, readServer } from '../../server/probe/dns';
import { mostRecords, type QueryType, readAnswer } from '../../server/probe/dns-message';
import { type Behaviour, type DnsServer, startDnsServer, type Zone, type ZoneRecord } from '../support/dns-server';

const limits = (timeoutMs = 3000): DnsLimits => ({
  timeoutMs,
  signal: new AbortController().signal,
  random: Math.random,
  now: () => performance.now(),
});

const a = (name: string, data: string): ZoneRecord => ({ type: 'A', name, data });
const cname = (name: string, data: string): ZoneRecord => ({ type: 'CNAME', name, data });
const sip = a('sip.example.com', '192.0.2.1');
const many = Array.from({ length: 200 }, (_, i) => a('many.example.com', `192.0.2.${i}`));

describe('dns', () => {
  let server: DnsServer;
  afterEach(() => server?.close());

  async function ask(zone: Zone, question: string, { timeoutMs = 3000 } = {}) {
    server = await startDnsServer(zone);
    const [type, name] = question.split(' ') as [QueryType, string];
    return lookUp({ type, name }, { host: '127.0.0.1', port: server.port }, limits(timeoutMs));
  }
  const treated = (behaviour: Behaviour, records = [sip]): Zone => ({ records, behaviours: { 'A sip.example.com': behaviour } });

  it('reads each type of record with its TTL', async () => {
    const zone: Zone = {
      records: [
        {
          type: 'NAPTR',
          name: 'example.com',
          ttl: 60,
          data: { order: 10, preference: 20, flags: 's', services: 'SIPS+D2T', regexp: '', replacement: '_sips._tcp.Example.com' },
        },
        { type: 'SRV', name: '_sips._tcp.example.com', ttl: 61, data: { priority: 1, weight: 2, port: 5061, target: 'sip.example.com' } },
        { type: 'AAAA', name: 'sip.example.com', ttl: 62, data: '2001:db8:0:0:0:0:0:1' },
      ],
    };
    const found = [];
    for (const question of ['NAPTR example.com', 'SRV _sips._tcp.example.com', 'AAAA sip.example.com']) {
      const { answer } = await ask(zone, question);
      await server.close();
      assert.equal(answer.kind, 'answer');
      found.push(...answer.records.map(({ record }) => record));
    }
    assert.deepEqual(found, [
      {
        type: 'NAPTR',
        order: 10,
        preference: 20,
        flags: 's',
        service: 'SIPS+D2T',
        regexp: '',
        replacement: '_sips._tcp.example.com',
        ttl: 60,
      },
      { type: 'SRV', priority: 1, weight: 2, port: 5061, target: 'sip.example.com', ttl: 61 },
      { type: 'AAAA', address: '2001:db8::1', ttl: 62 },
    ]);
  });

  it('tells no such name from a name without such data', async () => {
    assert.equal((await ask({ records: [sip] }, 'A other.example.com')).answer.kind, 'nxdomain');
    await server.close();
    assert.equal((await ask({ records: [sip] }, 'A example.com')).answer.kind, 'nodata');
  });

  for (const [rcode, name] of [
    [2, 'SERVFAIL'],
    [5, 'REFUSED'],
    [4, 'NOTIMP'],
    [9, 'RCODE 9'],
  ] as const)
    it(`names ${name}`, async () => {
      assert.deepEqual((await ask(treated({ kind: 'rcode', rcode }), 'A sip.example.com')).answer, {
        kind: 'error',
        rcode: name,
        chain: [],
      });
    });

  it('asks a silent server twice, and no longer than it may', async () => {
    const result = await ask(treated({ kind: 'silent' }), 'A sip.example.com', { timeoutMs: 200 });
    assert.deepEqual(result.answer, { kind: 'timeout', afterMs: 200 });
    assert.deepEqual(server.asked, ['udp A sip.example.com', 'udp A sip.example.com']);
    assert.ok(result.durationMs >= 195 && result.durationMs < 1000, `${result.durationMs} ms`);
  });

  it('gets over one lost message', async () => {
    assert.equal((await ask(treated({ kind: 'lose', times: 1 }), 'A sip.example.com', { timeoutMs: 400 })).answer.kind, 'answer');
  });

  it('takes an answer that comes late, and two of them', async () => {
    const late: Behaviour = {
      kind: 'send',
      messages: (bytes) => [
        { bytes, afterMs: 250 },
        { bytes, afterMs: 250 },
      ],
    };
    const { answer, ignored } = await ask(treated(late), 'A sip.example.com', { timeoutMs: 2000 });
    assert.equal(answer.kind, 'answer');
    assert.equal(ignored, 0);
  });

  it('asks over TCP where the answer was cut off, whether the server says so or the answer is large', async () => {
    const cut = await ask(treated({ kind: 'truncate' }), 'A sip.example.com');
    assert.deepEqual([cut.answer.kind, cut.overTcp], ['answer', true]);
    assert.deepEqual(server.asked, ['udp A sip.example.com', 'tcp A sip.example.com']);
    await server.close();
    const large = await ask({ records: many }, 'A many.example.com');
    assert.equal(large.answer.kind === 'answer' && large.answer.records.length, 200);
    assert.equal(large.overTcp, true);
  });

  it('asks without EDNS where EDNS is not known', async () => {
    assert.equal((await ask({ records: [sip], hasNoEdns: true }, 'A sip.example.com')).answer.kind, 'answer');
    assert.equal(server.asked.length, 2);
  });

  it('ignores wrong ids, other questions, other senders and queries, and says how many', async () => {
    const wrong = (change: (bytes: Buffer) => void) => (answer: Buffer) => {
      const bytes = Buffer.from(answer);
      change(bytes);
      return { bytes };
    };
    const noise: Behaviour = {
      kind: 'send',
      messages: (answer, query) => [
        wrong((bytes) => bytes.writeUInt16BE(bytes.readUInt16BE(0) ^ 1, 0))(answer),
        wrong((bytes) => bytes.write('xip', 13))(answer),
        { bytes: query },
        { bytes: answer, afterMs: 30 },
      ],
    };
    const { answer, ignored } = await ask(treated(noise), 'A sip.example.com');
    assert.deepEqual([answer.kind, ignored], ['answer', 3]);
    await server.close();
    const spoofed = await ask(treated({ kind: 'spoof', address: '198.51.100.66' }), 'A sip.example.com');
    assert.deepEqual(spoofed.answer.kind === 'answer' && spoofed.answer.records.map(({ record }) => record), [
      { type: 'A', address: '192.0.2.1', ttl: 300 },
    ]);
  });

  it('gives up on a flood of wrong ids', async () => {
    const flood: Behaviour = {
      kind: 'send',
      messages: (answer) => {
        const bytes = Buffer.from(answer);
        bytes.writeUInt16BE(bytes.readUInt16BE(0) ^ 1, 0);
        return Array.from({ length: 150 }, () => ({ bytes }));
      },
    };
    const { answer } = await ask(treated(flood), 'A sip.example.com');
    assert.equal(answer.kind, 'malformed');
  });

  for (const [title, change] of [
    ['a record that is cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 2)],
    ['an address of three bytes', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, bytes.length - 6), Buffer.from([0, 3, 1, 2, 3])])],
    [
      'a name that points to itself',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 33), Buffer.from([0xc0, 33, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, 1, 2, 3, 4])]),
    ],
    ['a header alone', (bytes: Buffer) => bytes.subarray(0, 12)],
    ['five bytes', (bytes: Buffer) => bytes.subarray(0, 5)],
  ] as const)
    it(`names ${title}`, async () => {
      const { answer } = await ask(treated({ kind: 'send', messages: (bytes) => [{ bytes: change(bytes) }] }), 'A sip.example.com');
      assert.equal(answer.kind, 'malformed');
    });

  it('reads no more than it must', async () => {
    const huge: Behaviour = {
      kind: 'send',
      messages: (bytes) => {
        const counted = Buffer.from(bytes);
        counted.writeUInt16BE(mostRecords + 1, 6);
        return [{ bytes: counted }];
      },
    };
    assert.equal((await ask(treated(huge), 'A sip.example.com')).answer.kind, 'oversized');
    await server.close();
    const records = Array.from({ length: 1500 }, (_, i) => a('many.example.com', `192.0.${i >> 8}.${i & 255}`));
    assert.equal((await ask({ records }, 'A many.example.com')).answer.kind, 'oversized');
  });

  it('follows aliases inside an answer and across answers', async () => {
    const records = [cname('a.example.com', 'b.example.com'), cname('b.example.com', 'sip.example.com'), sip];
    for (const [leavesAliases, messages] of [
      [false, 1],
      [true, 3],
    ] as const) {
      const { answer } = await ask({ records, leavesAliases }, 'A a.example.com');
      assert.equal(answer.kind, 'answer');
      assert.deepEqual(
        answer.chain.map(({ owner, record }) => `${owner} ${record.type === 'CNAME' && record.target}`),
        ['a.example.com b.example.com', 'b.example.com sip.example.com'],
      );
      assert.equal(server.asked.length, messages);
      await server.close();
    }
  });

  it('notices aliases in a circle, without end, and to nothing', async () => {
    const circle = [cname('a.example.com', 'b.example.com'), cname('b.example.com', 'a.example.com')];
    const long = Array.from({ length: 40 }, (_, i) => cname(`c${i}.example.com`, `c${i + 1}.example.com`));
    const kinds = [];
    for (const leavesAliases of [false, true])
      for (const [records, name] of [
        [circle, 'a'],
        [long, 'c0'],
        [[cname('n.example.com', 'x.example.com'), sip], 'n'],
      ] as const) {
        kinds.push((await ask({ records, leavesAliases }, `A ${name}.example.com`)).answer.kind);
        assert.ok(server.asked.length <= 17, `${server.asked.length} messages`);
        await server.close();
      }
    assert.deepEqual(kinds, ['alias-loop', 'alias-too-long', 'nxdomain', 'alias-loop', 'alias-too-long', 'nxdomain']);
  });

  it('ends at once when cancelled', async () => {
    server = await startDnsServer(treated({ kind: 'silent' }));
    const cancel = new AbortController();
    const start = performance.now();
    setTimeout(() => cancel.abort(), 30);
    const query = { type: 'A', name: 'sip.example.com' } as const;
    const asking = { ...limits(30_000), signal: cancel.signal };
    assert.equal((await lookUp(query, { host: '127.0.0.1', port: server.port }, asking)).answer.kind, 'cancelled');
    assert.ok(performance.now() - start < 1000);
    assert.equal((await lookUp(query, { host: '127.0.0.1', port: server.port }, asking)).answer.kind, 'cancelled');
    assert.equal(server.asked.length, 1);
  });

  it('says where nobody listens', async () => {
    server = await startDnsServer({ records: [] });
    // A port that was free a moment ago.
    const socket = createSocket('udp4');
    await new Promise<void>((done) => socket.bind(0, '127.0.0.1', done));
    const { port } = socket.address();
    await new Promise<void>((done) => socket.close(done));
    const { answer } = await lookUp({ type: 'A', name: 'sip.example.com' }, { host: '127.0.0.1', port }, limits(1000));
    // Windows does not pass the ICMP message on: there it is a time-out.
    assert.ok(
      answer.kind === 'unreachable' ? answer.code === 'ECONNREFUSED' : process.platform === 'win32' && answer.kind === 'timeout',
      answer.kind,
    );
  });

  it('asks nothing that is no name', async () => {
    assert.equal((await ask({ records: [] }, `A ${'a'.repeat(70)}.example.com`)).answer.kind, 'bad-name');
    assert.deepEqual(server.asked, []);
  });

  it('reads addresses of servers', () => {
    assert.deepEqual(
      ['127.0.0.1:5353', '[::1]:5353', '::1', '9.9.9.9', 'fe80::1%eth0', 'dns.example.com', '127.0.0.1:0', '127.0.0.1:70000', ''].map(
        readServer,
      ),
      [
        { host: '127.0.0.1', port: 5353 },
        { host: '::1', port: 5353 },
        { host: '::1', port: 53 },
        { host: '9.9.9.9', port: 53 },
        { host: 'fe80::1%eth0', port: 53 },
        undefined,
        undefined,
        undefined,
        undefined,
      ],
    );
  });

  it('any bytes are read without a throw, and soon', () => {
    const query = { type: 'NAPTR', name: 'example.com' } as const;
    const whole = encode({
      type: 'response',
      id: 7,
      questions: [{ type: 'NAPTR', name: 'example.com' }],
      answers: [
        { type: 'CNAME', name: 'example.com', ttl: 1, data: 'www.example.com' },
        {
          type: 'NAPTR',
          name: 'www.example.com',
          ttl: 1,
          data: { order: 1, preference: 1, flags: 's', services: 'SIPS+D2T', regexp: '', replacement: '_sips._tcp.example.com' },
        },
        { type: 'SRV', name: 'www.example.com', ttl: 1, data: { port: 5061, target: 'sip.example.com' } },
        { type: 'AAAA', name: 'www.example.com', ttl: 1, data: '2001:db8::1' },
        { type: 'TXT', name: 'www.example.com', ttl: 1, data: 'hello' },
      ],
    });
    assert.equal(readAnswer(whole, query, 7).kind, 'message');
    const kinds = new Map<string, number>();
    const change = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), fc.nat(whole.length), fc.uint8Array({ maxLength: 40 }), (changes, length, more) => {
        const bytes = Buffer.concat([whole.subarray(0, changes.length % 2 ? whole.length : length), more]);
        for (const { at, byte } of changes) if (at < bytes.length && at > 1) bytes[at] = byte;
        const { kind } = readAnswer(bytes, query, 7);
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      }),
      { numRuns: 5000 },
    );
    for (const kind of ['message', 'malformed', 'foreign', 'truncated'])
      assert.ok(kinds.has(kind), `${kind} did not come up: ${JSON.stringify([...kinds])}`);
  });

  it('a chain of pointers over the whole message costs little', () => {
    // Each pointer leads to the one before it; the names of all records begin at the last one.
    const pointers = 6000;
    const header = Buffer.from([0, 7, 0x80, 0, 0, 1, 1, 0x90, 0, 0, 0, 0]);
    const question = Buffer.from([1, 97, 0, 0, 1, 0, 1]);
    const start = header.length + question.length + 2 + 10;
    const chain = Buffer.alloc(2 * pointers);
    for (let i = 0; i < pointers; i++) chain.writeUInt16BE(0xc000 | (i === 0 ? 12 : start + 2 * (i - 1)), 2 * i);
    const first = Buffer.concat([Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 1, 0, 0]), chain]);
    first.writeUInt16BE(chain.length, 10);
    const record = Buffer.from([0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, 1, 2, 3, 4]);
    record.writeUInt16BE(0xc000 | (start + 2 * (pointers - 1)), 0);
    const bytes = Buffer.concat([header, question, first, ...Array.from({ length: mostRecords - 1 }, () => record)]);
    const before = performance.now();
    assert.match(readAnswer(bytes, { type: 'A', name: 'a' }, 7).kind, /message|malformed/);
    assert.ok(performance.now() - before < 500, `${performance.now() - before} ms`);
  });

  const dig = spawnSync('dig', ['-v']);
  it('the server of these tests speaks DNS: dig says so', { skip: dig.error ? 'dig is not installed' : false }, async () => {
    const zone: Zone = {
      records: [
        cname('www.example.com', 'sip.example.com'),
        sip,
        ...many,
        { type: 'SRV', name: '_sips._tcp.example.com', data: { priority: 1, weight: 2, port: 5061, target: 'sip.example.com' } },
      ],
    };
    server = await startDnsServer(zone);
    const { spawn } = await import('node:child_process');
    const run = async (...words: string[]) => {
      const child = spawn('dig', ['@127.0.0.1', '-p', String(server.port), '+time=2', '+tries=1', ...words]);
      let out = '';
      for await (const bytes of child.stdout) out += bytes;
      return out.trim();
    };
    assert.equal(await run('+short', 'A', 'www.example.com'), 'sip.example.com.\n192.0.2.1');
    assert.equal(await run('+short', 'SRV', '_sips._tcp.example.com'), '1 2 5061 sip.example.com.');
    assert.equal((await run('+short', 'A', 'many.example.com')).split('\n').length, 200);
    assert.match(await run('A', 'none.example.com'), /status: NXDOMAIN/);
    assert.match(await run('AAAA', 'sip.example.com'), /status: NOERROR[\s\S]*AUTHORITY: 1/);
  });
});
