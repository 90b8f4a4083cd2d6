import { judgeByPractice, judgeByRfc5922 } from '../../x509/names';
import { ownCertificates } from '../config-certificates';
import { defineConfigRule } from '../config-rule';
import { announcedNames, quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/cert-name-wildcard',
  subject: 'config',
  severity: { practical: 'hint', strict: 'error' },
  title: 'Only a wildcard covers the announced name',
  remedy: 'Reissue with the whole name added to the SAN.',
  cites: ['RFC 5922 §7.2'],
  examples: [
    {
      title: 'of a profile',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/server.pem': [{ names: ['*.example.com'] }, { isCa: true }],
        'tls/server.key': { names: ['sip.example.com'], holds: 'key' },
      },
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/default.pem
private_key = /etc/kamailio/tls/default.key

[server:any]
server_name = sip.example.com
#             ^^^^^^^^^^^^^^^ config/cert-name-wildcard
method = TLSv1.2+
certificate = tls/server.pem
private_key = tls/server.key
`,
      },
    },
    {
      title: 'the name itself beside it',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/server.pem': [{ names: ['sip.example.com', '*.example.com'] }, { isCa: true }],
        'tls/server.key': { names: ['sip.example.com'], holds: 'key' },
      },
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/default.pem
private_key = /etc/kamailio/tls/default.key

[server:any]
server_name = sip.example.com
method = TLSv1.2+
certificate = tls/server.pem
private_key = tls/server.key
`,
      },
    },
  ],
  check(facts, context, report) {
    for (const { profile, ref, leaf } of ownCertificates(facts, context))
      for (const name of announcedNames(facts, profile)) {
        const verdict = judgeByPractice(leaf, name.text);
        if (!verdict.matches || !verdict.identity.includes('*') || judgeByRfc5922(leaf, name.text).matches) continue;
        report(
          name.place,
          `Only ${quoted(verdict.identity)} covers it. SIP's own rule takes no wildcards; many stacks do, pjsip only with a switch of its own.`,
          {
            related: [{ message: 'The certificate.', place: ref.value.place }],
          },
        );
      }
  },
});
