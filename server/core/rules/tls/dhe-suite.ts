import { chosenIn } from '../../probe/tls-weakness';
import { lineTo } from '../../probe/tls-words';
import { suiteName } from '../../tls/suites';
import { TLS12 } from '../../tls/versions';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/dhe-suite',
  subject: 'tls',
  severity: { practical: 'off', strict: 'info' },
  title: 'Finite-field DHE suite in TLS 1.2',
  remedy: 'Put ECDHE first.',
  cites: ['RFC 9325 §4.1'],
  examples: [
    {
      title: 'DHE with ffdhe2048',
      scene: { answer: { version: 'TLSv1.2', suite: 'TLS_DHE_RSA_WITH_AES_128_GCM_SHA256', bits: 2048 } },
      finds: ['info'],
    },
    {
      title: 'A weak group has its own rule',
      scene: { answer: { version: 'TLSv1.2', suite: 'TLS_DHE_RSA_WITH_AES_128_GCM_SHA256', bits: 1024 } },
      finds: [],
    },
    { title: 'ECDHE', scene: { answer: { version: 'TLSv1.2' } }, finds: [] },
    { title: 'TLS 1.1', scene: { answer: { version: 'TLSv1.1', suite: 'TLS_DHE_RSA_WITH_AES_128_CBC_SHA' } }, finds: [] },
  ],
  check(facts, _context, report) {
    const choice = chosenIn(facts);
    if (choice?.version !== TLS12 || choice.keyExchange.kind !== 'dhe' || choice.keyExchange.bits < 2048) return;
    report(
      `${suiteName(choice.suite)} is safe enough but slow, and current practice advises against finite-field DHE in TLS 1.2; newer clients have dropped it.`,
      { command: lineTo(facts, { more: ['-tls1_2', '-cipher', 'DHE'] }) },
    );
  },
});
