import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CodeAction, Diagnostic, DocumentSymbol, Hover } from 'vscode-languageserver/node';
import { rules } from '#core/rules/all.gen';
import { LspClient, positionAt, pulling } from '../support/lsp-client';
import { holdsNone, writings } from '../support/secrets';

// Every rule speaks, so that whatever one of them would quote is quoted.
const settings = { profile: 'strict', trace: { maxFindings: 1000 }, rules: Object.fromEntries(rules.map(({ id }) => [id, 'warning'])) };

describe('no secret is in any answer of the language server', () => {
  for (const [name, text] of Object.entries(writings))
    it(name, async () => {
      const client = await LspClient.start({
        capabilities: pulling,
        settings,
        initializationOptions: { ruleOffCommand: true, explainCommand: true },
      });
      const uri = `file:///${name.replace(' ', '-')}.log`;
      await client.open(uri, text, 'log');
      const document = { textDocument: { uri } };
      const { items = [] } = await client.diagnostics(uri);
      assert.ok(items.some(({ code }) => code === 'sdp/sdes-in-clear'));
      holdsNone(JSON.stringify(items), 'diagnostics');

      const symbols = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', document);
      assert.ok(JSON.stringify(symbols).includes('a=ice-pwd'), 'the line is listed, without its value');
      holdsNone(JSON.stringify(symbols), 'outline');

      const whole = { start: { line: 0, character: 0 }, end: positionAt(text, text.length) };
      const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
        ...document,
        range: whole,
        context: { diagnostics: items satisfies Diagnostic[] },
      });
      assert.ok(actions.length > items.length / 4);
      holdsNone(JSON.stringify(actions), 'code actions');
      holdsNone(JSON.stringify(await client.request('workspace/symbol', { query: '' })), 'workspace symbols');
      holdsNone(JSON.stringify(await client.request('textDocument/documentLink', document)), 'links');
      holdsNone(JSON.stringify(await client.request('sipTls/traceInfo', { uri, position: whole.start })), 'status');

      let hovers = 0;
      for (let offset = 0; offset < text.length; offset += 5) {
        const position = positionAt(text, offset);
        const hover = await client.at<Hover | null>('hover', uri, position);
        if (hover) hovers++;
        holdsNone(JSON.stringify(hover), `hover at ${offset}`);
        if (offset % 11 === 0) holdsNone(JSON.stringify(await client.labels(uri, position)), `completion at ${offset}`);
      }
      assert.ok(hovers > 100, `${hovers} hovers`);
      for (const { message } of client.logs) holdsNone(message, 'log');
      await client.stop();
    });
});
