import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { type Lab, startLab } from '../support/lab/lab';
import { probed } from '../support/probed';

/** No server here would load a key beside a certificate that it does not belong to: the certificate is exchanged on the way (TLS 1.2). */
describe('a certificate that has another key than the server', () => {
  let lab: Lab;
  let relay: Server | undefined;
  before(async () => {
    lab = await startLab();
  });
  after(async () => {
    relay?.close();
    await lab.stop();
  });

  it('is one finding, at the certificate', async () => {
    const root = new X509Certificate(readFileSync(lab.ca)).raw;
    const port = Number(lab.endpoint('tls12-only').sockets[0]?.split(':')[1]);
    relay = swapping(port, root);
    await new Promise<void>((done) => relay?.listen(0, '127.0.0.1', done));
    const address = relay.address();
    const socket = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    const { report } = await probed(['tls12-only.lab.example', '--connect', socket, '--ca', lab.ca, '--timeout', '3000']);
    const found = [...report.findings, ...(report.endpoints[0]?.findings ?? [])].map(({ rule }) => rule);
    assert.ok(found.includes('chain/key-mismatch'), found.join());
    assert.deepEqual(
      found.filter((rule) => rule.startsWith('tls/')),
      [],
    );
  });
});

const CERTIFICATE = 11;
const HANDSHAKE = 22;

/** Passes TLS 1.2 on, and puts another certificate in the place of the list that the server sends. */
function swapping(target: number, der: Uint8Array): Server {
  return createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const side of [near, far]) side.on('error', () => near.destroy());
    near.pipe(far);
    near.on('close', () => far.destroy());
    let rest = Buffer.alloc(0);
    far.on('data', (bytes) => {
      rest = Buffer.concat([rest, bytes]);
      while (rest.length >= 5 && rest.length >= 5 + rest.readUInt16BE(3)) {
        const end = 5 + rest.readUInt16BE(3);
        const [type = 0, body] = [rest[0], rest.subarray(5, end)];
        near.write(type === HANDSHAKE ? handshakeWith(body, der) : rest.subarray(0, end));
        rest = rest.subarray(end);
      }
    });
  });
}

function handshakeWith(body: Buffer, der: Uint8Array): Buffer {
  const records: Buffer[] = [];
  for (let at = 0; at + 4 <= body.length; ) {
    const end = at + 4 + body.readUIntBE(at + 1, 3);
    const message =
      body[at] === CERTIFICATE ? Buffer.concat([Buffer.from([CERTIFICATE]), sized(sized(sized(der)))]) : body.subarray(at, end);
    records.push(Buffer.from([HANDSHAKE, 3, 3, message.length >> 8, message.length & 0xff]), message);
    at = end;
  }
  return Buffer.concat(records);
}

const sized = (bytes: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([bytes.length >> 16, (bytes.length >> 8) & 0xff, bytes.length & 0xff]), bytes]);
