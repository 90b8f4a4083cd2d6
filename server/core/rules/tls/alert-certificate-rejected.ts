import { certificateAlert } from '../../probe/tls-alert';
import { hasShownIdentity } from '../../probe/tls-failure';
import { lineTo, sentence } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

const meanings = new Map([
  [40, 'It accepted suite and version and asked for a certificate, so this is about what it was shown'],
  [42, 'Broken in its eyes, or a catch-all'],
  [43, 'The right certificate with the wrong purpose or kind of key'],
  [44, 'It found the certificate revoked'],
  [46, 'A catch-all: its name or a policy'],
  [49, 'The certificate is valid, and its owner is not on the list'],
  [113, 'The stapled OCSP answer is unusable'],
]);

export default defineTlsRule({
  id: 'tls/alert-certificate-rejected',
  subject: 'tls',
  severity: { practical: 'error', strict: 'error' },
  title: 'Peer rejected the certificate',
  remedy:
    'Check in this order: name, chain, purpose (EKU against role), provisioning at the peer. Only the log of the side that sent the alert knows the exact reason.',
  cites: ['RFC 8446 §6.2'],
  examples: [
    {
      title: 'A client certificate with the wrong purpose',
      scene: {
        request: { authorities: ['Example Issuing CA'] },
        identity: [{ subject: 'sbc.example.com' }],
        alert: { from: 'server', code: 43 },
        refusedAfterMs: 9,
      },
      finds: ['error'],
    },
    {
      title: 'The phone of a capture dislikes the certificate of the server',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        answer: { version: 'TLSv1.2' },
        until: 'server-flight',
        alert: { from: 'client', code: 46 },
        code: 'ERR_SSL_X',
      },
      finds: ['error'],
    },
    {
      title: 'Alert 40, after a certificate was asked for and shown',
      scene: {
        answer: { version: 'TLSv1.2' },
        request: {},
        identity: [{ subject: 'sbc.example.com' }],
        until: 'client-flight',
        alert: { from: 'server', code: 40 },
      },
      finds: ['error'],
    },
    {
      title: 'Alert 42 from a server that asked for nothing',
      scene: { answer: { version: 'TLSv1.2' }, until: 'client-flight', alert: { from: 'server', code: 42 } },
      finds: ['error'],
    },
    {
      title: 'No certificate was shown',
      scene: { answer: { version: 'TLSv1.2' }, request: {}, until: 'client-flight', alert: { from: 'server', code: 42 } },
      finds: [],
    },
    {
      title: 'Expired: another rule',
      scene: { request: {}, identity: [{ subject: 'sbc.example.com' }], alert: { from: 'server', code: 45 } },
      finds: [],
    },
    {
      title: 'Alert 40 to the hello is about something else',
      scene: { answer: 'nothing', alert: { from: 'server', code: 40 } },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const alert = certificateAlert(facts, [...meanings.keys()]);
    if (!alert || (alert.code === 40 && (alert.direction === 'sent' || !hasShownIdentity(facts)))) return;
    const { sender, receiver, words, code, lateness, direction } = alert;
    const { clientCertificate } = facts.conversation;
    const isUnasked = direction === 'received' && clientCertificate.kind === 'not-asked';
    const what = isUnasked
      ? `${sender} ended the handshake with ${words}, although it had asked ${receiver} for no certificate.`
      : `${sender} rejected the certificate of ${receiver}: ${words}.`;
    report(`${sentence(what)} ${meanings.get(code)}.${lateness}`, {
      remedy: `Check in this order: name, chain, purpose (EKU against role), provisioning at the peer. Only the log of ${sender} knows the exact reason.`,
      command: lineTo(facts, direction === 'received' ? { hasIdentity: true, waitSeconds: 2 } : { more: ['-showcerts'] }),
    });
  },
});
