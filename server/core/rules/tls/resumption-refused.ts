import { hasShownIdentity } from '../../probe/tls-failure';
import { chosenIn } from '../../probe/tls-weakness';
import { lineTo } from '../../probe/tls-words';
import { TLS13 } from '../../tls/versions';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/resumption-refused',
  subject: 'tls',
  severity: { practical: 'off', strict: 'info' },
  title: 'Ticket issued, resumption not accepted',
  remedy: 'Share the ticket keys between the nodes, or switch tickets off.',
  cites: ['RFC 9325 §3.4'],
  examples: [
    {
      title: 'The second connection makes a full handshake',
      scene: { tickets: [{ lifetimeSeconds: 7200 }], resumption: 'refused' },
      finds: ['info'],
    },
    {
      title: 'It resumes',
      scene: { tickets: [{ lifetimeSeconds: 7200 }], resumption: 'accepted' },
      finds: [],
    },
    { title: 'No ticket was issued', scene: { resumption: 'refused' }, finds: [] },
    {
      title: 'A client certificate is in use, for which servers may refuse on purpose',
      scene: {
        request: {},
        identity: [{ subject: 'sbc.example.com' }],
        speaks: true,
        tickets: [{ lifetimeSeconds: 7200 }],
        resumption: 'refused',
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const choice = chosenIn(facts);
    if (facts.resumption !== 'refused' || !choice || hasShownIdentity(facts)) return;
    // Before TLS 1.3 the session may have a number instead of a ticket.
    const isOffered = facts.conversation.tickets.length > 0 || (choice.version < TLS13 && choice.hello.sessionId.length > 0);
    if (!isOffered) return;
    report(
      `${facts.server} issues tickets that it does not accept afterwards: most often a balancer in front of servers without shared ticket keys. Costs a full handshake at every reconnect; nothing else.`,
      { command: lineTo(facts, { more: ['-reconnect', '-tls1_2'] }, '| grep -E "^(New|Reused)"') },
    );
  },
});
