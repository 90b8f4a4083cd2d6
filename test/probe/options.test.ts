import assert from 'node:assert/strict';
import { Duplex } from 'node:stream';
import { describe, it } from 'node:test';
import { SipMessage } from '#core/sip/message';
import { askOptions, type OptionsResult, writeOptions } from '../../server/probe/options';

const request = { uri: 'sip:example.com;transport=tls', address: '192.0.2.1', port: 40000, token: () => 'chance' };

/** A stream in memory whose other end runs `speak` when the request is there; `written` is what this side sent. */
class Wire extends Duplex {
  written = '';
  readonly #speak: (wire: Wire) => void;

  constructor(speak: (wire: Wire) => void) {
    super();
    this.#speak = speak;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    const isFirst = this.written === '';
    this.written += chunk;
    done();
    if (isFirst) this.#speak(this);
  }
}

async function ask(speak: (wire: Wire) => void, withinMs = 2000): Promise<OptionsResult & { written: string }> {
  const wire = new Wire(speak);
  const found = await askOptions(wire, request, { deadline: performance.now() + withinMs, signal: new AbortController().signal });
  assert.equal(wire.listenerCount('data'), 0);
  wire.destroy();
  return { ...found, written: wire.written };
}

const response = (status: string, more = 'Content-Length: 0\r\n\r\n', branch = 'z9hG4bKchance'): string =>
  `SIP/2.0 ${status}\r\nVia: SIP/2.0/TLS 192.0.2.1:40000;rport=4;branch=${branch}\r\nCSeq: 1 OPTIONS\r\n${more}`;

describe('OPTIONS', () => {
  it('is written as a request of RFC 3261 over TLS', () => {
    const message = new SipMessage(writeOptions(request).text);
    assert.deepEqual(message.faults, []);
    assert.deepEqual(
      [message.method, message.topVia?.transport, message.topVia?.host, message.topVia?.port],
      ['OPTIONS', 'TLS', '192.0.2.1', 40000],
    );
    assert.ok(message.topVia?.params.some(({ name, value }) => name === 'rport' && value === undefined));
    for (const [name, value] of [
      ['Max-Forwards', '70'],
      ['CSeq', '1 OPTIONS'],
      ['Content-Length', '0'],
      ['Contact', '<sip:probe@192.0.2.1:40000;transport=tls>'],
    ] as const)
      assert.equal(message.value(name), value);
    const secure = new SipMessage(writeOptions({ ...request, uri: 'sips:example.com', address: '2001:db8::1' }).text);
    assert.deepEqual(secure.faults, []);
    assert.equal(secure.value('Contact'), '<sips:probe@[2001:db8::1]:40000>');
  });

  it('takes the final answer, in any pieces, past keep-alives, provisional answers and other messages', async () => {
    const other = 'NOTIFY sip:probe@192.0.2.1 SIP/2.0\r\nContent-Length: 4\r\n\r\nbody';
    const all = `\r\n\r\n\r\n${other}${response('100 Trying')}${response('200 OK', undefined, 'z9hG4bKother')}\r\n${response('200 Fine', 'Content-Length: 3\r\n\r\nabc')}`;
    for (const size of [1, 7, all.length]) {
      const found = await ask((wire) => {
        for (let at = 0; at < all.length; at += size) wire.push(all.slice(at, at + size));
      });
      assert.ok(found.kind === 'answered', found.kind);
      assert.deepEqual([found.answer.status, found.answer.text.slice(found.answer.body.start)], [200, 'abc']);
      assert.deepEqual(
        found.before.map(({ method, status }) => `${method} ${status}`),
        ['NOTIFY 0', 'OPTIONS 100', 'OPTIONS 200'],
      );
      assert.equal(found.keepAlives, 4);
    }
  });

  it('answers a ping of two line ends with one', async () => {
    const found = await ask((wire) => wire.push(`\r\n\r\n${response('200 OK')}`));
    assert.equal(found.written, `${found.text}\r\n`);
  });

  for (const [name, text, kind] of [
    ['HTTP', 'HTTP/1.1 400 Bad Request\r\n\r\n', 'not-sip'],
    ['octets without a line', '\0\x01\x02', 'not-sip'],
    ['a line without end', 'A'.repeat(5000), 'not-sip'],
    ['headers without end', response('200 OK', 'X: y\r\n'.repeat(20_000)), 'too-long'],
    ['a body that is too long', response('200 OK', `Content-Length: 999999\r\n\r\n${'x'.repeat(100_000)}`), 'too-long'],
    ['more messages than anybody needs', response('100 Trying').repeat(50), 'too-long'],
  ] as const)
    it(`${name}: ${kind}`, async () => {
      assert.equal((await ask((wire) => wire.push(text))).kind, kind);
    });

  it('silence, half an answer, an end and an error', async () => {
    assert.equal((await ask(() => undefined, 50)).kind, 'silent');
    assert.equal((await ask((wire) => wire.push('\r\n'), 50)).kind, 'silent');
    assert.equal((await ask((wire) => wire.push('SIP/2.0 200 O'), 50)).kind, 'incomplete');
    assert.equal((await ask((wire) => wire.push(null))).kind, 'closed');
    const broken = await ask((wire) => wire.destroy(Object.assign(new Error('x'), { code: 'ERR_SSL_X' })));
    assert.deepEqual(broken.kind === 'broken' && broken.code, 'ERR_SSL_X');
  });

  it('is cancelled at once', async () => {
    const stop = new AbortController();
    const wire = new Wire(() => stop.abort());
    const found = await askOptions(wire, request, { deadline: performance.now() + 60_000, signal: stop.signal });
    assert.equal(found.kind, 'cancelled');
    wire.destroy();
  });
});
