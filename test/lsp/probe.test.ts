import assert from 'node:assert/strict';
import { createServer, type Server, type Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import type { ProbeReport } from '../../server/contracts';
import { PROBE_PROGRESS, PROBE_REQUEST, type ProbeAnswer, type ProbeProgressParams } from '../../server/protocol';
import { file, makeCertificates } from '../core/tls/peers';
import { makeClientFiles, PASSPHRASE } from '../support/certs';
import { LspClient } from '../support/lsp-client';
import type { Peer } from '../support/peers/program';
import { startSServer } from '../support/peers/s-server';

describe('a probe through the language server', () => {
  let client: LspClient;
  let peer: Peer;
  let silent: Server;
  const silentSockets = new Set<Socket>();
  const progress: ProbeProgressParams[] = [];

  before(async () => {
    makeCertificates();
    makeClientFiles();
    const chain = ['-cert', file('server.pem'), '-key', file('server.key'), '-cert_chain', file('intermediate.pem')];
    peer = await startSServer([...chain, '-Verify', '1', '-CAfile', file('root.pem')]);
    silent = createServer((socket) => silentSockets.add(socket)).listen(0, '127.0.0.1');
    client = await LspClient.start({ settings: { probe: { caFile: file('root.pem') } } });
    client.connection.onNotification(PROBE_PROGRESS, (params: ProbeProgressParams) => void progress.push(params));
  });
  after(async () => {
    assert.deepEqual(client.errors(), []);
    assert.equal(await client.stop(), 0);
    await peer.stop();
    for (const socket of silentSockets) socket.destroy();
    silent.close();
  });

  const socketOf = (server: Server): string => {
    const address = server.address();
    return `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  };
  const ask = (more: object) => {
    const params = { target: 'sip.example.com', connect: [`127.0.0.1:${peer.port}`], id: 'one', ...more };
    return client.request<ProbeAnswer>(PROBE_REQUEST, params);
  };
  const identity = () => ({ certificate: file('client.pem'), key: file('client.sealed.key') });

  it('tells what it saw, and no secret', async () => {
    const answer = await ask({ ...identity(), passphrase: PASSPHRASE });
    assert.ok(answer.kind === 'done', JSON.stringify(answer));
    assert.equal(answer.view.progress, undefined);
    const [endpoint] = answer.view.report.endpoints;
    assert.equal(endpoint?.outcome, 'ok');
    assert.equal(endpoint?.chain?.sent.length, 2);
    assert.equal(endpoint?.chain?.trusted, true, 'trusted by the file that the settings name');
    assert.deepEqual([endpoint?.names?.rfc5922.matches, endpoint?.names?.practice.matches], [false, true], 'its URI names another domain');
    const { tool } = answer.view.report;
    assert.equal(tool.name, 'sip-tls');
    assert.ok(!JSON.stringify([answer, progress]).includes(PASSPHRASE));
  });

  it('asks for the passphrase of the key, and says when it is wrong, before anything connects', async () => {
    const before = peer.log();
    const needed = await ask(identity());
    assert.ok(needed.kind === 'refused');
    assert.deepEqual([needed.what, needed.passphrase], ['identity', 'needed']);
    const wrong = await ask({ ...identity(), passphrase: 'a guess' });
    assert.ok(wrong.kind === 'refused');
    assert.deepEqual([wrong.what, wrong.passphrase], ['identity', 'wrong']);
    assert.equal(peer.log(), before);
    assert.ok(!JSON.stringify([wrong, client.logs]).includes('a guess'));
  });

  it('refuses a file of authorities that is not there', async () => {
    const answer = await ask({ caFile: '/nowhere/root.pem' });
    assert.ok(answer.kind === 'refused');
    assert.equal(answer.what, 'trust');
  });

  it('tells its progress, is cancelled at once, and keeps what is known', async () => {
    const source = new CancellationTokenSource();
    const id = 'cancelled';
    const params = { target: 'sip.example.com', connect: [socketOf(silent)], timeoutMs: 60_000, id };
    const running = client.connection.sendRequest<ProbeAnswer>(PROBE_REQUEST, params, source.token);
    await client.until(() => progress.some((one) => one.id === id && one.view.progress?.waiting[0]?.step === 'handshake'));
    assert.ok(progress.every((one) => one.view.progress?.state === 'running'));
    const start = performance.now();
    source.cancel();
    const answer = await running;
    assert.ok(performance.now() - start < 1400, 'without the grace that a thread has which does not listen');
    assert.ok(answer.kind === 'done');
    assert.equal(answer.view.progress?.state, 'cancelled');
  });

  it('several at once do not wait for each other', async () => {
    const source = new CancellationTokenSource();
    const slow = client.connection.sendRequest<ProbeAnswer>(
      PROBE_REQUEST,
      { target: 'sip.example.com', connect: [socketOf(silent)], timeoutMs: 60_000 },
      source.token,
    );
    const answers = await Promise.all([ask({}), ask({ serverName: null })]);
    assert.deepEqual(
      answers.map((answer) => answer.kind === 'done' && answer.view.report.endpoints[0]?.serverName),
      ['sip.example.com', null],
    );
    source.cancel();
    assert.equal((await slow).kind, 'done');
  });

  it('editors without our requests have it as a command', async () => {
    const report = await client.request<ProbeReport>('workspace/executeCommand', {
      command: 'sipTls.probeTarget',
      arguments: [{ target: 'sip.example.com', connect: [`127.0.0.1:${peer.port}`] }],
    });
    assert.equal(report.endpoints[0]?.tls?.clientCertificate, 'required');
    assert.deepEqual(Object.keys(report).sort(), [
      'endpoints',
      'findings',
      'from',
      'policy',
      'resolution',
      'summary',
      'target',
      'time',
      'tool',
    ]);
  });
});
