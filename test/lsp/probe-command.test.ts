import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CancellationTokenSource, type CodeLens, type ShowMessageParams, type ShowMessageRequestParams } from 'vscode-languageserver/node';
import type { ProbeReport } from '../../server/contracts';
import { type KnownProvider, PROVIDERS_REQUEST, READ_TARGET_REQUEST, type ReadTargetAnswer } from '../../server/protocol';
import { serverWithScriptedEngine } from '../support/engines';
import { LspClient } from '../support/lsp-client';

const trace = `INVITE sips:bob@example.com SIP/2.0
Via: SIP/2.0/TLS 192.0.2.10:5061;branch=z9hG4bKf1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=f1
To: <sip:bob@example.com>
Call-ID: lens@192.0.2.10
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10;transport=tls>
Content-Length: 0

`;

describe('probing by LSP alone', () => {
  let client: LspClient;
  let serverFile: string;
  const questions: ShowMessageRequestParams[] = [];
  const messages: ShowMessageParams[] = [];
  const progress: { token: string; kind: string; message?: string; cancellable?: boolean }[] = [];
  let answer: string | null = null;

  before(async () => {
    serverFile = await serverWithScriptedEngine();
    client = await LspClient.start({ serverFile, capabilities: { window: { workDoneProgress: true } } });
    const { connection } = client;
    connection.onRequest('window/showMessageRequest', (params: ShowMessageRequestParams) => {
      questions.push(params);
      return params.actions?.find(({ title }) => title === answer) ?? null;
    });
    connection.onNotification('window/showMessage', (params: ShowMessageParams) => void messages.push(params));
    connection.onRequest('window/workDoneProgress/create', () => null);
    connection.onNotification('$/progress', ({ token, value }: { token: string; value: { kind: string } }) => {
      progress.push({ token, ...value });
    });
  });
  after(async () => assert.equal(await client.stop(), 0));

  const execute = (argument: unknown): Promise<ProbeReport | null> =>
    client.request('workspace/executeCommand', { command: 'sipTls.probeTarget', arguments: [argument] });

  it('the command is announced', () => {
    assert.deepEqual(client.initialized.capabilities.executeCommandProvider?.commands, ['sipTls.probeTarget', 'sipTls.openCertificate']);
    assert.ok(client.initialized.capabilities.codeLensProvider);
  });

  it('answers with the report, and says in one line how it went', async () => {
    assert.equal((await execute('quick.example'))?.target, 'quick.example');
    await client.until(() => messages.length === 1);
    assert.match(messages[0]?.message ?? '', /^quick\.example: /);
    assert.deepEqual(questions, [], 'what a user typed himself is not asked for again');
  });

  it('tells its progress by the token of the client, and ends with what is known when it is cancelled', async () => {
    const source = new CancellationTokenSource();
    const params = { command: 'sipTls.probeTarget', arguments: ['slow.example'], workDoneToken: 'mine' };
    const running = client.connection.sendRequest<ProbeReport>('workspace/executeCommand', params, source.token);
    const mine = () => progress.filter(({ token }) => token === 'mine');
    await client.until(() => mine().some(({ kind }) => kind === 'report'));
    assert.deepEqual(mine()[0], { token: 'mine', kind: 'begin', title: 'Probing slow.example', percentage: 0, cancellable: true });
    assert.equal(mine()[1]?.message, '192.0.2.1:5061: handshake, 1 of 1 address');
    source.cancel();
    assert.equal((await running).target, 'slow.example');
    await client.until(() => mine().at(-1)?.kind === 'end');
  });

  it('makes a progress of its own where the client has given none, and can be cancelled by that', async () => {
    const before = progress.length;
    const running = execute('slow.example');
    await client.until(() => progress.at(-1)?.kind === 'report');
    assert.equal(progress[before]?.kind, 'begin');
    await client.notify('window/workDoneProgress/cancel', { token: progress[before]?.token });
    assert.equal((await running)?.target, 'slow.example');
    await client.until(() => progress.at(-1)?.kind === 'end');
  });

  it('a refusal and a fault are errors with their reason', async () => {
    await assert.rejects(execute('told.example'), /"target":"told\.example"/);
    await assert.rejects(execute('exit.example'), /its thread ended/);
    await assert.rejects(execute(undefined), /An object with a target is expected/);
    await assert.rejects(client.request('workspace/executeCommand', { command: 'rm' }), /There is no command “rm”/);
    await client.until(() => progress.at(-1)?.kind === 'end');
  });

  it('a lens stands at the first place of each host, and asks before it connects', async () => {
    await client.open('file:///logs/trunk%20one.sip', trace + trace.replaceAll('lens', 'again'));
    const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: 'file:///logs/trunk%20one.sip' } });
    assert.deepEqual(
      lenses.map(({ range, command }) => [range.start.line, command?.title, command?.command]),
      [
        [0, 'Probe example.com', 'sipTls.probeTarget'],
        [1, 'Probe 192.0.2.10:5061', 'sipTls.probeTarget'],
      ],
    );
    const argument = lenses[1]?.command?.arguments?.[0];
    assert.deepEqual(argument, { target: 'sip:192.0.2.10:5061;transport=tls', from: 'trunk one.sip, line 2' });
    answer = null;
    assert.equal(await execute({ ...argument, target: 'exit.example' }), null, 'nobody agreed, nothing was started');
    answer = 'Cancel';
    assert.equal(await execute({ ...argument, target: 'exit.example' }), null);
    answer = 'Connect';
    assert.equal((await execute({ ...argument, target: 'quick.example' }))?.target, 'quick.example');
    assert.equal(questions[0]?.message, 'Connect to exit.example? The address comes from trunk one.sip, line 2.');
    assert.equal(questions.length, 3);
  });

  it('a client with a command of its own has it in the lens', async () => {
    const own = await LspClient.start({ serverFile, initializationOptions: { probeFoundCommand: true } });
    await own.open('file:///a.sip', trace);
    const lenses = await own.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: 'file:///a.sip' } });
    assert.deepEqual(lenses[0]?.command, {
      title: 'Probe example.com',
      command: 'sipTls.probeFound',
      arguments: ['sips:example.com', 'file:///a.sip', 0],
    });
    assert.equal(await own.request('textDocument/codeLens', { textDocument: { uri: 'file:///not-open.sip' } }), null);
    await own.stop();
  });

  it('names the providers that it knows', async () => {
    const known = await client.request<readonly KnownProvider[]>(PROVIDERS_REQUEST, null);
    assert.ok(known.some(({ id, title, asOf }) => id === 'twilio' && title !== '' && /^\d{4}-\d\d/.test(asOf)));
  });

  it('reads a target as it is typed', async () => {
    const read = (text: string) => client.request<ReadTargetAnswer>(READ_TARGET_REQUEST, { text });
    assert.deepEqual(await read('sips:alice@example.com'), { kind: 'target', host: 'example.com', isIp: false, serverName: 'example.com' });
    assert.deepEqual(await read('[2001:db8::1]:5061'), { kind: 'target', host: '2001:db8::1', isIp: true, serverName: null, port: 5061 });
    assert.equal((await read('https://example.com')).kind, 'invalid');
    assert.equal((await client.request<ReadTargetAnswer>(READ_TARGET_REQUEST, null)).kind, 'invalid');
  });
});
