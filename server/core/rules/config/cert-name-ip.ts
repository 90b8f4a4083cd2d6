import { identitiesOf } from '../../probe/chain-words';
import { isIpLiteral } from '../../sip/socket';
import { judgeByPractice } from '../../x509/names';
import { ownCertificates } from '../config-certificates';
import { defineConfigRule } from '../config-rule';
import { listenersOf } from '../config-words';

export default defineConfigRule({
  id: 'config/cert-name-ip',
  subject: 'config',
  severity: { practical: 'info', strict: 'info' },
  title: 'An address is announced that the certificate does not name',
  remedy: 'Announce the host name in the certificate.',
  cites: ['RFC 5922 §7.1', 'RFC 9525 §6.4'],
  examples: [
    {
      title: 'on a socket',
      dialect: 'kamailio',
      certificates: {
        'tls/server.pem': [{ names: ['sip.example.com'] }, { isCa: true }],
        'tls/server.key': { names: ['sip.example.com'], holds: 'key' },
      },
      files: {
        'kamailio.cfg': `
#!KAMAILIO
enable_tls=yes
listen=tls:10.0.0.1:5061 advertise 192.0.2.1:5061
#                                  ^^^^^^^^^ config/cert-name-ip
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
modparam("tls", "certificate", "tls/server.pem")
modparam("tls", "private_key", "tls/server.key")
request_route {
  exit;
}
`,
      },
    },
    {
      title: 'the certificate names it',
      dialect: 'kamailio',
      certificates: {
        'tls/server.pem': [{ names: ['sip.example.com', '192.0.2.1'] }, { isCa: true }],
        'tls/server.key': { names: ['sip.example.com'], holds: 'key' },
      },
      files: {
        'kamailio.cfg': `
#!KAMAILIO
enable_tls=yes
listen=tls:10.0.0.1:5061 advertise 192.0.2.1:5061
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
modparam("tls", "certificate", "tls/server.pem")
modparam("tls", "private_key", "tls/server.key")
request_route {
  exit;
}
`,
      },
    },
    {
      title: 'a name',
      dialect: 'kamailio',
      certificates: {
        'tls/server.pem': [{ names: ['sip.example.com'] }, { isCa: true }],
        'tls/server.key': { names: ['sip.example.com'], holds: 'key' },
      },
      files: {
        'kamailio.cfg': `
#!KAMAILIO
enable_tls=yes
listen=tls:10.0.0.1:5061 advertise sip.example.com:5061
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
modparam("tls", "certificate", "tls/server.pem")
modparam("tls", "private_key", "tls/server.key")
request_route {
  exit;
}
`,
      },
    },
  ],
  check(facts, context, report) {
    for (const { profile, ref, leaf } of ownCertificates(facts, context))
      for (const { advertisedHost: host } of listenersOf(facts, profile)) {
        if (!host?.isKnown || !isIpLiteral(host.text) || judgeByPractice(leaf, host.text).matches) continue;
        report(
          host.place,
          `This service announces ${host.text}, and the certificate names ${identitiesOf(leaf)}: peers that compare what they dial with the certificate find no match.`,
          {
            related: [{ message: 'The certificate.', place: ref.value.place }],
          },
        );
      }
  },
});
