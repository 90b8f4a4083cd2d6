import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Diagnostic } from 'vscode-languageserver/node';
import { LspClient } from '../support/lsp-client';

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
});
