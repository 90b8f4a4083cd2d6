import { certificateAlert, chainEnd } from '../../probe/tls-alert';
import { lineTo, sentence } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/alert-unknown-ca',
  subject: 'tls',
  severity: { practical: 'error', strict: 'error' },
  title: 'Certificate authority not known (alert 48)',
  remedy: 'First send leaf plus intermediates; then install the root on the side that sent the alert.',
  cites: ['RFC 8446 §6.2'],
  examples: [
    {
      title: 'The client does not know who issued the certificate of the server',
      scene: { answer: { version: 'TLSv1.2' }, until: 'server-flight', alert: { from: 'client', code: 48 }, code: 'ERR_SSL_X' },
      finds: ['error'],
    },
    {
      title: 'The server does not know who issued that of the client, after a TLS 1.3 handshake that looked complete',
      scene: {
        request: { authorities: ['Example Issuing CA'] },
        identity: [{ subject: 'sbc.example.com', issuer: 'Unknown CA' }],
        alert: { from: 'server', code: 48 },
        refusedAfterMs: 12,
      },
      finds: ['error'],
    },
    {
      title: 'A root that was sent, by a client of a capture whose certificate is hidden',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        answer: { version: 'TLSv1.2' },
        certificates: [
          { subject: 'sip.example.com', issuer: 'Example Root' },
          { subject: 'Example Root', issuer: 'Example Root' },
        ],
        until: 'server-flight',
        alert: { from: 'client', code: 48 },
        code: 'ERR_SSL_X',
      },
      finds: ['error'],
    },
    {
      title: 'No certificate was shown where one was asked for',
      scene: { answer: { version: 'TLSv1.2' }, request: {}, until: 'client-flight', alert: { from: 'server', code: 48 } },
      finds: [],
    },
    {
      title: 'Another alert',
      scene: { answer: { version: 'TLSv1.2' }, until: 'server-flight', alert: { from: 'client', code: 45 }, code: 'ERR_SSL_X' },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const alert = certificateAlert(facts, [48]);
    if (!alert) return;
    const { sender, receiver, sentCount, lateness, direction } = alert;
    const end = chainEnd(alert);
    const issuer = end ? (end.isRoot ? ` (root ${end.words})` : ` (issued by ${end.words})`) : '';
    const count = sentCount === undefined ? '' : ` (${sentCount} ${sentCount === 1 ? 'certificate' : 'certificates'} sent)`;
    const root = end ? (end.isRoot ? `the root ${end.words}` : `the root above ${end.words}`) : 'the root';
    const name = facts.conversation.offer?.serverName;
    const verify = name && facts.isNamed !== undefined ? { name } : undefined;
    report(
      `${sentence(sender)} does not know the CA behind the certificate of ${receiver}${issuer}, or did not get the intermediate to reach it. The fault is fixed at ${receiver} if its chain is incomplete${count}, otherwise in the trust store of ${sender}.${lateness}`,
      {
        remedy: `First send leaf plus intermediates; then install ${root} on the side that sent the alert.`,
        command:
          direction === 'received'
            ? lineTo(facts, { hasIdentity: true, waitSeconds: 2 })
            : lineTo(facts, { ...(verify ? { verify } : {}), more: ['-showcerts'] }),
      },
    );
  },
});
