import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { callsIn, callsOf } from '#core/editor/calls';
import { checkTrace } from '#core/report/check';
import { selectRules } from '#core/rules/engine';
import { Trace } from '#core/trace/trace';

const rules = selectRules([], 'practical');

const message = (startLine: string, callId: string, method = startLine.split(' ')[0]) =>
  `${startLine}\nVia: SIP/2.0/TLS 192.0.2.1;branch=z9hG4bK1\nCall-ID: ${callId}\nCSeq: 1 ${method}\nContent-Length: 0\n\n`;
const request = (method: string, callId: string) => message(`${method} sip:bob@example.com SIP/2.0`, callId);

const cases: readonly [what: string, text: string, calls: number][] = [
  ['a registration and a call', request('REGISTER', 'r') + request('INVITE', 'i') + message('SIP/2.0 200 OK', 'i', 'INVITE'), 2],
  ['a call with all that belongs to it', ['INVITE', 'ACK', 'NOTIFY', 'BYE'].map((method) => request(method, 'a')).join(''), 1],
  ['pings, events and messages', ['OPTIONS', 'SUBSCRIBE', 'NOTIFY', 'PUBLISH', 'MESSAGE'].map((m) => request(m, m)).join(''), 0],
  ['the end of a call that began before', request('BYE', 'b') + message('SIP/2.0 200 OK', 'b', 'BYE'), 1],
  ['an answer whose request is missing', message('SIP/2.0 486 Busy Here', 'x', 'INVITE'), 1],
  ['messages without a Call-ID', request('INVITE', ''), 0],
];

describe('calls are counted in one way everywhere', () => {
  for (const [what, text, calls] of cases)
    it(`${calls}: ${what}`, () => {
      const trace = new Trace(text, { rules });
      assert.ok(trace.entries.length > 0);
      assert.deepEqual(
        {
          status: callsIn(trace),
          symbols: callsOf(trace).length,
          cli: checkTrace('-', { text, bytes: false }, { rules, messages: false })?.calls,
        },
        { status: calls, symbols: calls, cli: calls },
      );
    });
});
