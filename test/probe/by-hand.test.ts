import assert from 'node:assert/strict';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { ReportFinding } from '../../server/contracts';
import type { ProbeView } from '../../server/core/report/probe/model';
import { type Lab, startLab } from '../support/lab/lab';
import { probed } from '../support/probed';

/** What the user chooses himself: addresses in place of DNS, a server name in place of the target's, and what follows from that. */
describe('a probe with choices of the user', () => {
  let lab: Lab;
  const servers: Server[] = [];
  before(async () => {
    lab = await startLab();
  });
  after(async () => {
    for (const server of servers) server.close();
    await lab.stop();
  });

  const probe = (...words: readonly string[]): Promise<ProbeView> => probed([...words, '--ca', lab.ca, '--timeout', '3000']);
  const good = (): string => lab.endpoint('good').sockets[0] ?? '';

  it('several addresses: each once, compared, and no advice about DNS that was not asked', async () => {
    const { report } = await probe('good.lab.example', '--connect', good(), '--connect', good(), '--connect', '127.0.0.1:9');
    assert.deepEqual(
      report.endpoints.map(({ outcome }) => outcome),
      ['ok', 'refused'],
    );
    assert.equal(report.resolution.steps.length, 1);
    const [found] = report.findings;
    assert.deepEqual(
      [found?.rule, found?.message, found?.remedy],
      ['probe/one-of-many', '1 of 2 addresses fails: 127.0.0.1:9 refuses the connection.', 'Repair 127.0.0.1:9.'],
    );
  });

  it('a server name of his own that the certificate does not have: nobody was led there by DNS', async () => {
    const { report } = await probe('good.lab.example', '--connect', good(), '--servername', 'other.example.com');
    assert.deepEqual(
      findingsOf(report).map(({ rule }) => rule),
      ['chain/name-mismatch'],
    );
  });

  it('a port of his own: in strict the SRV records that it passes over are shown', async () => {
    const target = 'srv.lab.example:1';
    const rulesOf = async (...words: readonly string[]) =>
      (await probe(target, '--dns', lab.dns, ...words)).report.findings
        .map(({ rule }) => rule)
        .filter((rule) => rule === 'probe/port-skips-srv');
    assert.deepEqual(await rulesOf(), []);
    assert.deepEqual(await rulesOf('--profile', 'strict'), ['probe/port-skips-srv']);
  });

  it('a refusal by hanging up after a handshake that seemed complete is timed', async () => {
    const socket = lab.endpoint('mutual-requested').sockets[0] ?? '';
    const port = await cutAfterHandshake(Number(socket.split(':')[1]), 40);
    servers.push(port.server);
    const { report } = await probe('mutual-requested.lab.example', '--connect', `127.0.0.1:${port.port}`);
    const [found] = findingsOf(report);
    assert.equal(found?.rule, 'tls/client-certificate-required');
    const [, ms = ''] = /the refusal came (\d+) ms later/.exec(found?.message ?? '') ?? [];
    assert.ok(Number(ms) >= 30 && Number(ms) < 2000, found?.message);
  });
});

const findingsOf = (report: ProbeView['report']): readonly ReportFinding[] =>
  report.findings.concat(report.endpoints.flatMap(({ findings }) => findings)).filter(({ severity }) => severity !== 'hint');

/** Passes the handshake on, and hangs up some time after the client's last part of it. */
async function cutAfterHandshake(target: number, afterMs: number): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer((near: Socket) => {
    const far = connect(target, '127.0.0.1');
    let flights = 0;
    for (const side of [near, far]) side.on('error', () => near.destroy());
    far.on('data', (bytes) => near.write(bytes));
    near.on('data', (bytes) => {
      flights++;
      if (flights === 1) far.write(bytes);
      else {
        far.destroy();
        setTimeout(() => near.end(), afterMs);
      }
    });
    near.on('close', () => far.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  return { server, port: typeof address === 'object' && address ? address.port : 0 };
}
