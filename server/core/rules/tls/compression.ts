import { chosenIn } from '../../probe/tls-weakness';
import { lineTo } from '../../probe/tls-words';
import { TLS13 } from '../../tls/versions';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/compression',
  subject: 'tls',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'TLS compression is on',
  remedy: 'Switch it off (Kamailio tls_disable_compression = 1; OpenSSL has it off since 1.1.0).',
  cites: ['RFC 9325 §3.3'],
  examples: [
    {
      title: 'DEFLATE was chosen',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        offer: { versions: ['TLSv1.2'], compressions: [1, 0] },
        answer: { version: 'TLSv1.2', compression: 1 },
      },
      finds: ['warning'],
    },
    {
      title: 'Taken when offered',
      scene: {
        enumeration: { accepted: { 'TLSv1.2': ['TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384'] }, compression: true },
      },
      finds: ['warning'],
    },
    {
      title: 'Offered, and not chosen',
      scene: { offer: { compressions: [1, 0] }, answer: { version: 'TLSv1.2', compression: 0 } },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const choice = chosenIn(facts);
    const method = choice && choice.version < TLS13 ? choice.hello.compression : 0;
    if (method === 0 && facts.enumeration?.compression !== true) return;
    const what =
      method === 0
        ? `${facts.server} switches TLS compression on for clients that offer it.`
        : `TLS compression is active (method ${method === 1 ? 'DEFLATE' : method}).`;
    report(`${what} It lets an attacker who can influence parts of a message guess secrets from its length (CRIME).`, {
      command: lineTo(facts, { more: ['-tls1_2', '-comp'] }, '| grep Compression'),
    });
  },
});
