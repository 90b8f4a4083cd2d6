import { decisiveAlert } from '../../probe/tls-alert';
import { hasShownIdentity, isCertificateRequired, requestIn } from '../../probe/tls-failure';
import { lineTo, ms } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

/** What comes later is about what was said over the connection, and not about the handshake. */
const WINDOW_MS = 2000;

/** Alerts of which another rule says what they mean. */
const explained = new Set([20, 42, 43, 44, 45, 46, 48, 49, 51, 80, 112, 113, 120]);

export default defineTlsRule({
  id: 'tls/refused-after-handshake',
  subject: 'tls',
  severity: { practical: 'error', strict: 'error' },
  title: 'Accepted, then refused',
  remedy: 'Look at the client certificate first (chain sent, purpose, name as provisioned), then at the access list.',
  cites: ['RFC 8446 §4.4.2.4', 'RFC 8446 §6.2'],
  examples: [
    { title: 'A reset right after the handshake', scene: { line: 'reset', refusedAfterMs: 4 }, finds: ['error'] },
    {
      title: 'handshake_failure, from a server that had asked for no certificate',
      scene: { alert: { from: 'server', code: 40 }, refusedAfterMs: 6 },
      finds: ['error'],
    },
    {
      title: 'A peer that hangs up on the certificate without a word',
      scene: { request: {}, identity: [{ subject: 'sbc.example.com' }], line: 'ended', outcome: 'closed' },
      finds: ['error'],
    },
    {
      title: 'What the alert means has a rule of its own, and this one says when it came',
      scene: {
        request: {},
        identity: [{ subject: 'sbc.example.com', issuer: 'Unknown CA' }],
        alert: { from: 'server', code: 48 },
        refusedAfterMs: 12,
      },
      finds: ['info'],
    },
    {
      title: 'No certificate was shown',
      scene: { request: {}, alert: { from: 'server', code: 116 }, refusedAfterMs: 12 },
      finds: [],
    },
    { title: 'A goodbye is no refusal', scene: { alert: { from: 'server', code: 0, level: 'warning' } }, finds: [] },
    { title: 'The server spoke before', scene: { speaks: true, line: 'reset', refusedAfterMs: 900 }, finds: [] },
    { title: 'Long after', scene: { line: 'reset', refusedAfterMs: 60_000 }, finds: [] },
    { title: 'In the middle of the handshake', scene: { until: 'server-flight', line: 'reset' }, finds: [] },
  ],
  check(facts, _context, report) {
    const { conversation, outcome, hasSpoken, refusedAfterMs, server } = facts;
    const alert = decisiveAlert(facts);
    const isRefused = alert
      ? facts.alert?.isLate === true && alert.direction === 'received'
      : conversation.completion !== 'not-established';
    const isCut = outcome === 'reset' || (outcome === 'closed' && hasShownIdentity(facts));
    if (!isRefused || hasSpoken || (!alert && !isCut) || isCertificateRequired(facts)) return;
    if (refusedAfterMs !== undefined && refusedAfterMs > WINDOW_MS) return;
    const when = refusedAfterMs === undefined ? 'right after that' : `${ms(refusedAfterMs)} later`;
    const how = alert ? ` with ${alert.words}` : outcome === 'reset' ? ' with a reset' : ' by hanging up without a word';
    const isSure = conversation.completion === 'established';
    report(
      `The handshake with ${server} was ${isSure ? '' : 'probably '}complete, and ${when} it refused${how}. A test that stops at "connected" calls this OK.`,
      {
        ...(alert && explained.has(alert.code) ? { atMost: 'info' } : {}),
        ...(requestIn(facts)
          ? {}
          : { remedy: 'Look at the access list, and into the log of the server: no client certificate was asked for.' }),
        command: lineTo(facts, { hasIdentity: hasShownIdentity(facts), waitSeconds: 2 }),
      },
    );
  },
});
