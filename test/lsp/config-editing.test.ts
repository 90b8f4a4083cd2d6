import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { type CompletionItem, CompletionTriggerKind, type Hover, type MarkupContent } from 'vscode-languageserver/node';
import { LspClient, positionAt } from '../support/lsp-client';

const script = `#!KAMAILIO
enable_tls=yes
listen=tls:192.0.2.1:5061
loadmodule "tls.so"
modparam("tls", "config", "tls/tls.cfg")
request_route {
  # record_route() is for later
  record_route();
  xlog("$tls_version");

}
`;

let folder = '';
const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;
function write(files: { readonly [name: string]: string }): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

describe('language server, editing help in configurations', () => {
  let client: LspClient;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sip-tls-editing-'));
    write({ 'kamailio.cfg': script, 'tls/tls.cfg': '', 'tls/b.pem': '', 'tls/.hidden': '', 'tls/keys/a.key': '' });
    client = await LspClient.start({ rootUri: pathToFileURL(folder).href });
    await client.open(uriOf('kamailio.cfg'), script, 'kamailio');
  });
  after(async () => {
    assert.deepEqual(client.errors(), []);
    assert.equal(await client.stop(), 0);
    rmSync(folder, { recursive: true, force: true });
  });

  /** Labels at `¦` in the text, which the document then has. */
  async function labels(name: string, marked: string, sign?: string): Promise<string[]> {
    const offset = marked.indexOf('¦');
    const text = marked.replace('¦', '');
    await client.change(uriOf(name), [{ text }]);
    const context =
      sign === undefined
        ? { triggerKind: CompletionTriggerKind.Invoked }
        : { triggerKind: CompletionTriggerKind.TriggerCharacter, triggerCharacter: sign };
    const found = await client.at<CompletionItem[] | null>('completion', uriOf(name), positionAt(text, offset), { context });
    return (found ?? []).map(({ label }) => label);
  }

  it('hovers tell of functions and variables of scripts, with where they are documented, and not in comments', async () => {
    const hover = async (word: string, from = 0): Promise<string> => {
      const found = await client.at<Hover | null>('hover', uriOf('kamailio.cfg'), positionAt(script, script.indexOf(word, from) + 2));
      return (found?.contents as MarkupContent | undefined)?.value ?? '';
    };
    assert.equal(await hover('record_route'), '');
    assert.match(
      await hover('record_route', script.indexOf('later')),
      /^\*\*`record_route`\*\* · module rr[\s\S]*RFC 5658[\s\S]*See: Kamailio rr module/,
    );
    assert.match(await hover('$tls_version'), /^\*\*`\$tls_version`\*\* · module tls/);
    assert.equal(await hover('xlog'), '');
  });

  it('completes statements where somebody writes, and not for a blank', async () => {
    const text = script.replace('\n\n}', '\n  ¦\n}');
    const asked = await labels('kamailio.cfg', text);
    assert.ok(asked.includes('t_relay_to_tls') && !asked.includes('enable_tls'), String(asked.length));
    for (const sign of [' ', '{', ';', '(']) assert.deepEqual(await labels('kamailio.cfg', text, sign), [], sign);
    assert.deepEqual(await labels('kamailio.cfg', script.replace('later', 'later rec¦')), []);
    assert.ok((await labels('kamailio.cfg', script.replace('\n\n}', '\n  $¦\n}'), '$')).includes('$du'));
    assert.ok((await labels('kamailio.cfg', `modparam("¦`, '"')).includes('tls'));
  });

  it('completes paths, folders and files of TLS first, within what is open', async () => {
    assert.deepEqual(await labels('kamailio.cfg', 'modparam("tls", "ca_list", "tls/¦")'), ['b.pem', 'tls.cfg', 'keys/']);
    assert.deepEqual(await labels('kamailio.cfg', 'modparam("tls", "ca_list", "tls/.¦")'), ['b.pem', 'tls.cfg', '.hidden', 'keys/']);
    assert.deepEqual(await labels('kamailio.cfg', 'include_file "t¦"'), ['kamailio.cfg', 'tls/']);
    for (const path of ['../', '/', '/etc/', '//host/', '$HOME/', '~/', 'nowhere/'])
      assert.deepEqual(await labels('kamailio.cfg', `modparam("tls", "ca_list", "${path}¦")`), [], path);
    await client.change(uriOf('kamailio.cfg'), [{ text: script }]);
  });

  it('completes the headers of profiles by the listeners of the script', async () => {
    await client.open(uriOf('tls/tls.cfg'), '', 'ini');
    assert.deepEqual(await labels('tls/tls.cfg', '[¦'), [
      'server:default',
      'client:default',
      'server:any',
      'client:any',
      'server:192.0.2.1:5061',
    ]);
  });

  it('asks nothing of a trace for signs of configurations', async () => {
    const uri = uriOf('a.siptrace');
    const text = 'INVITE sip:bob@example.com SIP/2.0\nVia: SIP/2.0/TLS 192.0.2.1;branch=z9hG4bK1\nSupported: ';
    await client.open(uri, text);
    const context = { triggerKind: CompletionTriggerKind.TriggerCharacter, triggerCharacter: '(' };
    assert.equal(await client.at('completion', uri, positionAt(text, text.length), { context }), null);
  });
});
