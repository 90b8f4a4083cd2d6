import { chosenIn } from '../../probe/tls-weakness';
import { lineTo } from '../../probe/tls-words';
import { TLS13 } from '../../tls/versions';
import { defineTlsRule } from '../endpoint-rule';

const DAY = 86_400;

export default defineTlsRule({
  id: 'tls/ticket-lifetime',
  subject: 'tls',
  severity: { practical: 'hint', strict: 'error' },
  title: 'Session ticket valid for more than seven days',
  remedy: 'Limit the ticket life, and renew ticket keys at least weekly.',
  cites: ['RFC 8446 §4.6.1', 'RFC 9325 §3.4'],
  examples: [
    { title: 'Thirty days', scene: { tickets: [{ lifetimeSeconds: 2592000 }] }, profile: 'strict', finds: ['error'] },
    { title: 'Thirty days, for practical people', scene: { tickets: [{ lifetimeSeconds: 2592000 }] }, finds: ['hint'] },
    {
      title: 'Two days in TLS 1.2, which sets no limit',
      scene: { answer: { version: 'TLSv1.2' }, tickets: [{ lifetimeSeconds: 172800 }] },
      profile: 'strict',
      finds: ['hint'],
    },
    { title: 'Two hours, as OpenSSL does it', scene: { tickets: [{ lifetimeSeconds: 7200 }] }, finds: [] },
    { title: 'Seven days to the second', scene: { tickets: [{ lifetimeSeconds: 604800 }] }, finds: [] },
    { title: 'Zero: not to be kept', scene: { tickets: [{ lifetimeSeconds: 0 }] }, finds: [] },
  ],
  check(facts, _context, report) {
    const choice = chosenIn(facts);
    const longest = Math.max(0, ...facts.conversation.tickets.map(({ lifetimeSeconds }) => lifetimeSeconds));
    const isNew = choice !== undefined && choice.version >= TLS13;
    if (!choice || (isNew ? longest <= 7 * DAY : longest < DAY)) return;
    const days = Math.floor(longest / DAY);
    const limit = isNew ? 'TLS 1.3 allows seven' : 'a day is what is usual';
    report(
      `${facts.server} hands out tickets for ${days} ${days === 1 ? 'day' : 'days'}; ${limit}. The key that protects them becomes as valuable as the certificate key.`,
      {
        ...(isNew ? {} : { atMost: 'hint' }),
        command: lineTo(facts, { more: [isNew ? '-tls1_3' : '-tls1_2'], waitSeconds: 1 }, '| grep -i "lifetime hint"'),
      },
    );
  },
});
