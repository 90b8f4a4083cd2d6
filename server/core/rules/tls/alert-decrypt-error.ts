import { decisiveAlert } from '../../probe/tls-alert';
import { sentence } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/alert-decrypt-error',
  subject: 'tls',
  severity: { practical: 'error', strict: 'error' },
  title: 'Signature or Finished check failed (alert 51, 20)',
  remedy: 'Compare key and certificate; then try without rsa_pss_*; then another path.',
  cites: ['RFC 8446 §6.2'],
  examples: [
    {
      title: 'The server signs with a key that is not that of its certificate',
      scene: { answer: { version: 'TLSv1.2' }, until: 'server-flight', alert: { from: 'client', code: 51 }, code: 'ERR_SSL_X' },
      finds: ['error'],
    },
    {
      title: 'So does the client',
      scene: { request: {}, identity: [{ subject: 'sbc.example.com' }], alert: { from: 'server', code: 51 }, refusedAfterMs: 8 },
      finds: ['error'],
    },
    { title: 'Octets were changed after the handshake', scene: { alert: { from: 'server', code: 20 } }, finds: ['error'] },
    {
      title: 'Another alert',
      scene: { answer: { version: 'TLSv1.2' }, until: 'server-flight', alert: { from: 'client', code: 42 }, code: 'ERR_SSL_X' },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const alert = decisiveAlert(facts);
    if (!alert || (alert.code !== 51 && alert.code !== 20)) return;
    const { sender, receiver, words, code, lateness } = alert;
    const isAfter = code === 20 && facts.alert?.isLate === true;
    const message = isAfter
      ? `${sender} sent ${words}: it could not open a record of ${receiver}. Bytes were changed on the way, or one of the two has a faulty cipher.`
      : `${sender} sent ${words}: it could not verify what ${receiver} signed. The private key of ${receiver} does not belong to its certificate, or the two disagree about RSA-PSS, or bytes were changed on the way.`;
    report(
      `${sentence(message)}${lateness}`,
      isAfter
        ? { remedy: 'Try another suite and another path; if it happens with big messages only, suspect the middlebox.' }
        : { command: 'openssl x509 -in cert.pem -noout -pubkey | openssl sha256; openssl pkey -in key.pem -pubout | openssl sha256' },
    );
  },
});
