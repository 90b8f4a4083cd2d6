import { TLS12 } from '../../tls/versions';
import { defineConfigRule } from '../config-rule';
import { oncePerPlace, profilesInForce } from '../config-words';

export default defineConfigRule({
  id: 'config/method-no13',
  subject: 'config',
  severity: { practical: 'hint', strict: 'info' },
  title: 'TLS 1.3 is not allowed',
  remedy: 'Allow TLS 1.3 beside 1.2, where product and library know it.',
  cites: ['RFC 8446 §4.2.1', 'RFC 9325 §3.1.1'],
  examples: [
    {
      title: '1.2 is the newest',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2
#        ^^^^^^^ config/method-no13
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
`,
      },
    },
    {
      title: '1.2 and later',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const { versions } of oncePerPlace(profilesInForce(facts), ({ versions, place }) => versions?.place ?? place))
      if (versions?.place && versions.most === TLS12)
        report(
          versions.place,
          'TLS 1.2 is the newest version here. Peers that speak 1.3 go down to it; one that insists on 1.3 cannot connect.',
        );
  },
});
