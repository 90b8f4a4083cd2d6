import { requestIn } from '../../probe/tls-failure';
import { acceptableCas, lineTo } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/client-certificate-requested',
  subject: 'tls',
  severity: { practical: 'hint', strict: 'info' },
  title: 'Server asks for a client certificate, accepts none',
  remedy: 'Nothing, unless the provider wants mutual TLS.',
  cites: ['RFC 8446 §4.3.2', 'RFC 5922 §7.4'],
  examples: [
    {
      title: 'None was shown, and the server answered all the same',
      scene: { request: { authorities: ['Example Issuing CA'] }, speaks: true },
      finds: ['hint'],
    },
    {
      title: 'So in TLS 1.2',
      scene: { answer: { version: 'TLSv1.2' }, request: {}, speaks: true },
      profile: 'strict',
      finds: ['info'],
    },
    { title: 'Nothing was said after the handshake, so nobody knows', scene: { request: {} }, finds: [] },
    {
      title: 'One was shown',
      scene: { request: {}, identity: [{ subject: 'sbc.example.com' }], speaks: true },
      finds: [],
    },
    { title: 'None was asked for', scene: { speaks: true }, finds: [] },
    { title: 'It spoke, and broke off', scene: { request: {}, speaks: true, line: 'reset' }, finds: [] },
  ],
  check(facts, _context, report) {
    const { conversation, hasSpoken, outcome, server } = facts;
    const { clientCertificate } = conversation;
    if (outcome !== 'ok' || !hasSpoken || clientCertificate.kind !== 'asked' || clientCertificate.answer.kind !== 'empty') return;
    report(
      `${server} asks for a client certificate (${acceptableCas(requestIn(facts))}) but works without one. Trunks identified by address or digest usually look like this.`,
      { command: lineTo(facts, {}, '| grep -A20 "client certificate CA names"') },
    );
  },
});
