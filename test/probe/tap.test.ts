import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { describe, it } from 'node:test';
import { Tap } from '../../server/probe/tap';
import { counted } from '../support/tls-peers';

const LIMIT = 1_000_000;

/** A tap over a fresh connection, and the socket at the other end of it. */
async function pair(maxOctets = LIMIT): Promise<{ tap: Tap; peer: Socket; done: () => Promise<void> }> {
  const server = createServer({ allowHalfOpen: true });
  const { port, closed, close } = await counted(server);
  const socket = connect(port, '127.0.0.1');
  const [[peer]] = (await Promise.all([once(server, 'connection'), once(socket, 'connect')])) as unknown as [[Socket]];
  socket.removeAllListeners('connect');
  const tap = new Tap(socket, maxOctets);
  tap.on('error', () => undefined);
  return {
    tap,
    peer,
    done: async () => {
      tap.destroy();
      peer.destroy();
      await closed();
      close();
    },
  };
}

const recorded = (tap: Tap): string =>
  tap.segments.map(({ from, bytes }) => `${from === 'client' ? '>' : '<'} ${Buffer.from(bytes)}`).join('\n');

describe('tap', () => {
  it('records both directions in order, with times, and passes them on', async () => {
    const { tap, peer, done } = await pair();
    peer.on('data', (bytes) => peer.write(`${bytes}!`));
    tap.write('one');
    assert.equal(String((await once(tap, 'data'))[0]), 'one!');
    tap.write('two');
    assert.equal(String((await once(tap, 'data'))[0]), 'two!');
    assert.equal(recorded(tap), '> one\n< one!\n> two\n< two!');
    const times = tap.segments.map(({ atMs }) => atMs ?? -1);
    assert.ok(times.every((time, i) => time >= (times[i - 1] ?? 0)));
    await done();
  });

  it('keeps its own copy of what was written', async () => {
    const { tap, done } = await pair();
    const bytes = Buffer.from('abc');
    await new Promise((resolve) => {
      tap.write(bytes, resolve);
    });
    bytes.fill(0);
    assert.equal(recorded(tap), '> abc');
    await done();
  });

  it('stops recording at its bound, and still passes on', async () => {
    const { tap, peer, done } = await pair(5);
    tap.write('1234');
    assert.equal(String((await once(peer, 'data'))[0]), '1234');
    assert.equal(tap.isFull, false);
    tap.write('5678');
    assert.equal(String((await once(peer, 'data'))[0]), '5678');
    tap.write('9');
    assert.equal(String((await once(peer, 'data'))[0]), '9');
    assert.equal(tap.isFull, true);
    assert.equal(recorded(tap), '> 1234');
    await done();
  });

  it('passes the end of the peer, after which it can still write', async () => {
    const { tap, peer, done } = await pair();
    peer.end('bye');
    tap.resume();
    await once(tap, 'end');
    assert.equal(tap.line, 'ended');
    tap.write('still here');
    assert.equal(String((await once(peer, 'data'))[0]), 'still here');
    await done();
  });

  it('passes its own end, after which it can still read', async () => {
    const { tap, peer, done } = await pair();
    tap.end('last');
    peer.resume();
    await once(peer, 'end');
    assert.equal(tap.line, 'open');
    peer.write('answer');
    assert.equal(String((await once(tap, 'data'))[0]), 'answer');
    await done();
  });

  it('passes a reset as an error, and is destroyed', async () => {
    const { tap, peer, done } = await pair();
    tap.resume();
    peer.resetAndDestroy();
    const [error] = await once(tap, 'error').catch((thrown) => [thrown]);
    assert.equal(error.code, 'ECONNRESET');
    assert.deepEqual([tap.line, tap.destroyed], ['reset', true]);
    await done();
  });

  it('does not read from a peer whose octets nobody takes', async () => {
    const { tap, peer, done } = await pair(LIMIT * 100);
    const block = Buffer.alloc(LIMIT);
    let written = 0;
    // Until the kernel's buffers are full and stay so.
    const flushed = (): Promise<boolean> =>
      new Promise((resolve) => {
        const timer = setTimeout(() => resolve(false), 200);
        peer.write(block, () => {
          clearTimeout(timer);
          resolve(true);
        });
      });
    while (written < 50 && (await flushed())) written++;
    assert.ok(written < 50, 'all of it was taken');
    const kept = tap.segments.reduce((sum, { bytes }) => sum + bytes.length, 0);
    assert.ok(kept < LIMIT, `${kept} octets were read`);
    let read = 0;
    tap.on('data', (bytes) => {
      read += bytes.length;
    });
    peer.end();
    await once(tap, 'end');
    assert.equal(read, LIMIT * (written + 1));
    await done();
  });

  it('does not say that it wrote before the socket did', async () => {
    const { tap, peer, done } = await pair(0);
    peer.pause();
    const block = Buffer.alloc(LIMIT);
    let blocks = 0;
    while (blocks < 50 && tap.writableLength < 3 * LIMIT) {
      tap.write(block);
      blocks++;
      await new Promise(setImmediate);
    }
    assert.ok(blocks < 50, 'the tap took everything');
    let read = 0;
    peer.on('data', (bytes) => {
      read += bytes.length;
    });
    peer.resume();
    tap.end();
    await once(peer, 'end');
    assert.equal(read, blocks * LIMIT);
    await done();
  });

  it('lets go of the socket when it is destroyed', async () => {
    const { tap, peer, done } = await pair();
    tap.destroy();
    peer.resume();
    await once(peer, 'end', { signal: AbortSignal.timeout(2000) });
    await done();
  });
});
