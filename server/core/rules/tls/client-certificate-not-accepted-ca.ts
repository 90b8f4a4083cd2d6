import { hasShownIdentity, requestIn } from '../../probe/tls-failure';
import { authorityNames, issuerWords, lineTo } from '../../probe/tls-words';
import { enumerated } from '../../text/enumerated';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/client-certificate-not-accepted-ca',
  subject: 'tls',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Client certificate is not of a CA the server accepts',
  remedy: 'Get a certificate of one of these CAs, or send the intermediate that leads to one of them.',
  cites: ['RFC 5246 §7.4.4', 'RFC 5246 §7.4.6', 'RFC 8446 §4.2.4'],
  examples: [
    {
      title: 'Another authority than those of the list',
      scene: {
        answer: { version: 'TLSv1.2' },
        request: { authorities: ['First CA', 'Second CA'] },
        identity: [{ subject: 'sbc.example.com', issuer: 'Third CA' }],
        until: 'client-flight',
        alert: { from: 'server', code: 48 },
      },
      finds: ['warning'],
    },
    {
      title: 'The library sent none at all',
      scene: {
        request: { authorities: ['First CA'] },
        identity: [{ subject: 'sbc.example.com', issuer: 'Third CA' }],
        withholds: true,
        alert: { from: 'server', code: 116 },
      },
      finds: ['warning'],
    },
    {
      title: 'The intermediate leads to one of the list',
      scene: {
        request: { authorities: ['First CA'] },
        identity: [
          { subject: 'sbc.example.com', issuer: 'Third CA' },
          { subject: 'Third CA', issuer: 'First CA' },
        ],
        alert: { from: 'server', code: 46 },
      },
      finds: [],
    },
    {
      title: 'No authority is named',
      scene: { request: {}, identity: [{ subject: 'sbc.example.com' }], alert: { from: 'server', code: 48 } },
      finds: [],
    },
    {
      title: 'It was accepted all the same',
      scene: { request: { authorities: ['First CA'] }, identity: [{ subject: 'sbc.example.com', issuer: 'Third CA' }], speaks: true },
      finds: [],
    },
    { title: 'This side has no certificate', scene: { request: { authorities: ['First CA'] }, speaks: true }, finds: [] },
  ],
  check(facts, _context, report) {
    const { identity, outcome, server, hasSpoken } = facts;
    const names = authorityNames(requestIn(facts)?.authorities ?? []);
    const last = identity?.at(-1);
    if (!identity || !last || names.length === 0 || (outcome === 'ok' && hasSpoken && hasShownIdentity(facts))) return;
    const wanted = new Set(names.map(({ key }) => key));
    if (identity.some(({ issuer }) => wanted.has(issuer.key))) return;
    report(
      `${server} accepts client certificates of ${enumerated(
        names.map(({ text }) => text),
        3,
      )}; yours is issued by ${issuerWords(last)}. Many TLS libraries then send none at all, and the server says "no certificate".`,
      { command: lineTo(facts, {}, '| sed -n "/Acceptable client/,/Requested/p"') },
    );
  },
});
