import { isBelowTls12 } from '../../probe/tls-failure';
import { chosenIn } from '../../probe/tls-weakness';
import { lineTo } from '../../probe/tls-words';
import { enumerated } from '../../text/enumerated';
import { TLS10, TLS11, versionWord } from '../../tls/versions';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/version-obsolete-accepted',
  subject: 'tls',
  severity: { practical: 'info', strict: 'error' },
  title: 'Server still accepts TLS 1.0 or 1.1',
  remedy: 'Find out who still needs it with a capture (client audit), then set the minimum to TLS 1.2 on the listener.',
  cites: ['RFC 8996 §4', 'RFC 8996 §5', 'RFC 9325 §3.1.1'],
  examples: [
    {
      title: 'Both old versions beside the new ones',
      scene: {
        enumeration: {
          accepted: {
            'TLSv1.3': ['TLS_AES_256_GCM_SHA384'],
            'TLSv1.2': ['TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384'],
            'TLSv1.1': ['TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA'],
            TLSv1: ['TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA'],
          },
        },
      },
      finds: ['info'],
    },
    {
      title: 'The handshake failed, the enumeration did not',
      scene: {
        answer: 'nothing',
        alert: { from: 'server', code: 40 },
        enumeration: { accepted: { 'TLSv1.1': ['TLS_RSA_WITH_AES_128_CBC_SHA'] } },
      },
      profile: 'strict',
      finds: ['error'],
    },
    {
      title: 'Old versions are refused',
      scene: { enumeration: { accepted: { 'TLSv1.2': ['TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384'] } } },
      finds: [],
    },
    {
      title: 'They could not be asked',
      scene: {
        enumeration: { accepted: { 'TLSv1.2': ['TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384'] }, unknown: ['TLSv1.1', 'TLSv1'] },
      },
      finds: [],
    },
    {
      title: 'The old version is the one in use, of which another rule speaks',
      scene: {
        answer: { version: 'TLSv1', suite: 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA' },
        enumeration: { accepted: { TLSv1: ['TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA'] } },
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const choice = chosenIn(facts);
    const old = [TLS11, TLS10].filter((version) => facts.enumeration?.versions.get(version) === 'accepted');
    if (old.length === 0 || isBelowTls12(choice?.version)) return;
    const ours = choice ? ` (it got ${versionWord(choice.version)})` : '';
    report(
      `${facts.server} still lets old clients in with ${enumerated(old.map(versionWord))}. Nothing is broken for your own client${ours}, but audits fail on it and an attacker may aim at it.`,
      { command: lineTo(facts, { more: [old.includes(TLS11) ? '-tls1_1' : '-tls1', '-cipher', 'DEFAULT@SECLEVEL=0'] }) },
    );
  },
});
