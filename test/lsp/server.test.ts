import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type {
  CodeAction,
  Diagnostic,
  DocumentHighlight,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  Hover,
  Location,
  SelectionRange,
  SemanticTokens,
  SemanticTokensDelta,
  SymbolInformation,
} from 'vscode-languageserver/node';
import { behind, LspClient, positionAt, pulling } from '../support/lsp-client';

const trace = readFileSync(join(process.cwd(), 'test/fixtures/tls-phone-to-udp-phone.siptrace'), 'utf8');
const uri = 'file:///traces/call.siptrace';

/** One INVITE whose CSeq names another method: an error with a quick fix, whatever else is found. */
const faulty = `INVITE sip:bob@example.com SIP/2.0
Via: SIP/2.0/TLS 192.0.2.10:5061;branch=z9hG4bKf1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=f1
To: <sip:bob@example.com>
Call-ID: faulty@192.0.2.10
CSeq: 1 BYE
Contact: <sip:alice@192.0.2.10;transport=tls>
Content-Length: 0

`;

const textOf = (text: string, range: { start: { line: number; character: number }; end: { line: number; character: number } }): string => {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const offset = ({ line, character }: { line: number; character: number }) => (starts[line] ?? text.length) + character;
  return text.slice(offset(range.start), offset(range.end));
};

const lineOf = (line: string, nth = 1): number => behind(trace, line, nth).line;

