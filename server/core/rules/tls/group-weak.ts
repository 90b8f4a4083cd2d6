import { chosenIn } from '../../probe/tls-weakness';
import { lineTo } from '../../probe/tls-words';
import { groupName, groupOf } from '../../tls/groups';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/group-weak',
  subject: 'tls',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Curve too small or not named',
  remedy: 'Set P-256 (prime256v1) and X25519 on the server.',
  cites: ['RFC 9325 §4.5', 'RFC 8422 §5.4'],
  examples: [
    {
      title: 'secp192r1',
      scene: {
        offer: { groups: ['secp192r1', 'secp256r1'] },
        answer: { version: 'TLSv1.2', suite: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', group: 'secp192r1' },
      },
      finds: ['warning'],
    },
    {
      title: 'A curve that is spelled out',
      scene: { answer: { version: 'TLSv1.2', suite: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', group: 'explicit' } },
      finds: ['warning'],
    },
    { title: 'secp256r1', scene: { answer: { version: 'TLSv1.2', group: 'secp256r1' } }, finds: [] },
    {
      title: 'Small ones in the offer only',
      scene: { offer: { groups: ['x25519', 'secp192r1', 'sect163k1'] }, answer: { version: 'TLSv1.2', group: 'x25519' } },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const exchange = chosenIn(facts)?.keyExchange;
    const group = exchange?.kind === 'group' ? groupOf(exchange.group) : undefined;
    const isSmall = group?.kind === 'curve' && group.bits < 224;
    if (!isSmall && exchange?.kind !== 'explicit-curve') return;
    const name = group ? groupName(group.code) : 'a curve that has no name and is spelled out';
    const why = isSmall
      ? 'curves under 224 bits may not be used, and most clients no longer know it'
      : 'only named curves may be used, and most clients refuse any other';
    report(`${facts.server} agreed on ${name}; ${why}.`, { command: lineTo(facts, { more: ['-tls1_2', '-curves', 'P-256'] }) });
  },
});
