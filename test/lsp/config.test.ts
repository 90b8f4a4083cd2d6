import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import {
  type CodeAction,
  type CodeLens,
  type Diagnostic,
  DiagnosticSeverity,
  type DocumentLink,
  type DocumentSymbol,
  type FoldingRange,
  type Hover,
  type Location,
  type MarkupContent,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { call } from '../host/texts';
import { behind, LspClient, positionAt } from '../support/lsp-client';
import { temporaryFolder } from '../support/temporary-folder';

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

const { path: folder, uriOf, write, remove } = temporaryFolder();
const codes = (items: readonly Diagnostic[] = []): unknown[] => items.map(({ code }) => code);

describe('language server, configurations', () => {
  let client: LspClient;
  before(async () => {
    write({ 'proxy/kamailio.cfg': script, 'proxy/tls.cfg': profiles });
    client = await LspClient.start({ initializationOptions: { ruleOffCommand: true, explainCommand: true } });
  });
  after(async () => {
    assert.deepEqual(client.errors(), []);
    assert.equal(await client.stop(), 0);
    remove();
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

  it('outline, folding, links, definition, references and rename', async () => {
    const [uri, other] = [uriOf('proxy/kamailio.cfg'), uriOf('proxy/tls.cfg')];
    const textDocument = { uri };
    const outline = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument });
    const names = outline.map(({ name }) => name);
    for (const name of ['OWN_IP', 'tls', 'request_route']) assert.ok(names.includes(name), String(names));
    const folds = await client.request<FoldingRange[]>('textDocument/foldingRange', { textDocument });
    assert.deepEqual(folds.find(({ startLine }) => startLine === 5)?.endLine, 7);
    const links = await client.request<DocumentLink[]>('textDocument/documentLink', { textDocument });
    assert.deepEqual(
      links.map(({ target }) => target),
      [other],
    );
    const use = positionAt(script, script.indexOf('OWN_IP:') + 1);
    const definition = await client.at<Location[]>('definition', uri, use);
    assert.deepEqual(
      definition.map(({ range }) => range.start.line),
      [1],
    );
    const references = await client.at<Location[]>('references', uri, use, { context: { includeDeclaration: true } });
    assert.deepEqual(references.map(({ range }) => range.start.line).sort(), [1, 2]);
    const edit = await client.at<WorkspaceEdit>('rename', uri, use, { newName: 'MY_IP' });
    assert.deepEqual(
      edit.changes?.[uri]?.map(({ newText }) => newText),
      ['MY_IP', 'MY_IP'],
    );
    await assert.rejects(client.at('rename', uri, use, { newName: 'two words' }), /no name for it/);
    const included = await client.at<Location[]>('definition', uri, positionAt(script, script.indexOf('tls.cfg') + 2));
    assert.deepEqual(
      included.map((each) => each.uri),
      [other],
    );
  });

  it('completes settings of the section, and values, with what they mean', async () => {
    const uri = uriOf('proxy/tls.cfg');
    const text = `${profiles}ver`;
    await client.change(uri, [{ text }]);
    const settings = await client.labels(uri, positionAt(text, text.length));
    const verify = settings.find(({ label }) => label === 'verify_certificate');
    assert.match((verify?.documentation as MarkupContent | undefined)?.value ?? '', /verify_certificate/);
    const values = await client.labels(uri, positionAt(text, text.indexOf('TLSv1')));
    assert.ok(
      values.some(({ label }) => label === 'TLSv1.2+'),
      String(values.map(({ label }) => label)),
    );
    await client.change(uri, [{ text: profiles }]);
  });

  it('offers to probe listeners and peers as the configuration would', async () => {
    const uri = uriOf('asterisk/pjsip.conf');
    const text = `[t-tls]
type = transport
protocol = tls
bind = 0.0.0.0
external_signaling_hostname = sip.example.com
ca_list_file = ca.pem
verify_server = yes

[trunk]
type = endpoint
transport = t-tls
aors = trunk

[trunk]
type = aor
contact = sip:trunk.example.net:5061\\;transport=tls
`;
    write({ 'asterisk/ca.pem': '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n' });
    await client.open(uri, text, 'asterisk');
    const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
    const given = lenses.map(
      ({ command }) => command?.arguments?.[0] as { target: string; caFile?: string; policy?: string; from: string },
    );
    assert.deepEqual(
      given.map(({ target }) => target),
      ['sip:sip.example.com:5061;transport=tls', 'sip:trunk.example.net:5061;transport=tls'],
    );
    assert.equal(given[1]?.policy, 'full');
    assert.equal(given[1]?.caFile, join(folder, 'asterisk/ca.pem'));
    assert.match(given[1]?.from ?? '', /^pjsip\.conf, line \d+$/);
  });

  it('does not probe the peer of a profile without TLS as another profile', async () => {
    const uri = uriOf('freeswitch/sofia.conf.xml');
    const text = `<configuration name="sofia.conf"><profiles>
<profile name="out"><settings><param name="tls" value="true"/></settings></profile>
<profile name="in"><settings><param name="tls" value="false"/></settings>
<gateways><gateway name="g"><param name="proxy" value="sip.example.net;transport=tls"/></gateway></gateways>
</profile></profiles></configuration>
`;
    await client.open(uri, text, 'xml');
    const titles = async (): Promise<string[]> => {
      const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
      return lenses.flatMap(({ command }) => (command?.title.startsWith('Probe this peer') ? [command.title] : []));
    };
    assert.deepEqual(await titles(), ['Probe this peer']);
    await client.change(uri, [{ text: text.replace('"false"', '"true"') }]);
    assert.deepEqual(await titles(), ['Probe this peer as in']);
    await client.notify('textDocument/didClose', { textDocument: { uri } });
  });

  it('hears of files that come and go, and of settings', async () => {
    const uri = uriOf('proxy/tls.cfg');
    const missing = async () => codes((await client.diagnostics(uri)).items).filter((code) => code === 'config/cert-file-missing').length;
    assert.equal(await missing(), 2);
    write({ 'proxy/server.pem': '' });
    await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf('proxy/server.pem'), type: 1 }] });
    assert.equal(await missing(), 0);
    client.settings = { rules: { 'config/kam-method-deprecated': 'off' }, config: { associations: { '**/odd/*.txt': 'kamailio' } } };
    await client.notify('workspace/didChangeConfiguration', { settings: null });
    assert.ok(!codes((await client.diagnostics(uri)).items).includes('config/kam-method-deprecated'));
    await client.open(uriOf('odd/script.txt'), 'listen=tls:192.0.2.1:5061\n', 'plaintext');
    assert.ok(codes((await client.diagnostics(uriOf('odd/script.txt'))).items).length > 0);
    client.settings = { config: { enable: false } };
    await client.notify('workspace/didChangeConfiguration', { settings: null });
    assert.deepEqual((await client.diagnostics(uri)).items, []);
    client.settings = null;
    await client.notify('workspace/didChangeConfiguration', { settings: null });
  });

  it('a client that is pushed to hears of the other file as well', async () => {
    const pushed = await LspClient.start({ capabilities: {} });
    const [script2, tls] = [uriOf('proxy/kamailio.cfg'), uriOf('proxy/tls.cfg')];
    await pushed.open(script2, script, 'kamailio');
    await pushed.open(tls, profiles, 'kamailio');
    const last = (uri: string) => codes(pushed.published.get(uri)?.at(-1));
    await pushed.until(() => last(tls).includes('config/kam-method-deprecated') && last(script2).length > 0);
    await pushed.change(tls, [{ text: profiles.replace('TLSv1', 'TLSv1.2+') }]);
    await pushed.until(() => !last(tls).includes('config/kam-method-deprecated'));
    assert.deepEqual(pushed.errors(), []);
    await pushed.stop();
  });

  it('a finding in a trace leads to the line of the configuration, and back', async () => {
    const [uri, trace] = [uriOf('edge/kamailio.cfg'), uriOf('edge/call.siptrace')];
    const text = `#!KAMAILIO
listen=tls:198.51.100.20:5061
loadmodule "tls.so"
loadmodule "rr.so"
modparam("rr", "enable_double_rr", 0)
request_route {
  record_route();
}
`;
    await client.open(uri, text, 'kamailio');
    await client.diagnostics(uri);
    await client.open(trace, call);
    const { items = [] } = await client.diagnostics(trace);
    const finding = items.find(({ code }) => code === 'sip/record-route-leaves-tls');
    const lines = finding?.relatedInformation
      ?.filter(({ location }) => location.uri === uri)
      .map(({ location }) => location.range.start.line);
    assert.ok(lines?.includes(1) && lines.includes(4), JSON.stringify(finding?.relatedInformation));
    const back = (await client.diagnostics(uri)).items?.flatMap(({ relatedInformation = [] }) =>
      relatedInformation.map(({ location }) => location.uri),
    );
    assert.ok(back?.includes(trace), String(back));
    for (const each of [trace, uri]) await client.notify('textDocument/didClose', { textDocument: { uri: each } });
  });

  it('back also where the line has no finding of its own, and only as long as the trace is open', async () => {
    const [uri, trace] = [uriOf('back/kamailio.cfg'), uriOf('back/call.siptrace')];
    const text = '#!KAMAILIO\nlisten=tls:198.51.100.20:5061\nloadmodule "tls.so"\nloadmodule "rr.so"\nroute[ONE] {\n  record_route();\n}\n';
    await client.open(uri, text, 'kamailio');
    const hints = async () => ((await client.diagnostics(uri)).items ?? []).filter(({ message }) => /^Has a part in/.test(String(message)));
    assert.deepEqual(await hints(), []);
    await client.open(trace, call);
    const findings = (await client.diagnostics(trace)).items ?? [];
    const places = (await hints()).map(({ range, severity, message, relatedInformation = [] }) => ({
      line: range.start.line,
      severity,
      message: String(message).replace(/\d+ findings?/, 'N findings'),
      links: relatedInformation.filter(({ location }) => location.uri === trace).map(({ location }) => location.range.start.line),
    }));
    const message = 'Has a part in N findings in the open trace call.siptrace.';
    const recordRoute = findings.find(({ code }) => code === 'sip/record-route-leaves-tls')?.range.start.line;
    assert.ok(
      places.some(({ line, links }) => line === 5 && recordRoute !== undefined && links.includes(recordRoute)),
      JSON.stringify(places),
    );
    for (const place of places) assert.deepEqual([place.severity, place.message], [DiagnosticSeverity.Hint, message]);
    await client.notify('textDocument/didClose', { textDocument: { uri: trace } });
    assert.deepEqual(await hints(), []);
  });

  it('back for a client that is pushed to as well', async () => {
    const pushed = await LspClient.start({ capabilities: {} });
    const [uri, trace] = [uriOf('back/kamailio.cfg'), uriOf('back/call.siptrace')];
    await pushed.open(
      uri,
      '#!KAMAILIO\nlisten=tls:198.51.100.20:5061\nloadmodule "tls.so"\nroute[ONE] {\n  record_route();\n}\n',
      'kamailio',
    );
    await pushed.until(() => pushed.published.has(uri));
    await pushed.open(trace, call);
    await pushed.until(
      () =>
        pushed.published
          .get(uri)
          ?.at(-1)
          ?.some(({ message }) => /^Has a part in/.test(String(message))) ?? false,
    );
    await pushed.stop();
  });
});