describe('language server, one client that pulls', () => {
  let client: LspClient;
  before(async () => {
    client = await LspClient.start({ initializationOptions: { ruleOffCommand: true } });
    await client.open(uri, trace);
    await client.open('file:///faulty.sip', faulty);
  });
  after(async () => {
    assert.deepEqual(client.errors(), []);
    assert.equal(await client.stop(), 0);
  });

  it('tells what it can do', () => {
    const { capabilities } = client.initialized;
    assert.equal((capabilities.textDocumentSync as { change: number }).change, 2);
    for (const name of [
      'hover',
      'documentSymbol',
      'foldingRange',
      'selectionRange',
      'documentLink',
      'definition',
      'references',
      'completion',
      'codeAction',
      'diagnostic',
      'semanticTokens',
      'documentHighlight',
      'workspaceSymbol',
    ])
      assert.ok(`${name}Provider` in capabilities, name);
  });

  it('answers diagnostics with source, code, link and remedy', async () => {
    const report = await client.diagnostics('file:///faulty.sip');
    const finding = report.items?.find((item) => item.code === 'sip/cseq-method-mismatch');
    assert.equal(report.kind, 'full');
    assert.equal(finding?.source, 'sip-tls');
    assert.equal(finding?.severity, 1);
    assert.match(finding?.codeDescription?.href ?? '', /^https:\/\/www\.rfc-editor\.org\/rfc\/rfc\d+#section-[\d.]+$/);
    assert.match(String(finding?.message), /\nDo: \S/);
    assert.equal(textOf(faulty, finding?.range ?? never), 'BYE');
  });

  it('names the other message that belongs to a finding', async () => {
    const { items = [] } = await client.diagnostics(uri);
    const finding = items.find(({ code }) => code === 'sdp/key-crossed-clear-hop');
    const [related] = finding?.relatedInformation ?? [];
    assert.equal(related?.location.uri, uri);
    assert.equal(textOf(trace, related?.location.range ?? never), 'INVITE sip:bob@198.51.100.70:5060 SIP/2.0');
  });

  it('says unchanged while nothing changed, and while an edit changed no finding', async () => {
    const first = await client.diagnostics(uri);
    assert.ok((first.items?.length ?? 0) > 0);
    assert.deepEqual(await client.diagnostics(uri, first.resultId), { kind: 'unchanged', resultId: first.resultId });
    const position = behind(trace, 'Softphone');
    await client.change(uri, [{ range: { start: position, end: position }, text: '!' }]);
    assert.equal((await client.diagnostics(uri, first.resultId)).kind, 'unchanged');
    await client.change(uri, [{ range: { start: position, end: { ...position, character: position.character + 1 } }, text: '' }]);
  });

  it('never lets a secret out', async () => {
    const secrets = [...trace.matchAll(/inline:(\S+)|response="([^"]+)"/g)].map((found) => (found[1] ?? found[2] ?? '').slice(0, 12));
    const answers = JSON.stringify([
      await client.diagnostics(uri),
      await client.request('textDocument/documentSymbol', { textDocument: { uri } }),
    ]);
    for (const secret of secrets) assert.ok(!answers.includes(secret));
  });

  it('hovers in the format that the client takes', async () => {
    const hover = await client.at<Hover>('hover', uri, behind(trace, 'Via'));
    const { kind, value } = hover.contents as { kind: string; value: string };
    assert.equal(kind, 'markdown');
    assert.match(value, /^\*\*This hop: TLS\*\*/);
    assert.equal(textOf(trace, hover.range ?? never), 'Via');
    assert.equal(await client.at('hover', uri, { line: 0, character: 5 }), null);
  });

  it('lists messages, headers and lines of SDP', async () => {
    const symbols = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument: { uri } });
    assert.deepEqual(
      symbols.slice(0, 4).map(({ name, detail, kind }) => [name, detail, kind]),
      [
        ['INVITE sip:bob@example.com', 'TLS  192.0.2.10:48122 → 198.51.100.20:5061 · 18:59:08.100 · SDP, SRTP', 24],
        ['100 Trying (INVITE)', 'TLS  198.51.100.20:5061 → 192.0.2.10:48122 · +1.0 ms', 14],
        ['INVITE sip:bob@198.51.100.70:5060', 'UDP  198.51.100.20:5060 → 198.51.100.70:5060 · +0.4 ms · SDP, SRTP', 24],
        ['180 Ringing (INVITE)', 'UDP  198.51.100.70:5060 → 198.51.100.20:5060 · +0.7 ms', 14],
      ],
    );
    assert.match(symbols[4]?.detail ?? '', / · answers line 15$/);
    const children = symbols[2]?.children ?? [];
    assert.deepEqual(
      children.slice(0, 4).map(({ name, detail }) => [name, detail]),
      [
        ['Record-Route 1 of 2', '198.51.100.20:5060'],
        ['Record-Route 2 of 2', '198.51.100.20:5061 TLS'],
        ['Via 1 of 2', 'UDP 198.51.100.20:5060'],
        ['Via 2 of 2', 'TLS 192.0.2.10:48122, received'],
      ],
    );
    const body = children.at(-1);
    assert.deepEqual([body?.name, body?.detail, body?.kind], ['Body application/sdp', 'audio RTP/SAVP 16384', 23]);
    assert.ok(body?.children?.some(({ name }) => name === 'a=crypto'));
    const gap = symbols.find(({ name }) => name.endsWith('not SIP'));
    assert.deepEqual([gap?.name, gap?.detail], [`Line ${lineOf('no gateway is up') + 1}: not SIP`, '2 lines of log']);
    const isInside = (outer: DocumentSymbol) => (inner: DocumentSymbol) =>
      inner.range.start.line >= outer.range.start.line && inner.range.end.line <= outer.range.end.line;
    for (const symbol of symbols) assert.ok((symbol.children ?? []).every(isInside(symbol)), symbol.name);
  });

  it('finds calls by Call-ID, party and target', async () => {
    const find = (query: string) => client.request<SymbolInformation[]>('workspace/symbol', { query });
    const found = await find('call-1@');
    assert.deepEqual(
      found.map(({ name, containerName }) => [name, containerName]),
      [['Call call-1@192.0.2.10', 'alice → bob, answered']],
    );
    assert.deepEqual(
      (await find('carol')).map(({ name, containerName }) => [name, containerName]),
      [
        ['Call call-2@192.0.2.10', 'alice → carol, failed (503)'],
        ['sips:carol@example.com', '1 call'],
      ],
    );
    assert.deepEqual(await find('nobody by that name'), []);
  });

  it('folds messages, bodies and the text between', async () => {
    const folds = await client.request<FoldingRange[]>('textDocument/foldingRange', { textDocument: { uri } });
    const first = folds[0];
    assert.deepEqual([first?.startLine, first?.kind], [2, 'region']);
    assert.equal(first?.endLine, lineOf('||||||||||||||||||||'));
    assert.ok(
      folds.some(({ startLine }) => startLine === lineOf('v=0')),
      'the body',
    );
    assert.ok(
      folds.some(({ startLine, kind }) => startLine === lineOf('no gateway is up') && kind === 'comment'),
      'log text',
    );
  });

  it('widens the selection from a part to the message', async () => {
    const position = behind(trace, 'Contact: <sip:alice@192.0');
    const [range] = await client.request<SelectionRange[]>('textDocument/selectionRange', { textDocument: { uri }, positions: [position] });
    const texts: string[] = [];
    for (let each: SelectionRange | undefined = range; each; each = each.parent) texts.push(textOf(trace, each.range));
    assert.deepEqual(texts.slice(0, 4), [
      '192.0.2.10',
      'sip:alice@192.0.2.10:48122;transport=tls',
      '<sip:alice@192.0.2.10:48122;transport=tls>',
      'Contact: <sip:alice@192.0.2.10:48122;transport=tls>',
    ]);
    assert.equal(texts.at(-1), trace);
  });

  it('colours what was parsed: whole, by range, and by difference', async () => {
    const full = await client.request<SemanticTokens>('textDocument/semanticTokens/full', { textDocument: { uri } });
    const tokens = decode(full.data, trace);
    assert.deepEqual(tokens.slice(0, 9), [
      'method INVITE',
      'type sip',
      'variable bob',
      'namespace example.com',
      'keyword SIP/2.0',
      'property Via',
      'keyword SIP',
      'keyword 2.0',
      'enumMember TLS',
    ]);
    const start = { line: lineOf('INVITE sips:'), character: 0 };
    const range = await client.request<SemanticTokens>('textDocument/semanticTokens/range', {
      textDocument: { uri },
      range: { start, end: { line: start.line + 1, character: 0 } },
    });
    assert.equal(decode(range.data, trace)[0], 'method INVITE');
    assert.ok(range.data.length < full.data.length / 5);
    const params = { textDocument: { uri }, previousResultId: full.resultId };
    const same = await client.request<SemanticTokensDelta>('textDocument/semanticTokens/full/delta', params);
    assert.deepEqual(same.edits, []);
  });

  it('links RFCs that the text names', async () => {
    const links = await client.request<DocumentLink[]>('textDocument/documentLink', { textDocument: { uri } });
    assert.deepEqual(
      links.map(({ range, target }) => [textOf(trace, range), target]),
      [
        ['RFC 3261 §18.2.2', 'https://www.rfc-editor.org/rfc/rfc3261#section-18.2.2'],
        ['RFC 3261, section 17.1.1.3', 'https://www.rfc-editor.org/rfc/rfc3261#section-17.1.1.3'],
      ],
    );
  });

  it('goes from a response to its request, and to where an identifier begins', async () => {
    const define = async (before: string, nth = 1) =>
      (await client.at<Location[]>('definition', uri, behind(trace, before, nth))).map(({ range }) => [
        range.start.line,
        textOf(trace, range),
      ]);
    const udp = lineOf('INVITE sip:bob@198');
    assert.deepEqual(await define('SIP/2.0 200'), [[udp, 'INVITE sip:bob@198.51.100.70:5060 SIP/2.0']], 'over the hop that carried it');
    assert.deepEqual(await define('SIP/2.0 503'), [[lineOf('INVITE sips:'), 'INVITE sips:carol@example.com SIP/2.0']]);
    assert.deepEqual(await define('CSeq: 2 BYE', 2), [[lineOf('CSeq: 2 BYE'), '2 BYE']]);
    assert.deepEqual(await define('Call-ID: call-1', 5), [[lineOf('Call-ID: call-1'), 'call-1@192.0.2.10']]);
    assert.deepEqual(await define(';tag=tb', 3), [[lineOf(';tag=tb1'), 'tb1']]);
    assert.deepEqual(await define('rport=48122;branch=z9h', 1), [[lineOf('branch=z9hG4bKa1'), 'z9hG4bKa1']]);
    assert.deepEqual((await define('\nACK'))[0]?.[0], lineOf('INVITE sip:bob@example'), 'an ACK belongs to its INVITE');
  });

  it('refers from a request to its answers, and highlights', async () => {
    const references = await client.at<Location[]>('references', uri, behind(trace, 'INVITE sip:bob@198'), {
      context: { includeDeclaration: false },
    });
    assert.deepEqual(
      references.map(({ range }) => textOf(trace, range)),
      ['SIP/2.0 180 Ringing', 'SIP/2.0 200 OK'],
    );
    const highlights = await client.at<DocumentHighlight[]>('documentHighlight', uri, behind(trace, 'Call-ID: call-1'));
    assert.equal(highlights.length, 10);
  });

  it('completes by where the cursor stands', async () => {
    const text =
      'INVITE sip:bob@example.com SIP/2.0\nVia: SIP/2.0/\nRe\nContact: <sip:alice@192.0.2.1;transport=\nSupported: \nFrom: <sip:a@example.com>;\nRoute: <sip:a@example.com;l\nCall-ID: a\n\n';
    await client.open('file:///type.sip', text);
    const labels = async (before: string) => (await client.labels('file:///type.sip', behind(text, before))).map(({ label }) => label);
    assert.ok((await labels('SIP/2.0\nVia: SIP/2.0/')).includes('TLS'));
    assert.ok((await labels('\nRe')).includes('Record-Route'));
    assert.deepEqual((await labels('transport=')).slice(0, 3), ['udp', 'tcp', 'tls']);
    assert.ok((await labels('Supported: ')).includes('outbound'));
    assert.deepEqual(await labels('From: <sip:a@example.com>;'), ['tag']);
    assert.ok((await labels('Route: <sip:a@example.com;l')).includes('lr'));
    assert.ok((await labels('INV')).includes('INVITE'));
    const [item] = (await client.labels('file:///type.sip', behind(text, '\nRe'))).filter(({ label }) => label === 'Record-Route');
    assert.deepEqual(item?.textEdit, {
      range: { start: { line: 2, character: 0 }, end: { line: 2, character: 2 } },
      newText: 'Record-Route: ',
    });
    assert.match((item?.documentation as { value: string } | undefined)?.value ?? '', /route set[\s\S]*\[RFC 3261 §20\.30\]/);
  });

  it('offers the fix, and to turn the rule off', async () => {
    const { items = [] } = await client.diagnostics('file:///faulty.sip');
    const diagnostic = items.find(({ code }) => code === 'sip/cseq-method-mismatch') as Diagnostic;
    const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: 'file:///faulty.sip' },
      range: diagnostic.range,
      context: { diagnostics: items },
    });
    const [fix, off] = actions;
    assert.deepEqual([fix?.kind, fix?.isPreferred, fix?.diagnostics?.[0]?.code], ['quickfix', true, diagnostic.code]);
    assert.deepEqual(fix?.edit?.changes?.['file:///faulty.sip'], [{ range: diagnostic.range, newText: 'INVITE' }]);
    assert.deepEqual(
      [off?.title, off?.command?.command, off?.command?.arguments?.[0]],
      ['Turn off sip/cseq-method-mismatch in this workspace', 'sipTls.ruleOff', diagnostic.code],
    );
    assert.equal(actions.length, 2, 'explain is offered to those that have it only');
  });

  it('counts for the status bar', async () => {
    const info = await client.request<{ messages: number; calls: number; message?: { name: string; transport?: string } }>(
      'sipTls/traceInfo',
      { uri, position: behind(trace, 'SIP/2.0 503') },
    );
    assert.deepEqual([info.messages, info.calls, info.message?.name, info.message?.transport], [12, 2, '503 Service Unavailable', 'TLS']);
  });

  it('gives the same after edits as after opening the result', async () => {
    let text = trace;
    const edited = 'file:///edited.sip';
    await client.open(edited, text);
    await client.diagnostics(edited);
    const edits: [string, string, string][] = [
      ['CSeq: 1 INVITE', 'CSeq: 1 INVITE', 'CSeq: 1 BYE'],
      ['Via: SIP/2.0/TLS 192.0.2.10:48122;rport;branch=z9hG4bKa2\n', 'Via: SIP/2.0/TLS 192.0.2.10:48122;rport;branch=z9hG4bKa2\n', ''],
      ['# Composed', '# Composed', 'INVITE sip:x SIP/2.0\nCall-ID: x\n\n# Composed'],
      ['||||||||||||||||||||\n', '||||||||||||||||||||\n', ''],
      ['Max-Forwards: 70', 'Max-Forwards: 70', 'Max-Forwards: seventy\r'],
    ];
    for (const [at, old, fresh] of edits) {
      const offset = text.indexOf(at);
      assert.ok(offset >= 0, at);
      const range = { start: positionAt(text, offset), end: positionAt(text, offset + old.length) };
      await client.change(edited, [{ range, text: fresh }]);
      text = text.slice(0, offset) + fresh + text.slice(offset + old.length);
      const opened = `file:///full-${offset}.sip`;
      await client.open(opened, text);
      const [a, b] = [await client.diagnostics(edited), await client.diagnostics(opened)];
      assert.deepEqual(
        JSON.parse(JSON.stringify(a.items).replaceAll(edited, '')),
        JSON.parse(JSON.stringify(b.items).replaceAll(opened, '')),
      );
      const symbols = async (of: string) => client.request('textDocument/documentSymbol', { textDocument: { uri: of } });
      assert.deepEqual(await symbols(edited), await symbols(opened));
    }
  });
});

