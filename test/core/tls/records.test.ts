import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readConversation } from '#core/tls/conversation';
import { HandshakeReassembly, MAX_MESSAGE } from '#core/tls/reassembly';
import { MAX_RECORD, RecordReader, type StreamPart } from '#core/tls/records';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

function read(...chunks: Uint8Array[]): string[] {
  const reader = new RecordReader();
  return [...chunks.flatMap((chunk) => reader.push(chunk)), ...reader.end()].map(shown);
}

function shown(part: StreamPart): string {
  const at = `${part.at.start}-${part.at.end}`;
  if (part.kind === 'record') return `${at} record ${part.type} ${part.version.toString(16)} ${Buffer.from(part.body).toString('hex')}`;
  return `${at} ${part.kind === 'fault' ? part.fault : `${part.kind} ${part.message}`}`;
}

describe('RecordReader', () => {
  it('reads records of every version, with offsets', () => {
    assert.deepEqual(read(bytes('16 0300 0001 aa 14 0301 0001 01 17 0303 0000 15 0304 0002 0228')), [
      '0-6 record 22 300 aa',
      '6-12 record 20 301 01',
      '12-17 record 23 303 ',
      '17-24 record 21 304 0228',
    ]);
  });

  it('marks what is empty, cut, oversized or foreign, and never finds its way back', () => {
    assert.deepEqual(read(bytes('16 0303 0000 16 0303 0001 aa')), ['0-5 empty', '0-5 record 22 303 ', '5-11 record 22 303 aa']);
    assert.deepEqual(read(bytes('16 0303 0002 aa')), ['0-6 cut']);
    assert.deepEqual(read(bytes('16 0303')), ['0-3 cut']);
    const tooLong = (MAX_RECORD + 1).toString(16);
    assert.deepEqual(read(bytes(`17 0303 ${tooLong} 16 0303 0001 aa`)), ['0-5 oversized']);
    assert.deepEqual(read(bytes('16 0303 0001 aa 16 0203 0001 aa 16 0303 0001 aa')), ['0-6 record 22 303 aa', '6-8 not-tls']);
    assert.deepEqual(read(), []);
  });

  it('keeps what a foreign peer said', () => {
    for (const said of ['SIP/2.0 400 Bad Request\r\n\r\n', 'HTTP/1.1 400 Bad Request\r\n\r\n', '\r\n', 'S']) {
      const whole = new RecordReader();
      assert.deepEqual(whole.push(ascii(said)).map(shown), ['0-1 not-tls']);
      const drips = new RecordReader();
      for (const byte of ascii(said)) drips.push(Uint8Array.of(byte));
      for (const reader of [whole, drips]) assert.equal(new TextDecoder().decode(reader.foreign), said);
    }
    const flood = new RecordReader();
    for (let i = 0; i < 50; i++) flood.push(ascii('x'.repeat(1000)));
    assert.equal(flood.foreign.length, 4096);
  });

  it('knows the hellos of SSL 2', () => {
    const hello = bytes('80 1f 01 0301 0006 0000 0010 000035 0700c0 000102030405060708090a0b0c0d0e0f');
    assert.deepEqual(read(hello, bytes('16 0301 0001 aa')), ['0-33 ssl2 client-hello', '33-39 record 22 301 aa']);
    assert.deepEqual(read(bytes('80 0b 04 00 01 0002 0000 0000 0000 ffff')), ['0-13 ssl2 server-hello']);
    // Elsewhere than at the beginning it is no TLS.
    assert.deepEqual(read(bytes('16 0301 0001 aa'), hello), ['0-6 record 22 301 aa', '6-7 not-tls']);
    const { offer, answer } = readConversation([
      { from: 'client', bytes: hello },
      { from: 'server', bytes: bytes('80 0b 04 00 01 0002 0000 0000 0000 ffff') },
    ]);
    assert.deepEqual([offer?.versions, offer?.suites, offer?.hello.faults], [[0x0301], [0x35], []]);
    assert.deepEqual(answer, { kind: 'ssl2' });
  });

  it('gives the same in any cut', () => {
    const record = fc
      .tuple(fc.constantFrom(20, 21, 22, 23, 24), fc.uint8Array({ maxLength: 40 }))
      .map(([type, body]) => [type, 3, 3, 0, body.length, ...body]);
    fc.assert(
      fc.property(fc.array(record), fc.uint8Array({ maxLength: 5 }), fc.array(fc.nat(300)), (records, tail, cuts) => {
        const stream = Uint8Array.from([...records.flat(), ...tail]);
        const places = [...cuts.map((cut) => cut % (stream.length + 1)), stream.length].sort((a, b) => a - b);
        const chunks = places.map((end, i) => stream.subarray(places[i - 1] ?? 0, end));
        assert.deepEqual(read(...chunks), read(stream));
      }),
    );
  });
});

describe('HandshakeReassembly', () => {
  const push = (reassembly: HandshakeReassembly, text: string, [start, end]: [number, number]) =>
    reassembly.push(bytes(text), { start, end }).map((one) => {
      const content = one.kind === 'message' ? `${Buffer.from(one.body).toString('hex')} in ${one.records}` : `of ${one.length}`;
      return `${one.at.start}-${one.at.end} ${one.type} ${content}`;
    });

  it('parts what shares a record and joins what is spread', () => {
    const reassembly = new HandshakeReassembly();
    assert.deepEqual(push(reassembly, '0e000000 0b000001aa 14', [0, 15]), ['0-15 14  in 1', '0-15 11 aa in 1']);
    assert.equal(reassembly.isWithinMessage, true);
    assert.deepEqual(push(reassembly, '000002', [15, 23]), []);
    assert.deepEqual(push(reassembly, '0102 00000000', [23, 34]), ['0-34 20 0102 in 3', '23-34 0  in 1']);
    assert.equal(reassembly.isWithinMessage, false);
  });

  it('gives up at a message that is too long, and announces cost no memory', () => {
    const reassembly = new HandshakeReassembly();
    assert.deepEqual(push(reassembly, '0bffffff 0e000000', [0, 13]), ['0-13 11 of 16777215']);
    assert.deepEqual(push(reassembly, '0e000000', [13, 22]), []);
    const before = process.memoryUsage().arrayBuffers;
    const waiting = Array.from({ length: 200 }, () => new HandshakeReassembly());
    const announced = Uint8Array.of(11, MAX_MESSAGE >> 16, 0, 0, 1);
    for (const one of waiting) one.push(announced, { start: 0, end: 10 });
    assert.ok(process.memoryUsage().arrayBuffers - before < MAX_MESSAGE, 'arrayBuffers grew');
    assert.ok(waiting.every(({ isWithinMessage }) => isWithinMessage));
  });
});
