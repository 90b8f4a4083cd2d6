import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { CodeAction, TextEdit } from 'vscode-languageserver/node';
import { LspClient, positionAt } from '../support/lsp-client';

/** Two findings with fixes: CSeq names another method (one word to replace), and Max-Forwards is missing (a line to add). */
const lines = [
  'INVITE sip:bob@example.com SIP/2.0',
  'Via: SIP/2.0/TLS 192.0.2.10:5061;branch=z9hG4bKf1',
  'From: "Alice" <sip:alice@example.com>;tag=f1',
  'To: <sip:bob@example.com>',
  'Call-ID: faulty@192.0.2.10',
  'CSeq: 1 BYE',
  'Contact: <sip:alice@192.0.2.10;transport=tls>',
  'Content-Length: 0',
  '',
  '',
];
const framing = 'Incoming SIP message from tls:192.0.2.10:5061:';

const writings: readonly [name: string, text: string][] = [
  ['syslog, with #012', `Nov 23 18:58:53 sbc kamailio[811]: NOTICE: <script>: ${framing}#012${lines.join('#015#012')}\nnext line\n`],
  ['syslog, with \\n', `Nov 23 18:58:53 sbc kamailio[811]: NOTICE: <script>: ${framing}\\n${lines.join('\\r\\n')}\nnext line\n`],
  ['JSON', `${JSON.stringify({ time: '2026-11-23T18:58:53Z', msg: `${framing}\n${lines.join('\r\n')}`, level: 'info' })}\n`],
  ['indented', `${framing}\n${lines.map((line) => `    ${line}`).join('\n')}\n`],
  ['with a stamp on each line', [framing, ...lines].map((line) => `2026-08-21T10:00:00.123Z stdout F ${line}\n`).join('')],
];

describe('fixes where the log writes a message in another way', () => {
  let client: LspClient;
  before(async () => {
    client = await LspClient.start();
  });
  after(() => client.stop());

  const fixesIn = async (uri: string, text: string) => {
    await client.open(uri, text, 'log');
    await client.diagnostics(uri);
    const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: { start: { line: 0, character: 0 }, end: positionAt(text, text.length) },
      context: { diagnostics: [] },
    });
    return { uri, actions: actions.filter(({ edit }) => edit) };
  };

  for (const [name, text] of writings)
    it(name, async () => {
      const { uri, actions } = await fixesIn(`file:///${name.replaceAll(/\W/g, '')}.log`, text);
      const fix = actions.find(({ title }) => title.includes('INVITE'));
      const edits = fix?.edit?.changes?.[uri] ?? [];
      const at = text.indexOf('BYE');
      assert.deepEqual(edits, [
        { range: { start: positionAt(text, at), end: positionAt(text, at + 3) }, newText: 'INVITE' },
      ] satisfies TextEdit[]);
      for (const action of actions) for (const { newText } of action.edit?.changes?.[uri] ?? []) assert.doesNotMatch(newText, /[\r\n]/);
      assert.ok(!actions.some(({ title }) => /Max-Forwards/.test(title)), 'a line of its own has no place there');
      await client.change(
        uri,
        edits.map((edit) => ({ range: edit.range, text: edit.newText })),
      );
      const { items = [] } = await client.diagnostics(uri);
      assert.ok(items.length > 0 && !items.some(({ code }) => code === 'sip/cseq-method-mismatch'), 'the fix mends it');
    });

  it('the same message as it is has both fixes', async () => {
    const { actions } = await fixesIn('file:///plain.log', `${framing}\n${lines.join('\n')}\n`);
    assert.ok(actions.some(({ title }) => title.includes('INVITE')) && actions.some(({ title }) => /Max-Forwards/.test(title)));
  });
});
