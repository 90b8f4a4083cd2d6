import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { CodeLens, ShowDocumentParams } from 'vscode-languageserver/node';
import { writePem } from '#core/x509/pem';
import { issue } from '../core/x509/issue';
import { LspClient, pulling } from '../support/lsp-client';

const profiles = `[server:default]
method = TLSv1.2+
certificate = old.pem
private_key = old.pem

[server:192.0.2.1:5061]
method = TLSv1.2+
certificate = good.pem
private_key = good.key

[server:192.0.2.2:5061]
method = TLSv1.2+
certificate = gone.pem
private_key = gone.pem

[server:192.0.2.3:5061]
method = TLSv1.2+
certificate = /etc/kamailio/elsewhere.pem
private_key = /etc/kamailio/elsewhere.pem
`;

/** A bit more than so many days from now, so that the day does not change while the test runs. */
const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000 + 3_600_000 * Math.sign(days));

describe('code lenses of certificates', () => {
  let folder = '';
  let client: LspClient;
  const shown: ShowDocumentParams[] = [];
  let refreshes = 0;
  const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;
  const lenses = async (): Promise<CodeLens[]> =>
    (await client.request<CodeLens[] | null>('textDocument/codeLens', { textDocument: { uri: uriOf('tls.cfg') } })) ?? [];
  const titles = async (): Promise<[line: number, title: string | undefined][]> =>
    (await lenses()).map(({ range, command }) => [range.start.line, command?.title]);
  const pem = async (name: string, from: number, to: number): Promise<string> =>
    writePem(
      'CERTIFICATE',
      (await issue({ name, notBefore: inDays(from), notAfter: inDays(to), sans: [{ type: 'dns', value: name }] })).der,
    );

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sip-tls-lenses-'));
    writeFileSync(join(folder, 'old.pem'), await pem('old.example.com', -30, -3));
    writeFileSync(join(folder, 'good.pem'), `Bag attributes\n${await pem('sip.example.com', -30, 12)}`);
    client = await LspClient.start({
      capabilities: {
        ...pulling,
        workspace: { ...pulling.workspace, codeLens: { refreshSupport: true } },
        window: { showDocument: { support: true } },
      },
    });
    client.connection.onRequest('workspace/codeLens/refresh', () => {
      refreshes++;
      return null;
    });
    client.connection.onRequest('window/showDocument', (params: ShowDocumentParams) => {
      shown.push(params);
      return { success: true };
    });
    await client.open(uriOf('tls.cfg'), profiles, 'ini');
  });
  after(async () => {
    assert.deepEqual(client.errors(), []);
    assert.equal(await client.stop(), 0);
    rmSync(folder, { recursive: true, force: true });
  });

  it('say for how long it is valid, and where no file is; nothing where that cannot be known', async () => {
    assert.deepEqual(await titles(), [
      [2, 'Expired 3 days ago'],
      [7, 'Valid for 12 days · sip.example.com'],
      [12, 'File not found'],
    ]);
  });

  it('lead to the certificate in its file', async () => {
    const [expired, valid, missing] = await lenses();
    assert.equal(missing?.command?.command, '');
    assert.deepEqual(expired?.command?.arguments, [{ file: uriOf('old.pem'), index: 0 }]);
    const { command = '', arguments: given } = valid?.command ?? {};
    assert.ok(client.initialized.capabilities.executeCommandProvider?.commands.includes(command));
    assert.equal(await client.request('workspace/executeCommand', { command, arguments: given }), null);
    const [at] = shown;
    assert.equal(at?.uri, uriOf('good.pem'));
    assert.deepEqual(at?.selection?.start, { line: 1, character: 0 });
    for (const odd of [undefined, { file: 'https://example.com/', index: 0 }, { file: 7 }])
      await client.request('workspace/executeCommand', { command, arguments: [odd] });
    assert.equal(shown.length, 1, 'nothing else is opened');
  });

  it('are asked for again when a certificate is renewed, and are gone when they are switched off', async () => {
    writeFileSync(join(folder, 'old.pem'), await pem('new.example.com', 2, 90));
    await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf('old.pem'), type: 2 }] });
    await client.until(() => refreshes > 0);
    assert.deepEqual((await titles())[0], [2, 'Not yet valid, for 2 days · new.example.com']);
    client.settings = { pathMap: { '/etc/kamailio': folder } };
    refreshes = 0;
    await client.notify('workspace/didChangeConfiguration', { settings: null });
    await client.until(() => refreshes > 0);
    assert.deepEqual((await titles()).at(-1), [17, 'File not found']);
    client.settings = { codeLens: { enable: false } };
    await client.notify('workspace/didChangeConfiguration', { settings: null });
    assert.deepEqual(await lenses(), []);
  });
});