const never = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

const types = [
  'keyword',
  'method',
  'property',
  'parameter',
  'string',
  'number',
  'type',
  'variable',
  'namespace',
  'enumMember',
  'decorator',
];

function decode(data: number[], text: string): string[] {
  const lines = text.split('\n');
  let line = 0;
  let character = 0;
  const tokens: string[] = [];
  for (let i = 0; i < data.length; i += 5) {
    const [down = 0, right = 0, length = 0, type = 0] = data.slice(i, i + 4);
    line += down;
    character = down > 0 ? right : character + right;
    tokens.push(`${types[type]} ${lines[line]?.slice(character, character + length)}`);
  }
  return tokens;
}

describe('language server, other clients', () => {
  it('pushes to a client that does not pull, again after a change, and clears on closing', async () => {
    const client = await LspClient.start({ capabilities: {} });
    const { published } = client;
    await client.open('file:///f.sip', faulty);
    await client.until(() => published.has('file:///f.sip'));
    const has = () =>
      published
        .get('file:///f.sip')
        ?.at(-1)
        ?.some(({ code }) => code === 'sip/cseq-method-mismatch');
    assert.equal(has(), true);
    const start = behind(faulty, 'CSeq: 1 ');
    await client.change('file:///f.sip', [{ range: { start, end: { ...start, character: start.character + 3 } }, text: 'INVITE' }]);
    await client.until(() => has() === false);
    await client.notify('textDocument/didClose', { textDocument: { uri: 'file:///f.sip' } });
    await client.until(() => published.get('file:///f.sip')?.at(-1)?.length === 0);
    await client.open('file:///g.sip', faulty);
    const hover = await client.at<Hover>('hover', 'file:///g.sip', { line: 0, character: 1 });
    assert.equal((hover.contents as { kind: string }).kind, 'plaintext');
    assert.equal(await client.stop(), 0);
  });

  it('reads settings for the scope, and again when they change', async () => {
    const client = await LspClient.start({ settings: { rules: { 'sip/cseq-method-mismatch': 'hint' } } });
    const of = async () =>
      (await client.diagnostics('file:///s.sip')).items?.find(({ code }) => code === 'sip/cseq-method-mismatch')?.severity;
    await client.open('file:///s.sip', faulty);
    assert.equal(await of(), 4);
    assert.equal(await of(), 4);
    assert.deepEqual(client.asked, ['file:///s.sip'], 'asked once');
    client.settings = { rules: { 'sip/cseq-method-mismatch': 'off' }, trace: { maxFindings: 'many' } };
    await client.notify('workspace/didChangeConfiguration', { settings: null });
    await client.until(() => client.refreshes === 1);
    assert.equal(await of(), undefined);
    assert.ok(client.logs.some(({ message }) => message.includes('sipTls.trace.maxFindings: "many"')));
    assert.equal(await client.stop(), 0);
  });

  it('takes settings from initializationOptions where the client has no configuration', async () => {
    const client = await LspClient.start({
      capabilities: { textDocument: { diagnostic: {} } },
      initializationOptions: { settings: { trace: { maxFindings: 1 } } },
    });
    await client.open('file:///m.sip', trace.repeat(3));
    const { items = [] } = await client.diagnostics('file:///m.sip');
    assert.equal(items.length, 2);
    assert.match(String(items[1]?.message), /^[\d,]+ more findings of \d+ rules?\. Filter by rule, or run sip-tls check\.$/);
    assert.deepEqual([items[1]?.severity, items[1]?.range.start], [3, { line: 0, character: 0 }]);
    assert.equal(await client.stop(), 0);
  });

  it('takes log and plain text where SIP is recognised in it, unless that is off', async () => {
    const client = await LspClient.start();
    await client.open('file:///a.log', faulty, 'log');
    await client.open('file:///b.txt', 'no SIP here, only RFC 3261\n', 'plaintext');
    assert.ok(((await client.diagnostics('file:///a.log')).items?.length ?? 0) > 0);
    assert.equal(await client.request('textDocument/documentLink', { textDocument: { uri: 'file:///b.txt' } }), null);
    assert.deepEqual((await client.diagnostics('file:///b.txt')).items, []);
    client.settings = { trace: { recognizeInLogs: false } };
    await client.notify('workspace/didChangeConfiguration', { settings: null });
    assert.deepEqual((await client.diagnostics('file:///a.log')).items, []);
    assert.equal(await client.stop(), 0);
  });

  it('lives on after malformed parameters and unknown methods', async () => {
    const client = await LspClient.start();
    await client.open('file:///x.sip', faulty);
    await assert.rejects(client.request('textDocument/unheardOf', {}), /Unhandled method/);
    for (const method of [
      'hover',
      'definition',
      'references',
      'documentSymbol',
      'foldingRange',
      'codeAction',
      'completion',
      'selectionRange',
      'documentHighlight',
      'documentLink',
    ])
      assert.equal(await client.request(`textDocument/${method}`, { textDocument: null }), null, method);
    assert.equal((await client.request<{ kind: string }>('textDocument/diagnostic', {})).kind, 'full');
    await client.notify('textDocument/didChange', {
      textDocument: { uri: 'file:///x.sip', version: 2 },
      contentChanges: [{ range: null, text: 7 }],
    });
    await client.notify('textDocument/didChange', { nonsense: true });
    await client.notify('textDocument/didChange', { textDocument: { uri: 'file:///never-opened', version: 1 }, contentChanges: [] });
    await client.notify('no/such/notification', { a: 1 });
    assert.equal(await client.at('hover', 'file:///never-opened', { line: 0, character: 0 }), null);
    const far = { line: 10_000, character: 10_000 };
    await client.at('hover', 'file:///x.sip', far);
    assert.ok(
      client.errors().some((message) => message.includes('textDocument/hover failed: TypeError')),
      'with its stack',
    );
    await client.open('file:///y.sip', faulty);
    assert.ok(((await client.diagnostics('file:///y.sip')).items?.length ?? 0) > 0);
    assert.equal(await client.stop(), 0);
  });

  it('serves over the IPC of node, as VS Code starts it', async () => {
    const client = await LspClient.start({ channel: 'ipc' });
    await client.open('file:///i.sip', faulty);
    assert.ok(((await client.diagnostics('file:///i.sip')).items?.length ?? 0) > 0);
    assert.equal(await client.stop(), 0);
  });

  it('ends with 1 where nobody said shutdown', async () => {
    const client = await LspClient.start({ capabilities: pulling });
    await client.notify('exit', null);
    assert.equal(await client.exited, 1);
  });
});
