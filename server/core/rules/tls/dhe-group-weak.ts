import { chosenIn } from '../../probe/tls-weakness';
import { lineTo } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/dhe-group-weak',
  subject: 'tls',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Diffie-Hellman group below 2048 bits',
  remedy: 'Prefer ECDHE and drop DHE; if DHE has to stay, use ffdhe2048 or larger (Kamailio/OpenSIPS dh_params, RFC 7919 groups).',
  cites: ['RFC 9325 §4.5'],
  examples: [
    {
      title: '1024 bits',
      scene: { answer: { version: 'TLSv1.2', suite: 'TLS_DHE_RSA_WITH_AES_128_GCM_SHA256', bits: 1024 } },
      finds: ['warning'],
    },
    {
      title: '2048 bits',
      scene: { answer: { version: 'TLSv1.2', suite: 'TLS_DHE_RSA_WITH_AES_128_GCM_SHA256', bits: 2048 } },
      finds: [],
    },
    { title: 'A curve', scene: { answer: { version: 'TLSv1.2', suite: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256' } }, finds: [] },
  ],
  check(facts, _context, report) {
    const exchange = chosenIn(facts)?.keyExchange;
    if (exchange?.kind !== 'dhe' || exchange.bits >= 2048) return;
    report(
      `${facts.server} uses a ${exchange.bits}-bit Diffie-Hellman group. OpenSSL 3 clients at the default level of Debian and Ubuntu refuse it ("dh key too small").`,
      { command: lineTo(facts, { more: ['-tls1_2', '-cipher', 'DHE:@SECLEVEL=0'] }, '| grep "Server Temp Key"') },
    );
  },
});
