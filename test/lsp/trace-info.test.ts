import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { TRACE_INFO_REQUEST, type TraceInfo } from '../../server/protocol';
import { behind, LspClient } from '../support/lsp-client';

describe('trace information', () => {
  let client: LspClient;
  before(async () => {
    client = await LspClient.start();
  });
  after(() => client.stop());

  const ask = (uri: string, position?: { line: number; character: number }) =>
    client.request<TraceInfo | null>(TRACE_INFO_REQUEST, { uri, position });

  it('counts messages and calls, and says which message is at the cursor', async () => {
    const text = readFileSync('samples/call-with-lost-ack-over-tls.siptrace', 'utf8');
    await client.open('file:///call.siptrace', text);
    const whole = { format: 'sofia', formatTitle: 'FreeSWITCH siptrace', messages: 11, calls: 1, byGuess: false };
    assert.deepEqual(await ask('file:///call.siptrace'), whole);
    assert.deepEqual(await ask('file:///call.siptrace', behind(text, 'SIP/2.0 180 ')), {
      ...whole,
      message: { index: 4, name: '180 Ringing', callId: '5f1c90aa-lost-ack@192.0.2.10', transport: 'TLS' },
    });
  });

  it('names a transport that only Via tells as such', async () => {
    const text = readFileSync('samples/sips-over-udp.sip', 'utf8');
    await client.open('file:///bare.sip', text);
    const info = await ask('file:///bare.sip', { line: 0, character: 0 });
    assert.equal(info?.byGuess, true);
    assert.equal(info?.message?.transport, 'UDP by Via');
  });

  it('is null for a text without SIP, and for a document that is not open', async () => {
    await client.open('file:///letter.txt', 'Dear Bob,\n', 'plaintext');
    assert.equal(await ask('file:///letter.txt'), null);
    assert.equal(await ask('file:///elsewhere.sip'), null);
  });
});
