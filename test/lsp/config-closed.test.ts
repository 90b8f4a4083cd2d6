import assert from 'node:assert/strict';
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { ClientCapabilities, Diagnostic } from 'vscode-languageserver/node';
import { LspClient, pulling } from '../support/lsp-client';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder';

const script = `#!KAMAILIO
enable_tls=yes
listen=tls:192.0.2.1:5061
loadmodule "tls.so"
modparam("tls", "config", "tls.cfg")
include_file "routes.cfg"
request_route {
  exit;
}
`;
const profiles = '[server:default]\nmethod = TLSv1\ncertificate = server.pem\nprivate_key = server.pem\n';
const routes = `route[OUT] {
  $du = "sip:192.0.2.7:5061";
}
`;
const OLD = 'config/kam-method-deprecated';

/** What a client shows: what was pushed, and what it has asked for itself, each in a list of its own. */
describe('findings in files that are not open', () => {
  let folder: TemporaryFolder;
  let client: LspClient;
  const uriOf = (name: string): string => folder.uriOf(name);
  const codes = (items: readonly Diagnostic[] = []): unknown[] => items.map(({ code }) => code);
  const pushed = (name: string): unknown[] => codes(client.published.get(uriOf(name))?.at(-1));
  const has = (name: string, rule: string) => () => pushed(name).includes(rule);
  const hasNot = (name: string, rule: string) => () => !pushed(name).includes(rule);
  const changed = (...files: readonly [name: string, type: 1 | 2 | 3][]): Promise<void> =>
    client.notify('workspace/didChangeWatchedFiles', { changes: files.map(([name, type]) => ({ uri: uriOf(name), type })) });
  const close = (name: string): Promise<void> => client.notify('textDocument/didClose', { textDocument: { uri: uriOf(name) } });
  /** As an editor does: opens, and asks at once. */
  async function open(name: string, text: string): Promise<Diagnostic[]> {
    await client.open(uriOf(name), text, 'kamailio');
    return (await client.diagnostics(uriOf(name))).items ?? [];
  }
  async function start(settings: unknown = null, capabilities: ClientCapabilities = pulling): Promise<void> {
    client = await LspClient.start({ settings, capabilities, rootUri: uriOf('') });
  }

  beforeEach(() => {
    folder = temporaryFolder();
    folder.write({
      'a/kamailio.cfg': script,
      'a/tls.cfg': profiles,
      'a/routes.cfg': routes,
      'b/kamailio.cfg': script,
      'b/tls.cfg': profiles,
    });
  });
  afterEach(async () => {
    assert.deepEqual(client.errors(), []);
    assert.equal(await client.stop(), 0);
    folder.remove();
  });

  it('all files of an open configuration are judged, with what the open one says now', async () => {
    await start();
    await open('a/kamailio.cfg', script);
    await client.until(has('a/tls.cfg', OLD));
    await client.until(has('a/routes.cfg', 'config/kam-uri-5061-no-transport'));
    assert.deepEqual(pushed('a/kamailio.cfg'), [], 'the client has asked for it');
    assert.deepEqual(pushed('b/tls.cfg'), [], 'nothing of that one is open');
    await client.change(uriOf('a/kamailio.cfg'), [{ text: script.replace('tls.cfg', 'other.cfg') }]);
    await client.until(hasNot('a/tls.cfg', 'config/cert-file-missing'));
    await client.change(uriOf('a/kamailio.cfg'), [{ text: script }]);
    await client.until(has('a/tls.cfg', 'config/cert-file-missing'));
  });

  it('a file that is included shows what is wrong in the one that includes it', async () => {
    await start();
    folder.write({ 'a/kamailio.cfg': script.replace('enable_tls=yes\n', '') });
    await open('a/tls.cfg', profiles);
    await client.until(has('a/kamailio.cfg', 'config/kam-enable-tls-missing'));
  });

  it('nothing is said twice, and opened it has the same findings', async () => {
    await start();
    await open('a/kamailio.cfg', script);
    await client.until(has('a/tls.cfg', OLD));
    const before = client.published.get(uriOf('a/tls.cfg'))?.at(-1);
    assert.deepEqual(await open('a/tls.cfg', profiles), before);
    assert.deepEqual(pushed('a/tls.cfg'), [], 'it was taken back before the answer');
    await client.change(uriOf('a/tls.cfg'), [{ text: profiles.replace('TLSv1', 'TLSv1.2+') }]);
    assert.ok(!codes((await client.diagnostics(uriOf('a/tls.cfg'))).items).includes(OLD));
    // It was not saved: what stands on the disk counts again.
    await close('a/tls.cfg');
    await client.until(has('a/tls.cfg', OLD));
    await close('a/kamailio.cfg');
    await client.until(hasNot('a/tls.cfg', OLD));
    assert.deepEqual(pushed('a/kamailio.cfg'), []);
  });

  it('a document that is open and that nobody asks about counts as it stands there', async () => {
    await start();
    await open('a/kamailio.cfg', script);
    await client.open(uriOf('a/tls.cfg'), profiles.replace('TLSv1', 'TLSv1.2+'), 'kamailio');
    await client.until(has('a/tls.cfg', 'config/cert-file-missing'));
    assert.ok(!pushed('a/tls.cfg').includes(OLD));
    await client.diagnostics(uriOf('a/tls.cfg'));
    assert.deepEqual(pushed('a/tls.cfg'), []);
    await client.notify('sipTls/hidden', { uri: uriOf('a/tls.cfg') });
    await client.until(has('a/tls.cfg', 'config/cert-file-missing'));
    await client.notify('sipTls/hidden', { uri: uriOf('a/kamailio.cfg') });
    await client.until(() => pushed('a/tls.cfg').length === 0);
  });

  it('follows files that are written, renamed and deleted', async () => {
    await start();
    await open('a/kamailio.cfg', script);
    await client.until(has('a/tls.cfg', OLD));
    folder.write({ 'a/tls.cfg': profiles.replace('TLSv1', 'TLSv1.2+') });
    await changed(['a/tls.cfg', 2]);
    await client.until(hasNot('a/tls.cfg', OLD));
    folder.write({ 'a/tls.cfg': profiles });
    await changed(['a/tls.cfg', 2]);
    await client.until(has('a/tls.cfg', OLD));
    renameSync(join(folder.path, 'a/routes.cfg'), join(folder.path, 'a/out.cfg'));
    await changed(['a/routes.cfg', 3], ['a/out.cfg', 1]);
    await client.until(() => pushed('a/routes.cfg').length === 0);
    await client.change(uriOf('a/kamailio.cfg'), [{ text: script.replace('routes.cfg', 'out.cfg') }]);
    await client.until(has('a/out.cfg', 'config/kam-uri-5061-no-transport'));
    rmSync(join(folder.path, 'a/tls.cfg'));
    await changed(['a/tls.cfg', 3]);
    await client.until(() => pushed('a/tls.cfg').length === 0);
  });

  it('as the settings have it: rules, and which files', async () => {
    await start({ config: { diagnose: 'workspace' } });
    const settings = async (value: unknown): Promise<void> => {
      client.settings = value;
      await client.notify('workspace/didChangeConfiguration', { settings: null });
    };
    await client.open(uriOf('call.siptrace'), 'OPTIONS sip:a@example.com SIP/2.0\n\n');
    await client.until(() => has('a/tls.cfg', OLD)() && has('b/tls.cfg', OLD)());
    await settings({ config: { diagnose: 'workspace' }, rules: { [OLD]: 'off' } });
    await client.until(() => hasNot('a/tls.cfg', OLD)() && hasNot('b/tls.cfg', OLD)());
    assert.ok(pushed('b/tls.cfg').includes('config/cert-file-missing'));
    await settings({ config: { diagnose: 'workspace', enable: false } });
    await client.until(() => pushed('a/tls.cfg').length === 0 && pushed('b/tls.cfg').length === 0);
    await settings({ config: { diagnose: 'openConfigs' } });
    await open('b/kamailio.cfg', script);
    await client.until(has('b/tls.cfg', OLD));
    assert.deepEqual(pushed('a/tls.cfg'), []);
    await settings({ config: { diagnose: 'openFiles' } });
    await client.until(() => pushed('b/tls.cfg').length === 0);
  });

  it('a file is one, however its URI is written', async () => {
    folder.write({ 'c+d/kamailio.cfg': script, 'c+d/tls.cfg': profiles });
    await start({ config: { diagnose: 'workspace' } });
    const names = ['c+d/tls.cfg', 'c%2Bd/tls.cfg'] as const;
    const written = (name: string): string => uriOf(name).replaceAll('%25', '%');
    const shown = (): unknown[] =>
      names.flatMap((name) => codes(client.published.get(written(name))?.at(-1))).filter((code) => code === OLD);
    await open('a/kamailio.cfg', script);
    await client.until(() => shown().length === 1);
    await client.open(written(names[1]), profiles, 'kamailio');
    assert.ok(codes((await client.diagnostics(written(names[1]))).items).includes(OLD));
    assert.equal(shown().length, 0);
    await client.notify('textDocument/didClose', { textDocument: { uri: written(names[1]) } });
    await client.until(() => shown().length === 1);
  });

  it('follows the folders that are open', async () => {
    await start({ config: { diagnose: 'workspace' } }, { ...pulling, workspace: { ...pulling.workspace, workspaceFolders: true } });
    const second = temporaryFolder();
    second.write({ 'tls.cfg': profiles });
    const uri = second.uriOf('');
    const folders = (event: object): Promise<void> => client.notify('workspace/didChangeWorkspaceFolders', { event });
    const inSecond = (): unknown[] => codes(client.published.get(second.uriOf('tls.cfg'))?.at(-1));
    await open('a/kamailio.cfg', script);
    await client.until(has('b/tls.cfg', OLD));
    await folders({ added: [{ uri, name: 'second' }], removed: [] });
    await client.until(() => inSecond().includes(OLD));
    await folders({ added: [], removed: [{ uri, name: 'second' }] });
    await client.until(() => inSecond().length === 0);
    assert.ok(has('b/tls.cfg', OLD)());
    second.remove();
  });

  it('a client that is pushed to hears of each file once', async () => {
    await start(null, {});
    await client.open(uriOf('a/kamailio.cfg'), script, 'kamailio');
    await client.until(has('a/tls.cfg', OLD));
    await client.open(uriOf('a/tls.cfg'), profiles.replace('TLSv1', 'TLSv1.2+'), 'kamailio');
    await client.until(hasNot('a/tls.cfg', OLD));
    await client.until(has('a/tls.cfg', 'config/cert-file-missing'));
    await close('a/tls.cfg');
    await client.until(has('a/tls.cfg', OLD));
  });
});
