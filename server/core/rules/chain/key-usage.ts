import { judgedPath, nameOf, placeOf, printCommand, problemsOf, verifyCommand } from '../../probe/chain-words';
import type { ChainFacts } from '../../probe/facts';
import { enumerated } from '../../text/enumerated';
import { suiteOf } from '../../tls/suites';
import type { Certificate } from '../../x509/certificate';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/key-usage',
  subject: 'chain',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Key usage does not allow the use',
  remedy: 'Reissue with digitalSignature (and keyEncipherment for RSA), CA with keyCertSign, cRLSign.',
  cites: ['RFC 5280 §4.2.1.3', 'RFC 8446 §4.4.2.2'],
  examples: [
    {
      title: 'a key for encipherment only, and ECDHE',
      scene: { certificates: { leaf: { usage: ['keyEncipherment'] } } },
      finds: ['warning'],
    },
    {
      title: 'the same by the letter',
      profile: 'strict',
      scene: { certificates: { leaf: { usage: ['keyEncipherment'] } } },
      finds: ['error'],
    },
    {
      title: 'a key for signatures only, and RSA key exchange',
      scene: { certificates: { leaf: { key: 'RSA-2048' } }, version: 0x0303, suite: 'TLS_RSA_WITH_AES_128_GCM_SHA256' },
      finds: ['warning'],
    },
    {
      title: 'an issuer that may not sign certificates',
      scene: { certificates: { intermediate: { usage: ['cRLSign'] } } },
      finds: ['error'],
    },
    { title: 'a key for signatures', scene: { certificates: { leaf: { usage: ['digitalSignature'] } } }, finds: [] },
    { title: 'no keyUsage', scene: { certificates: { leaf: { usage: null }, intermediate: { usage: null } } }, finds: [] },
    {
      title: 'encipherment, and RSA key exchange',
      scene: {
        certificates: { leaf: { key: 'RSA-2048', usage: ['keyEncipherment'] } },
        version: 0x0303,
        suite: 'TLS_RSA_WITH_AES_128_GCM_SHA256',
      },
      finds: [],
    },
    {
      title: 'an issuer that is no CA either',
      scene: { certificates: { intermediate: { isCa: false, usage: ['digitalSignature'] } } },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const tell = (certificate: Certificate, why: string, severity?: 'error'): void =>
      report(`${nameOf(certificate)} allows ${enumerated(certificate.keyUsage ?? []) || 'nothing'}, but ${why}`, {
        at: placeOf(facts, certificate),
        command: printCommand(facts, certificate, '-ext keyUsage') ?? verifyCommand(facts),
        ...(severity && { severity }),
      });
    const noCas = new Set(problemsOf(facts, 'not-a-ca').map(({ problem }) => problem.depth));
    for (const { problem, certificate } of problemsOf(facts, 'may-not-sign'))
      if (!noCas.has(problem.depth)) tell(certificate, 'who issues certificates needs keyCertSign. Verifiers stop here.', 'error');
    const needed = neededUsage(facts);
    if (needed && judgedPath(facts) && facts.leaf.keyUsage?.includes(needed) === false)
      tell(facts.leaf, `the handshake needs ${needed}. OpenSSL lets it pass in some places, BoringSSL, Go and GnuTLS do not.`);
  },
});

/** Of the leaf (RFC 8446 §4.4.2.2, RFC 5246 §7.4.2); undefined where the suite needs no key of a certificate, or an odd one. */
function neededUsage({ suite, purpose }: ChainFacts): 'digitalSignature' | 'keyEncipherment' | undefined {
  const exchange = suiteOf(suite)?.keyExchange;
  if (purpose === 'client' || exchange === 'any' || exchange === 'DHE' || exchange === 'ECDHE') return 'digitalSignature';
  return exchange === 'RSA' ? 'keyEncipherment' : undefined;
}
