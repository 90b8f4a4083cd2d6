import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { PROBE_PROGRESS, PROBE_REQUEST, type ProbeAnswer, type ProbeProgressParams } from '../../server/protocol';
import { serverWithScriptedEngine } from '../support/engines';
import { LspClient } from '../support/lsp-client';

describe('whatever becomes of the engine, the server answers', () => {
  let client: LspClient;
  const progress: ProbeProgressParams[] = [];
  before(async () => {
    client = await LspClient.start({
      serverFile: await serverWithScriptedEngine(),
      settings: {
        profile: 'strict',
        rules: { 'chain/expired': 'off' },
        probe: { options: 'always', timeoutMs: 700, certificate: '/settings/client.pem', key: '/settings/client.key', dns: ['192.0.2.53'] },
      },
    });
    client.connection.onNotification(PROBE_PROGRESS, (params: ProbeProgressParams) => void progress.push(params));
  });
  after(async () => assert.equal(await client.stop(), 0));

  const probe = (target: string, more: object = {}): Promise<ProbeAnswer> => client.request(PROBE_REQUEST, { target, id: target, ...more });
  const whyOf = (answer: ProbeAnswer): string => ('why' in answer ? answer.why : answer.kind);

  it('its thread ended: a failure that says so, and the next probe has a new one', async () => {
    assert.match(whyOf(await probe('exit.example')), /^The probe stopped by a fault of its own \(its thread ended with code 7\)/);
    assert.equal((await probe('quick.example')).kind, 'done');
  });

  it('it threw: the same for all that ran in it, and the log has the stack', async () => {
    const both = await Promise.all([probe('mute.example'), probe('throw.example')]);
    for (const answer of both) assert.match(whyOf(answer), /thrown on purpose/);
    assert.ok(client.errors().some((line) => /thrown on purpose\n.* at /.test(line)));
    assert.equal((await probe('quick.example')).kind, 'done');
  });

  it('it ran out of memory: the server did not', { timeout: 60_000 }, async () => {
    assert.match(whyOf(await probe('memory.example')), /memory/i);
    assert.equal((await probe('quick.example')).kind, 'done');
  });

  it('a probe that is cancelled answers with what is known', async () => {
    const source = new CancellationTokenSource();
    const running = client.connection.sendRequest(
      PROBE_REQUEST,
      { target: 'slow.example', id: 'slow' },
      source.token,
    ) as Promise<ProbeAnswer>;
    await client.until(() => progress.some(({ id }) => id === 'slow'));
    source.cancel();
    const answer = await running;
    assert.equal(answer.kind === 'done' && answer.view.progress?.state, 'cancelled');
  });

  it('one that does not listen is given up after a short grace, with all that stands still in the same thread', async () => {
    const source = new CancellationTokenSource();
    const stuck = client.connection.sendRequest(
      PROBE_REQUEST,
      { target: 'stuck.example', id: 'stuck' },
      source.token,
    ) as Promise<ProbeAnswer>;
    const other = probe('slow.example', { id: 'other' });
    await client.until(() => progress.some(({ id }) => id === 'stuck') && progress.some(({ id }) => id === 'other'));
    const start = performance.now();
    source.cancel();
    const answer = await stuck;
    assert.ok(performance.now() - start < 3000);
    assert.ok(answer.kind === 'done');
    assert.equal(answer.view.progress?.state, 'cancelled');
    assert.equal(answer.view.progress?.waiting[0]?.socket, '192.0.2.1:5061');
    assert.match(whyOf(await other), /its thread stood still/);
    assert.equal((await probe('quick.example')).kind, 'done');
  });

  it('one that never said anything is a failure when it is cancelled', async () => {
    const source = new CancellationTokenSource();
    const running = client.connection.sendRequest(PROBE_REQUEST, { target: 'mute.example' }, source.token) as Promise<ProbeAnswer>;
    setTimeout(() => source.cancel(), 50);
    assert.deepEqual(await running, { kind: 'failed', why: 'Cancelled before anything was known.' });
  });

  it('settings are what is usual; parameters take their place, and null takes them away', async () => {
    const asked = async (more: object) => JSON.parse(whyOf(await probe('told.example', more)));
    const usual = {
      dns: ['192.0.2.53'],
      systemCa: false,
      enumerate: false,
      options: true,
      revocation: 'stapled',
      timeoutMs: 700,
      target: 'told.example',
      profile: 'strict',
      rules: { 'chain/expired': 'off' },
    };
    const files = { certificate: '/settings/client.pem', key: '/settings/client.key' };
    assert.deepEqual(await asked({}), { ...usual, ...files });
    assert.deepEqual(await asked({ options: false, serverName: null, timeoutMs: 9 }), {
      ...usual,
      ...files,
      options: false,
      serverName: null,
      timeoutMs: 9,
    });
    const { dns: _dns, ...without } = usual;
    assert.deepEqual(await asked({ certificate: null, key: null, dns: null }), without);
    assert.equal((await asked({ policy: 'chain-only' })).policy, 'chain-only');
    assert.deepEqual(await asked({ certificate: '/mine.pem', passphrase: 'tell nobody' }), {
      ...usual,
      certificate: '/mine.pem',
      passphrase: 'tell nobody',
    });
  });

  it('wrong parameters are refused without being repeated', async () => {
    for (const params of [null, 7, {}, { target: 7 }])
      assert.equal((await client.request<ProbeAnswer>(PROBE_REQUEST, params)).kind, 'refused');
    const answer = await probe('quick.example', { passphrase: ['tell nobody'] });
    assert.deepEqual(answer, { kind: 'refused', what: 'target', why: 'The value of “passphrase” is not one for it.' });
    for (const { message } of client.logs) assert.ok(!message.includes('tell nobody'));
  });
});
