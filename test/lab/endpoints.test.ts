/** That each endpoint of the lab does what it says, by the programs openssl and dig and by bare sockets. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { type Lab, startLab } from '../support/lab/lab';
import { nameOf } from '../support/lab/plan';
import { sClient } from '../support/peers/s-client';
import { hello, options, say, sayOverTls } from './talk';

let lab: Lab;
before(async () => {
  lab = await startLab();
});
after(() => lab.stop());

const socketOf = (id: string): string => lab.endpoint(id).sockets[0] ?? '';

describe('lab: peers with which no handshake succeeds', () => {
  it('refused, reset, closed, silent', async () => {
    assert.equal((await say(socketOf('refused'), '')).end, 'ECONNREFUSED');
    assert.equal((await say(lab.endpoint('one-down').sockets[1] ?? '', '')).end, 'ECONNREFUSED');
    for (const [id, end] of [
      ['reset', 'ECONNRESET'],
      ['closed', 'ended'],
      ['silent', 'open'],
    ] as const) {
      const heard = await say(socketOf(id), hello('c02b'), { patienceMs: 250 });
      assert.deepEqual([heard.end, heard.bytes.length], [end, 0], id);
    }
  });

  it('plain SIP, HTTP, garbage', async () => {
    assert.match(String((await say(socketOf('plain-sip'), hello('c02b'))).bytes), /^SIP\/2\.0 400 /);
    assert.match(String((await say(socketOf('plain-sip'), options('TCP'), { patienceMs: 250 })).bytes), /^SIP\/2\.0 200 OK\r\n/);
    assert.match(String((await say(socketOf('http'), hello('c02b'))).bytes), /^HTTP\/1\.1 400 /);
    assert.match(await sClient(socketOf('garbage'), []), /wrong version number/);
  });

  it('a broken ServerHello, one without end, one of SSL 3.0', async () => {
    assert.match(await sClient(socketOf('malformed'), []), /length mismatch|length too|decode error/i);
    const some = await say(socketOf('endless'), hello('c02b'), { isEnough: (text) => text.length >= 6 });
    assert.deepEqual([some.end, some.bytes.length], ['open', 6]);
    assert.deepEqual([...some.bytes.subarray(0, 3)], [22, 3, 3]);
    const old = await say(socketOf('ssl3'), hello('0033', '0300'), { patienceMs: 250 });
    assert.deepEqual([...old.bytes.subarray(0, 11)], [22, 3, 0, 0, 0x31, 2, 0, 0, 0x2d, 3, 0]);
    assert.equal((await say(socketOf('ssl3'), hello('c02b', '0300'))).bytes.toString('hex'), '15030000020228');
    assert.match(await sClient(socketOf('ssl3'), ['-cipher', 'ALL:@SECLEVEL=0']), /alert|unsupported protocol|wrong version/);
  });

  it('slow, and by server name', async () => {
    const start = performance.now();
    assert.match(await sClient(socketOf('slow'), []), /New, TLSv1\.3/);
    assert.ok(performance.now() - start > 1400);
    assert.match(await sClient(socketOf('sni-required'), ['-noservername']), /unrecognized name/);
    assert.match(await sClient(socketOf('sni-required'), ['-servername', nameOf('sni-required')]), /New, TLSv1\.3/);
    assert.match(await sClient(socketOf('sni'), ['-noservername']), /subject=CN = default\.lab\.example/);
  });
});

describe('lab: OPTIONS', () => {
  const ask = async (id: string): Promise<string> => (await sayOverTls(socketOf(id), options('TLS'), { patienceMs: 500 })).text;

  it('is answered as RFC 3261 wants it', async () => {
    const [start, ...headers] = (await ask('options')).trimEnd().split('\r\n');
    assert.equal(start, 'SIP/2.0 200 OK');
    const value = (name: string): string | undefined => headers.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
    assert.match(value('Via') ?? '', /^SIP\/2\.0\/TLS 192\.0\.2\.7:4711;branch=z9hG4bK7;rport=\d+;received=127\.0\.0\.1$/);
    assert.deepEqual([value('From'), value('Call-ID'), value('CSeq')], ['<sip:probe@192.0.2.7>;tag=a', 'one@192.0.2.7', '7 OPTIONS']);
    assert.match(value('To') ?? '', /^<sip:lab\.example>;tag=[0-9a-f]+$/);
    assert.match(value('Contact') ?? '', /^<sip:lab\.example:\d+;transport=tls>$/);
    assert.equal(value('Content-Length'), '0');
    assert.ok(value('Allow')?.includes('OPTIONS'));
  });

  it('or otherwise, as each endpoint says', async () => {
    for (const [id, start] of [
      ['options-401', 'SIP/2.0 401 Unauthorized'],
      ['options-404', 'SIP/2.0 404 Not Found'],
      ['options-503', 'SIP/2.0 503 Service Unavailable'],
    ] as const)
      assert.equal((await ask(id)).split('\r\n')[0], start);
    assert.match(await ask('options-contact'), /\r\nContact: <sip:sip\.lab\.example:5060;transport=udp>\r\n/);
    assert.match(await ask('options-via'), /\r\nVia: SIP\/2\.0\/TCP /);
    assert.deepEqual(await sayOverTls(socketOf('options-silent'), options('TLS'), { patienceMs: 300 }), {
      bytes: Buffer.alloc(0),
      text: '',
      end: 'open',
    });
    assert.deepEqual((await sayOverTls(socketOf('options-closed'), options('TLS'))).end, 'ended');
  });

  it('takes requests in pieces and together, and answers a ping', async () => {
    const twice = (text: string): boolean => text.split('SIP/2.0 200 OK').length === 3;
    const heard = await sayOverTls(socketOf('options'), `\r\n\r\n${options('TLS')}${options('TLS')}`, { isEnough: twice });
    assert.ok(heard.text.startsWith('\r\nSIP/2.0 200 OK') && twice(heard.text), heard.text);
  });
});

describe('lab: DNS', () => {
  const run = promisify(execFile);
  /** What dig says: the state of the answer, and its records without name and TTL. */
  const dig = async (type: string, name: string): Promise<string[]> => {
    const [host = '', port = ''] = lab.dns.split(':');
    const words = ['+norecurse', '+time=1', '+tries=1', '+nocookie', '-p', port, `@${host}`, type, name];
    const { stdout } = await run('dig', words).catch((error: { stdout: string }) => error);
    const records = [...stdout.matchAll(/^[^;\s]\S*\s+\d+\s+IN\s+(.*)$/gm)].map(([, record = '']) => record.replace(/\s+/g, ' '));
    return [
      /status: (\w+)/.exec(stdout)?.[1] ?? /timed out/.exec(stdout)?.[0] ?? stdout,
      ...records.filter((record) => !record.startsWith('SOA')),
    ];
  };
  const portOf = (id: string): string => socketOf(id).split(':')[1] ?? '';

  it('each endpoint that is dialled by name and port has its addresses', async () => {
    let looked = 0;
    for (const { id, target, sockets } of lab.endpoints) {
      if (!target.endsWith(`${nameOf(id)}:${sockets[0]?.split(':').at(-1)}`) || id === 'cname') continue;
      const found = [...(await dig('A', nameOf(id))), ...(await dig('AAAA', nameOf(id)))].filter((word) => /^A/.test(word));
      assert.deepEqual(
        found,
        sockets.map((socket) => (socket.startsWith('[') ? `AAAA ${/\[(.*)\]/.exec(socket)?.[1]}` : `A ${socket.split(':')[0]}`)),
        id,
      );
      looked++;
    }
    assert.ok(looked > 50, String(looked));
  });

  it('NAPTR, SRV, aliases', async () => {
    for (const [type, name, ...records] of [
      [
        'NAPTR',
        'naptr.lab.example',
        'NAPTR 10 10 "s" "SIPS+D2T" "" _sips._tcp.naptr.lab.example.',
        'NAPTR 20 10 "s" "SIP+D2U" "" _sip._udp.naptr.lab.example.',
      ],
      ['SRV', '_sips._tcp.naptr.lab.example', `SRV 10 10 ${portOf('naptr')} edge.naptr.lab.example.`],
      ['A', 'edge.naptr.lab.example', 'A 127.0.0.1'],
      [
        'NAPTR',
        'naptr-order.lab.example',
        'NAPTR 10 10 "s" "SIP+D2U" "" _sip._udp.naptr-order.lab.example.',
        'NAPTR 20 10 "s" "SIPS+D2T" "" _sips._tcp.naptr-order.lab.example.',
      ],
      [
        'SRV',
        '_sips._tcp.srv.lab.example',
        `SRV 10 10 ${portOf('srv')} a.srv.lab.example.`,
        `SRV 20 10 ${portOf('srv')} b.srv.lab.example.`,
      ],
      ['A', 'b.srv.lab.example', 'A 127.0.0.2'],
      ['SRV', '_sips._tcp.srv-none.lab.example', 'SRV 0 0 0 .'],
      ['SRV', '_sips._tcp.srv-wrong-label.lab.example'],
      ['SRV', '_sip._tls.srv-wrong-label.lab.example', 'SRV 10 10 5061 edge.srv-wrong-label.lab.example.'],
      ['SRV', '_sip._udp.udp-only.lab.example', 'SRV 10 10 5060 udp-only.lab.example.'],
      ['A', 'cname.lab.example', 'CNAME host.cname.lab.example.', 'A 127.0.0.1'],
      ['A', 'edge.srv-alias.lab.example', 'CNAME real.srv-alias.lab.example.', 'A 127.0.0.1'],
    ] as const)
      assert.deepEqual((await dig(type, name)).slice(1), records, `${type} ${name}`);
  });

  it('failures are told apart', async () => {
    for (const type of ['NAPTR', 'A', 'AAAA']) {
      assert.deepEqual(await dig(type, 'nxdomain.lab.example'), ['NXDOMAIN']);
      assert.deepEqual(await dig(type, 'servfail.lab.example'), ['SERVFAIL']);
    }
    assert.deepEqual(await dig('SRV', '_sips._tcp.servfail.lab.example'), ['SERVFAIL']);
    assert.deepEqual(await dig('A', 'dns-silent.lab.example'), ['timed out']);
    assert.deepEqual(await dig('AAAA', 'good.lab.example'), ['NOERROR']);
  });
});

describe('lab: its end', () => {
  it('leaves no listener, no folder and no connection', async () => {
    const own = await startLab();
    const held = say(own.endpoint('silent').sockets[0] ?? '', 'x');
    await sayOverTls(own.endpoint('good').sockets[0] ?? '', options('TLS'));
    await own.stop();
    await own.stop();
    assert.match((await held).end, /ended|ECONNRESET/);
    assert.ok(!existsSync(own.folder));
    for (const { sockets } of own.endpoints)
      for (const socket of sockets) assert.equal((await say(socket, '')).end, 'ECONNREFUSED', socket);
  });
});
