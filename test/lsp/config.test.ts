import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { CodeAction, Diagnostic, Hover, MarkupContent } from 'vscode-languageserver/node';
import { behind, LspClient, positionAt } from '../support/lsp-client';

const script = `#!KAMAILIO
#!define OWN_IP 192.0.2.1
listen=tls:OWN_IP:5061
loadmodule "tls.so"
modparam("tls", "config", "tls.cfg")
request_route {
  exit;
}
`;
const profiles = `[server:default]
method = TLSv1
certificate = server.pem
private_key = server.pem
`;

let folder = '';
const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;
const codes = (items: readonly Diagnostic[] = []): unknown[] => items.map(({ code }) => code);
function write(files: { readonly [name: string]: string }): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

describe('language server, configurations', () => {
  let client: LspClient;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sip-tls-config-'));
    write({ 'proxy/kamailio.cfg': script, 'proxy/tls.cfg': profiles });
    client = await LspClient.start({ initializationOptions: { ruleOffCommand: true, explainCommand: true } });
  });
  after(async () => {
    assert.deepEqual(client.errors(), []);
    assert.equal(await client.stop(), 0);
    rmSync(folder, { recursive: true, force: true });
  });

  it('finds what is wrong, whatever language the document has', async () => {
    const uri = uriOf('proxy/kamailio.cfg');
    await client.open(uri, script, 'properties');
    const { items } = await client.diagnostics(uri);
    assert.ok(codes(items).includes('config/kam-enable-tls-missing'), String(codes(items)));
    assert.match(String(items?.[0]?.message), /\nDo: \S/);
  });

  it('judges a file of profiles as a part of the script that names it', async () => {
    const uri = uriOf('proxy/tls.cfg');
    await client.open(uri, profiles, 'ini');
    const { items } = await client.diagnostics(uri);
    assert.ok(codes(items).includes('config/kam-method-deprecated'), String(codes(items)));
  });

  it('mends it by a quick fix, and says no more then', async () => {
    const uri = uriOf('proxy/kamailio.cfg');
    const { items = [] } = await client.diagnostics(uri);
    const finding = items.find(({ code }) => code === 'config/kam-enable-tls-missing');
    assert.ok(finding);
    const context = { diagnostics: [finding] };
    const actions = await client.request<CodeAction[]>('textDocument/codeAction', { textDocument: { uri }, range: finding.range, context });
    const titles = actions.map(({ title }) => title);
    assert.ok(
      titles.includes('Turn off config/kam-enable-tls-missing in this workspace') && titles.includes('Explain this finding'),
      String(titles),
    );
    const edits = actions.find(({ edit, diagnostics }) => edit && diagnostics?.[0]?.code === finding.code)?.edit?.changes?.[uri] ?? [];
    assert.equal(edits.length, 1);
    await client.change(
      uri,
      edits.map(({ range, newText }) => ({ range, text: newText })),
    );
    assert.ok(!codes((await client.diagnostics(uri)).items).includes('config/kam-enable-tls-missing'));
  });

  it('an edit of one file changes what is said of another', async () => {
    const uri = uriOf('proxy/tls.cfg');
    const before = await client.diagnostics(uri);
    assert.equal((await client.diagnostics(uri, before.resultId)).kind, 'unchanged');
    const script2 = uriOf('proxy/kamailio.cfg');
    await client.change(script2, [{ text: script.replace('tls.cfg', 'other.cfg') }]);
    await client.diagnostics(script2);
    const alone = await client.diagnostics(uri, before.resultId);
    assert.notEqual(alone.resultId, undefined);
    await client.change(script2, [{ text: script }]);
    assert.deepEqual(codes((await client.diagnostics(uri)).items), codes(before.items));
  });

  it('hovers say what settings mean, what stands for a word, and what became of a file', async () => {
    const hover = async (name: string, text: string, word: string): Promise<string> => {
      const found = await client.at<Hover | null>('hover', uriOf(name), positionAt(text, text.indexOf(word) + 1));
      return (found?.contents as MarkupContent | undefined)?.value ?? '';
    };
    assert.match(
      await hover('proxy/tls.cfg', profiles, 'TLSv1'),
      /^\*\*`method`\*\* · [\s\S]*Default: [\s\S]*`config\/kam-method-deprecated`/,
    );
    assert.match(await hover('proxy/kamailio.cfg', script, 'OWN_IP:5061'), /`OWN_IP`.*192\.0\.2\.1/);
    assert.match(await hover('proxy/tls.cfg', profiles, 'server.pem'), /no such file/);
    assert.equal(await hover('proxy/kamailio.cfg', script, 'exit'), '');
  });

  it('leaves other texts of the same languages alone', async () => {
    const uri = uriOf('nginx/site.conf');
    await client.open(uri, 'server {\n  listen 443 ssl;\n}\n', 'properties');
    assert.deepEqual((await client.diagnostics(uri)).items, []);
    assert.equal(await client.at('hover', uri, behind('server {', 'ser')), null);
  });
});
