import { groupWords, lineTo, ms, retryIn } from '../../probe/tls-words';
import { groupName } from '../../tls/groups';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/hello-retry-request',
  subject: 'tls',
  severity: { practical: 'off', strict: 'info' },
  title: 'HelloRetryRequest: one round trip more',
  remedy: "Put the server's group first on the client, or allow those of the client on the server.",
  cites: ['RFC 8446 §4.1.4'],
  examples: [
    {
      title: 'The server wants P-384',
      scene: { answer: { retry: 'secp384r1', group: 'secp384r1' } },
      finds: ['info'],
    },
    {
      title: 'How long a round trip takes is not known',
      scene: { answer: { retry: 'secp384r1', group: 'secp384r1' }, timings: {} },
      finds: ['info'],
    },
    { title: 'The share fitted', scene: {}, finds: [] },
  ],
  check(facts, _context, report) {
    const { conversation, server, client, timings } = facts;
    const retry = retryIn(conversation);
    if (!retry) return;
    const group = groupName(retry.group);
    const cost = timings.tcpMs === undefined ? 'a round trip' : ms(timings.tcpMs);
    const sent = retry.shares.length > 0 ? groupWords(retry.shares) : 'the groups of the client';
    report(`${server} wanted group ${group}, for which ${client} had sent no key share; costs ${cost} per connection, nothing else.`, {
      remedy: `Put ${group} first on the client, or allow ${sent} on the server.`,
      command: lineTo(facts, { more: ['-tls1_3', '-msg'] }, '| grep -c ServerHello'),
    });
  },
});
