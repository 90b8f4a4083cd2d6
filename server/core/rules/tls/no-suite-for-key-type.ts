import { unusableKey } from '../../probe/tls-failure';
import { lineTo, realSuites } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/no-suite-for-key-type',
  subject: 'tls',
  severity: { practical: 'error', strict: 'error' },
  title: 'Client cannot use this kind of certificate key',
  remedy: 'Reissue with an RSA key, or serve RSA and ECDSA side by side.',
  cites: ['RFC 8422 §5.1', 'RFC 8446 §4.2.3'],
  examples: [
    {
      title: 'A phone with RSA suites, a server with an EC key',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        offer: { versions: ['TLSv1.2'], suites: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'TLS_RSA_WITH_AES_128_CBC_SHA'] },
        answer: 'nothing',
        alert: { from: 'server', code: 40 },
        leaf: { subject: 'sip.example.com', key: 'EC' },
      },
      finds: ['error'],
    },
    {
      title: 'ECDSA only, and a server with an RSA key that hangs up',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        offer: { versions: ['TLSv1.2'], suites: ['TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'] },
        answer: 'nothing',
        line: 'ended',
        leaf: { subject: 'sip.example.com', key: 'RSA' },
      },
      finds: ['error'],
    },
    {
      title: 'TLS 1.3 with a scheme that fits',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        offer: { suites: ['TLS_AES_128_GCM_SHA256', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'] },
        answer: 'nothing',
        alert: { from: 'server', code: 40 },
        leaf: { subject: 'sip.example.com', key: 'EC' },
      },
      finds: [],
    },
    {
      title: 'The server has certificates of both kinds',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        offer: { versions: ['TLSv1.2'], suites: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'] },
        answer: 'nothing',
        alert: { from: 'server', code: 40 },
        leaf: { subject: 'sip.example.com', key: 'EC' },
        enumeration: {
          accepted: { 'TLSv1.2': ['TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384', 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384'] },
        },
      },
      finds: [],
    },
    {
      title: 'The certificate is not known',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        offer: { versions: ['TLSv1.2'], suites: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'] },
        answer: 'nothing',
        alert: { from: 'server', code: 40 },
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const key = unusableKey(facts);
    if (key === undefined) return;
    const count = realSuites(facts.conversation.offer?.suites ?? []).length;
    const suites =
      count === 1 ? `the one suite of ${facts.client} cannot use it` : `none of the ${count} suites of ${facts.client} can use it`;
    const typical = key === 'EC' ? ' Typical after an ACME renewal that switched to ECDSA: all older phones fail at once.' : '';
    report(`The server's certificate has ${key === 'EC' ? 'an ECDSA' : 'an RSA'} key; ${suites}.${typical}`, {
      ...(key === 'EC' ? {} : { remedy: 'Allow RSA authentication on the client, or serve RSA and ECDSA side by side.' }),
      command: lineTo(facts, {
        more: ['-tls1_2', '-sigalgs', key === 'EC' ? 'RSA-PSS+SHA256:RSA+SHA256' : 'ECDSA+SHA256'],
      }),
    });
  },
});
