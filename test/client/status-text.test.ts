import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { statusOf } from '../../client/status-text';

const trace = { format: 'sofia', formatTitle: 'FreeSWITCH siptrace', messages: 13, calls: 2, byGuess: false };

describe('status bar', () => {
  it('counts the trace', () =>
    assert.deepEqual(statusOf(trace), {
      text: 'SIP: 13 messages, 2 calls',
      tooltip: 'FreeSWITCH siptrace. Transport by the log. Click: show outline.',
    }));

  it('singular is a string of its own', () => assert.equal(statusOf({ ...trace, messages: 1, calls: 1 }).text, 'SIP: 1 message, 1 call'));

  it('says which message the cursor is in', () => {
    const message = { index: 8, name: '200 OK', callId: '1-14181@127.0.0.1', transport: 'TLS' };
    assert.deepEqual(statusOf({ ...trace, message }), {
      text: 'SIP: message 9 of 13 · TLS',
      tooltip: '200 OK of call 1-14181@127.0.0.1. 13 messages, 2 calls. Click: show outline.',
    });
  });

  it('says that the format is a guess', () => assert.equal(statusOf({ ...trace, byGuess: true }).text, 'SIP: format?'));
});
