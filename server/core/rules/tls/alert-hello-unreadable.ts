import { serverNameFault } from '../../probe/server-name';
import { decisiveAlert } from '../../probe/tls-alert';
import { causeByTrials, LARGE_HELLO } from '../../probe/tls-failure';
import { helloOctets, lastMessage, lineTo } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

const unreadable = new Set([10, 22, 47, 50, 109, 110]);

export default defineTlsRule({
  id: 'tls/alert-hello-unreadable',
  subject: 'tls',
  severity: { practical: 'error', strict: 'error' },
  title: 'Peer could not read the hello (alert 47, 50, 22, 10, 109, 110)',
  remedy:
    'Retry without the hybrid key share, then capped at TLS 1.2, then without SNI: the first that works names the culprit. Update the stack.',
  cites: ['RFC 8446 §6.2', 'RFC 8446 §9.2'],
  examples: [
    { title: 'decode_error', scene: { answer: 'nothing', alert: { from: 'server', code: 50 } }, finds: ['error'] },
    {
      title: 'A large hello, and no smaller one was tried',
      scene: { offer: { octets: 1550 }, answer: 'nothing', alert: { from: 'server', code: 50 } },
      finds: ['error'],
    },
    {
      title: 'An address as server name',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        serverName: '192.0.2.1',
        answer: 'nothing',
        alert: { from: 'server', code: 47 },
      },
      finds: ['error'],
    },
    {
      title: 'Later in the handshake',
      scene: { answer: { version: 'TLSv1.2' }, until: 'client-flight', alert: { from: 'server', code: 10 } },
      finds: ['error'],
    },
    {
      title: 'A smaller hello is answered: it is the size',
      scene: {
        offer: { octets: 1550 },
        answer: 'nothing',
        alert: { from: 'server', code: 50 },
        trials: [{ kind: 'smaller', answer: 'server-hello', version: 'TLSv1.2' }],
      },
      finds: [],
    },
    { title: 'Another alert', scene: { answer: 'nothing', alert: { from: 'server', code: 40 } }, finds: [] },
    {
      title: 'This side could not read what came',
      scene: { until: 'server-hello', alert: { from: 'client', code: 50 }, code: 'ERR_SSL_X' },
      finds: [],
    },
    { title: 'After the handshake', scene: { alert: { from: 'server', code: 10 } }, finds: [] },
  ],
  check(facts, _context, report) {
    const alert = decisiveAlert(facts);
    const { conversation, server } = facts;
    if (alert?.direction !== 'received' || !unreadable.has(alert.code) || facts.alert?.isLate || causeByTrials(facts)) return;
    const last = lastMessage(conversation);
    const name = conversation.offer?.serverName ?? '';
    const culprit =
      serverNameFault(name) === 'address'
        ? 'an IP address as server name'
        : helloOctets(conversation) > LARGE_HELLO
          ? `the size of the hello (${helloOctets(conversation)} octets)`
          : alert.code === 109 && name === ''
            ? 'the missing server name'
            : 'an extension';
    const isHello = last === 'ClientHello';
    report(
      isHello
        ? `${server} answered ${alert.words} to a well-formed hello: an old stack stumbles over ${culprit}.`
        : `${server} answered ${alert.words} to ${last}, which it could not read or did not expect: an old stack, or something on the way changes the handshake.`,
      {
        ...(isHello ? {} : { remedy: 'Compare with a second client and another path. Update the stack of the server.' }),
        command: `${lineTo(facts, { more: ['-groups', 'X25519:P-256'] })}; ${lineTo(facts, { more: ['-tls1_2'] })}`,
      },
    );
  },
});
