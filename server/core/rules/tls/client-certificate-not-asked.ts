import { chosenIn } from '../../probe/tls-weakness';
import { lineTo } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/client-certificate-not-asked',
  subject: 'tls',
  severity: { practical: 'info', strict: 'info' },
  title: 'Client certificate was never asked for',
  remedy: 'Ask the provider to switch mutual TLS on for this trunk, or drop the certificate; check that the server name is the right one.',
  cites: ['RFC 8446 §4.3.2', 'RFC 5246 §7.4.4', 'RFC 5922 §7.4'],
  examples: [
    { title: 'There was one to show', scene: { identity: [{ subject: 'sbc.example.com' }], speaks: true }, finds: ['info'] },
    {
      title: 'It was asked for',
      scene: { request: {}, identity: [{ subject: 'sbc.example.com' }], speaks: true },
      finds: [],
    },
    { title: 'There was none', scene: { speaks: true }, finds: [] },
    {
      title: 'A resumed session asks for nothing again',
      scene: { answer: { isResumed: true }, identity: [{ subject: 'sbc.example.com' }] },
      finds: [],
    },
    {
      title: 'A capture of TLS 1.3 without keys does not show it',
      scene: { origin: 'capture', client: '198.51.100.7:49152', identity: [{ subject: 'sbc.example.com' }] },
      finds: [],
    },
    {
      title: 'The handshake broke off before',
      scene: { identity: [{ subject: 'sbc.example.com' }], until: 'server-hello', line: 'ended' },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const { identity, outcome, conversation, server } = facts;
    const choice = chosenIn(facts);
    if (!identity || outcome !== 'ok' || !choice || choice.isResumed || conversation.clientCertificate.kind !== 'not-asked') return;
    report(
      `You configured a client certificate; ${server} never asked for one, so it was not sent. Mutual TLS is not on at this address or for this server name.`,
      { command: lineTo(facts, {}, '| grep -i "client certificate"') },
    );
  },
});
