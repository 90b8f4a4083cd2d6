import {
  causeByTrials,
  hasShownIdentity,
  isBeforeServerHello,
  isCertificateRequired,
  isClearSipPort,
  isSilence,
  unusableKey,
} from '../../probe/tls-failure';
import { lineTo } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/closed-during-handshake',
  subject: 'tls',
  severity: { practical: 'error', strict: 'error' },
  title: 'Peer closed during the handshake without an alert',
  remedy: 'Check the access list and trunk state at the provider before touching certificates; try from the address that is provisioned.',
  cites: ['RFC 8446 §6'],
  examples: [
    { title: 'End of the line after the hello', scene: { answer: 'nothing', line: 'ended' }, finds: ['error'] },
    {
      title: 'A goodbye in place of a reason',
      scene: { answer: 'nothing', alert: { from: 'server', code: 0, level: 'warning' }, line: 'ended' },
      finds: ['error'],
    },
    {
      title: 'Right after the certificate of this side',
      scene: {
        answer: { version: 'TLSv1.2' },
        request: {},
        identity: [{ subject: 'sbc.example.com' }],
        until: 'client-flight',
        line: 'ended',
      },
      finds: ['error'],
    },
    {
      title: 'Cut by a reset in the middle',
      scene: { answer: { version: 'TLSv1.2' }, until: 'server-flight', line: 'reset' },
      finds: ['error'],
    },
    {
      title: 'It asked for a certificate and got none',
      scene: { answer: { version: 'TLSv1.2' }, request: {}, until: 'client-flight', line: 'ended' },
      finds: [],
    },
    {
      title: 'It waited for something else, and gave up in the end',
      scene: { answer: 'nothing', line: 'ended', timings: { tcpMs: 11, tlsMs: 4800 } },
      finds: [],
    },
    { title: 'A reset after the hello has its own rule', scene: { answer: 'nothing', line: 'reset' }, finds: [] },
    { title: 'An alert says why', scene: { answer: 'nothing', alert: { from: 'server', code: 40 }, line: 'ended' }, finds: [] },
    {
      title: 'The port speaks SIP in clear',
      scene: { answer: 'nothing', line: 'ended', speaksClearSip: true },
      finds: [],
    },
    {
      title: 'After the handshake, which another rule is about',
      scene: { request: {}, identity: [{ subject: 'sbc.example.com' }], line: 'ended', outcome: 'closed' },
      finds: [],
    },
    {
      title: 'It hangs up on TLS 1.3 only',
      scene: {
        answer: 'nothing',
        line: 'ended',
        trials: [
          { kind: 'smaller', answer: 'closed' },
          { kind: 'without-tls13', answer: 'server-hello', version: 'TLSv1.2' },
        ],
      },
      finds: [],
    },
    {
      title: 'No suite of the client fits the key of the certificate',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        offer: { versions: ['TLSv1.2'], suites: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'] },
        answer: 'nothing',
        line: 'ended',
        leaf: { subject: 'sip.example.com', key: 'EC' },
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const { outcome, conversation, server } = facts;
    const isBefore = isBeforeServerHello(facts);
    const isCut = outcome === 'closed' || (outcome === 'reset' && !isBefore);
    if (!isCut || !conversation.offer || conversation.completion === 'established') return;
    if (isSilence(facts) || isCertificateRequired(facts) || causeByTrials(facts) || isClearSipPort(facts) || unusableKey(facts)) return;
    const when = isBefore ? 'read the hello' : 'began the handshake';
    const typical = hasShownIdentity(facts)
      ? 'a Node-based peer that dislikes our certificate, or an access list'
      : 'source address not on the access list of the trunk, or a balancer without a living backend';
    report(`${server} accepted TCP, ${when} and hung up without a reason. Typical: ${typical}.`, { command: lineTo(facts) });
  },
});
