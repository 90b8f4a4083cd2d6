import { defineConfigRule } from '../config-rule';
import { oncePerPlace, profileName, profilesInForce } from '../config-words';

export default defineConfigRule({
  id: 'config/mtls-no-ca',
  subject: 'config',
  severity: { practical: 'error', strict: 'error' },
  title: 'Client certificates are required, and no authority is trusted',
  remedy: 'Name the authorities that issue them.',
  cites: ['RFC 8446 §4.3.2', 'RFC 5246 §7.4.4'],
  examples: [
    {
      title: 'required, and nothing to check them against',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
verify_certificate = yes
require_certificate = yes
#                     ^^^ config/mtls-no-ca
`,
      },
    },
    {
      title: 'with a file of authorities',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
verify_certificate = yes
require_certificate = yes
ca_list = /etc/kamailio/tls/ca.pem
`,
      },
    },
    {
      title: 'asked for, and not required',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
verify_certificate = no
require_certificate = no
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const profile of oncePerPlace(profilesInForce(facts), ({ requiresCertificate, place }) => requiresCertificate.place ?? place)) {
      const { role, requiresCertificate, ca = [], place } = profile;
      if (role === 'client' || requiresCertificate.value !== 'on' || ca.length > 0) continue;
      report(
        requiresCertificate.place ?? place,
        `${profileName(profile)} demands a certificate of every client, and there is no list of authorities to check it against: nobody gets in.`,
      );
    }
  },
});
