import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, hoverAt, openFile, positionOf, untilFinding } from './editor';
import { call } from './texts';

describe('language features', () => {
  let document: vscode.TextDocument;

  before(async () => {
    document = await openFile('features.sip', call);
    await untilFinding(document, 'sip/via-tls-port-5060');
  });
  after(closeAll);

  const ask = <T>(command: string, ...more: unknown[]): Thenable<T> => vscode.commands.executeCommand<T>(command, document.uri, ...more);

  it('hover on Via tells of this very hop and cites the RFC', async () => {
    const text = await hoverAt(document, 'Via: SIP/2.0');
    assert.match(text, /192\.0\.2\.10/);
    assert.match(text, /RFC 3261/);
    assert.match(text, /https:\/\/www\.rfc-editor\.org\//);
  });

  for (const word of ['INVITE sip:', 'rport', 'transport=tls', '180 Ringing', 'Max-Forwards'])
    it(`hover on ${word} says something`, async () => assert.notEqual((await hoverAt(document, word)).trim(), ''));

  it('the outline has one entry a message and its headers below', async () => {
    const symbols = await ask<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider');
    assert.deepEqual(
      symbols.map((symbol) => symbol.name.replace(/;.*/, '')),
      ['INVITE sip:bob@example.com', '180 Ringing'],
    );
    assert.ok(
      symbols[0]?.children.some((symbol) => symbol.name === 'Via'),
      'Via stands below the INVITE',
    );
  });

  it('definition leads from the response to its request', async () => {
    const response = positionOf(document, 'SIP/2.0 180');
    const places = await ask<(vscode.Location | vscode.LocationLink)[]>('vscode.executeDefinitionProvider', response.translate(0, 9));
    const lines = places.map((place) => ('range' in place ? place.range : place.targetRange).start.line);
    assert.deepEqual(lines, [0]);
  });

  it('references of a Call-ID are all of its places', async () => {
    const places = await ask<vscode.Location[]>('vscode.executeReferenceProvider', positionOf(document, 'host-1@example.com'));
    assert.deepEqual(
      places.map((place) => document.getText(place.range)),
      ['host-1@example.com', 'host-1@example.com'],
    );
  });

  it('a branch is highlighted in request and response', async () => {
    const places = await ask<vscode.DocumentHighlight[]>('vscode.executeDocumentHighlights', positionOf(document, 'z9hG4bKhost1'));
    assert.equal(places.length, 2);
  });

  it('a message folds', async () => {
    const folds = await ask<vscode.FoldingRange[]>('vscode.executeFoldingRangeProvider');
    assert.ok(
      folds.some((fold) => fold.start === 0 && fold.end >= 8),
      JSON.stringify(folds),
    );
  });

  it('completion offers header names where a header begins', async () => {
    const edited = await openFile('completion.sip', call.replace('Max-Forwards: 70\n', 'Max\n'));
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      edited.uri,
      positionOf(edited, 'Max\n').translate(0, 3),
    );
    const labels = list.items.map((item) => (typeof item.label === 'string' ? item.label : item.label.label));
    assert.ok(labels.includes('Max-Forwards'), labels.slice(0, 20).join(', '));
  });

  it('semantic tokens are given', async () => {
    const tokens = await ask<vscode.SemanticTokens | undefined>('vscode.provideDocumentSemanticTokens');
    assert.ok(tokens && tokens.data.length >= 5 * 10, 'fewer than ten tokens');
  });

  it('a selection grows from the token to the message', async () => {
    const at = positionOf(document, 'z9hG4bKhost1').translate(0, 2);
    const [innermost] = await ask<vscode.SelectionRange[]>('vscode.executeSelectionRangeProvider', [at]);
    const texts: string[] = [];
    for (let range = innermost; range; range = range.parent as vscode.SelectionRange) texts.push(document.getText(range.range));
    assert.ok(
      texts.some((text) => text === 'z9hG4bKhost1'),
      texts.slice(0, 3).join(' | '),
    );
    assert.ok(
      texts.some((text) => text.startsWith('INVITE') && !text.includes('180 Ringing')),
      'the whole message',
    );
  });
});
