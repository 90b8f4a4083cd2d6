import { lineTo } from '../../probe/tls-words';
import { TLS12, TLS13 } from '../../tls/versions';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/only-tls13',
  subject: 'tls',
  severity: { practical: 'info', strict: 'warning' },
  title: 'Only TLS 1.3 is accepted',
  remedy: 'Allow TLS 1.2 with ECDHE and AES-GCM beside 1.3, unless every peer is known to speak 1.3.',
  cites: ['RFC 9325 §3.1.1'],
  examples: [
    {
      title: 'TLS 1.2 is refused',
      scene: { enumeration: { accepted: { 'TLSv1.3': ['TLS_AES_256_GCM_SHA384'] } } },
      finds: ['info'],
    },
    {
      title: 'Both versions',
      scene: {
        enumeration: {
          accepted: { 'TLSv1.3': ['TLS_AES_256_GCM_SHA384'], 'TLSv1.2': ['TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384'] },
        },
      },
      finds: [],
    },
    {
      title: 'Whether TLS 1.2 is accepted could not be told',
      scene: { enumeration: { accepted: { 'TLSv1.3': ['TLS_AES_256_GCM_SHA384'] }, unknown: ['TLSv1.2'] } },
      finds: [],
    },
    { title: 'No enumeration', scene: {}, finds: [] },
  ],
  check(facts, _context, report) {
    const { enumeration, server } = facts;
    if (enumeration?.versions.get(TLS13) !== 'accepted' || enumeration.versions.get(TLS12) !== 'refused') return;
    report(
      `${server} refuses TLS 1.2. Many phones, older SBCs and FreeSWITCH or Asterisk with a fixed method=tlsv1_2 cannot connect; they will see alert 70 (protocol_version).`,
      { command: lineTo(facts, { more: ['-tls1_2'] }) },
    );
  },
});
