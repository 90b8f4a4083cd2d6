import { hasShownIdentity, requestIn } from '../../probe/tls-failure';
import { lineTo } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/client-ca-list-empty',
  subject: 'tls',
  severity: { practical: 'off', strict: 'info' },
  title: 'No hint which client certificate is wanted',
  remedy: 'Where the server is yours: list the CA (Kamailio ca_list / OpenSIPS ca_list set it).',
  cites: ['RFC 5246 §7.4.4', 'RFC 8446 §4.2.4'],
  examples: [
    { title: 'No authority in the request of TLS 1.3', scene: { request: {}, speaks: true }, finds: ['info'] },
    {
      title: 'Nor in that of TLS 1.2',
      scene: { answer: { version: 'TLSv1.2' }, request: {}, until: 'client-flight', alert: { from: 'server', code: 40 } },
      finds: ['info'],
    },
    { title: 'One is named', scene: { request: { authorities: ['Example Issuing CA'] }, speaks: true }, finds: [] },
    {
      title: 'The certificate of this side was accepted',
      scene: { request: {}, identity: [{ subject: 'sbc.example.com' }], speaks: true },
      finds: [],
    },
    { title: 'None is asked for', scene: {}, finds: [] },
  ],
  check(facts, _context, report) {
    const request = requestIn(facts);
    if (!request || request.authorities.length > 0 || (hasShownIdentity(facts) && facts.outcome === 'ok')) return;
    report(`${facts.server} asks for a client certificate without naming any CA. Clients with several certificates have to guess.`, {
      command: lineTo(facts, {}, '| grep -E "No client certificate CA names|Acceptable client certificate"'),
    });
  },
});
