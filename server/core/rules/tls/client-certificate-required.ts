import { isCertificateRequired, requestIn } from '../../probe/tls-failure';
import { acceptableCas, lineTo, ms } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/client-certificate-required',
  subject: 'tls',
  severity: { practical: 'error', strict: 'error' },
  title: 'Server demands a client certificate',
  remedy:
    'Configure certificate and key for the outbound direction (one that carries clientAuth), or have the provider switch mutual TLS off. Some clients have no setting for it (LiveKit SIP today).',
  cites: ['RFC 8446 §4.4.2.4', 'RFC 8446 §6.2', 'RFC 5246 §7.4.6'],
  examples: [
    {
      title: 'TLS 1.3: alert 116 after a handshake that looked complete',
      scene: { request: { authorities: ['Example Issuing CA'] }, alert: { from: 'server', code: 116 }, refusedAfterMs: 12 },
      finds: ['error'],
    },
    {
      title: 'TLS 1.2: alert 40, which has nothing to do with ciphers',
      scene: { answer: { version: 'TLSv1.2' }, request: {}, until: 'client-flight', alert: { from: 'server', code: 40 } },
      finds: ['error'],
    },
    {
      title: 'TLS 1.2: it just hangs up',
      scene: { answer: { version: 'TLSv1.2' }, request: {}, until: 'client-flight', line: 'ended' },
      finds: ['error'],
    },
    { title: 'TLS 1.3: a reset after the handshake', scene: { request: {}, line: 'reset', refusedAfterMs: 3 }, finds: ['error'] },
    {
      title: 'A certificate was shown, and is disliked',
      scene: { request: {}, identity: [{ subject: 'sbc.example.com' }], alert: { from: 'server', code: 46 } },
      finds: [],
    },
    {
      title: 'Asked for one, and went on without',
      scene: { request: {}, speaks: true },
      finds: [],
    },
    {
      title: 'Alert 40 to the hello',
      scene: { answer: 'nothing', alert: { from: 'server', code: 40 } },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    if (!isCertificateRequired(facts)) return;
    const { alert, conversation, refusedAfterMs, server } = facts;
    const request = requestIn(facts);
    const asked = request
      ? `it asked for a client certificate (${acceptableCas(request)}) and got none`
      : 'it wants a client certificate and got none';
    const isLate = alert?.isLate ?? conversation.completion === 'established';
    const when = refusedAfterMs === undefined ? 'later' : `${ms(refusedAfterMs)} later`;
    const late = isLate ? ` The handshake looked complete; the refusal came ${when}.` : '';
    const note = alert?.code === 40 ? ' Alert 40 here has nothing to do with ciphers.' : '';
    report(`${server} wants mutual TLS: ${asked}.${note}${late}`, {
      command: lineTo(facts, { waitSeconds: 2 }),
    });
  },
});
