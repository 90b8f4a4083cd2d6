import { askedEndpoints } from '../../probe/options-facts';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/keepalive-pong-absent',
  subject: 'probe',
  severity: { practical: 'off', strict: 'info' },
  title: 'No pong to a CRLF keep-alive',
  remedy: 'Agree on keep (RFC 6223) or outbound, or use OPTIONS every 90 s.',
  cites: ['RFC 5626 §4.4.1', 'RFC 6223 §4', 'RFC 3261 §7.5'],
  examples: [
    {
      title: 'nothing comes back',
      scene: {
        target: 'sips:192.0.2.1:5061',
        endpoints: [
          {
            socket: '192.0.2.1:5061',
            options: { outcome: 'answered', sipMs: 30, keepAlive: 'none', answer: 'SIP/2.0 200 OK\nVia: {via}\nCSeq: 1 OPTIONS\n\n' },
          },
        ],
      },
      finds: ['info'],
    },
    {
      title: 'the server hangs up on it',
      scene: {
        target: 'sips:192.0.2.1:5061',
        endpoints: [
          {
            socket: '192.0.2.1:5061',
            options: { outcome: 'answered', sipMs: 30, keepAlive: 'closed', answer: 'SIP/2.0 200 OK\nVia: {via}\nCSeq: 1 OPTIONS\n\n' },
          },
        ],
      },
      finds: ['warning'],
    },
    {
      title: 'one CRLF for two',
      scene: {
        target: 'sips:192.0.2.1:5061',
        endpoints: [
          {
            socket: '192.0.2.1:5061',
            options: { outcome: 'answered', sipMs: 30, keepAlive: 'pong', answer: 'SIP/2.0 200 OK\nVia: {via}\nCSeq: 1 OPTIONS\n\n' },
          },
        ],
      },
      finds: [],
    },
    {
      title: 'none was sent',
      scene: { target: 'sips:192.0.2.1:5061', endpoints: [{ socket: '192.0.2.1:5061', options: { outcome: 'silent' } }] },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    for (const { endpoint, options } of askedEndpoints(facts)) {
      const at = { endpoint: endpoint.socket };
      if (options.keepAlive === 'closed')
        report(`${endpoint.socket} closes on a keep-alive: it does not ignore CRLF before a message, as RFC 3261 §7.5 asks.`, {
          at,
          severity: 'warning',
          remedy: 'A matter for the vendor of the peer; until then use OPTIONS or TCP keep-alive.',
        });
      if (options.keepAlive === 'none')
        report(
          `${endpoint.socket} does not answer keep-alive pings. That is allowed unless outbound or keep was agreed; use OPTIONS or TCP keep-alive to keep NAT open.`,
          { at },
        );
    }
  },
});
