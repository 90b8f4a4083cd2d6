import type { TlsProfile } from '../../config/model';
import { TLS12, versionName } from '../../tls/versions';
import { defineConfigRule } from '../config-rule';
import { oncePerPlace, profileName, profilesInForce } from '../config-words';

export default defineConfigRule({
  id: 'config/method-single-old',
  subject: 'config',
  severity: { practical: 'error', strict: 'error' },
  title: 'Only a withdrawn version of TLS is allowed',
  remedy: 'Let TLS 1.2 be the oldest version.',
  cites: ['RFC 8996 §4', 'RFC 8996 §5', 'RFC 7568 §3', 'RFC 9325 §3.1.1'],
  examples: [
    {
      title: 'exactly 1.0',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1
#        ^^^^^ config/method-single-old
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
`,
      },
    },
    {
      title: '1.0 by default, where the parameters of the module make the profile',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
#!KAMAILIO
enable_tls=yes
listen=tls:192.0.2.1:5061
loadmodule "tls.so"
^^^^^^^^^^^^^^^^^^^ config/method-single-old
modparam("tls", "certificate", "/etc/kamailio/tls/server.pem")
modparam("tls", "private_key", "/etc/kamailio/tls/server.key")
request_route {
  exit;
}
`,
      },
    },
    {
      title: 'exactly 1.2',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
method=tlsv1_2
verify_server=yes
ca_list_file=/etc/ssl/certs/ca-certificates.crt
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const profile of oncePerPlace(profilesInForce(facts), placeOf)) {
      const { versions } = profile;
      if (typeof versions?.most !== 'number' || versions.most >= TLS12) continue;
      const { least, most, place } = versions;
      const what =
        least === most || least === 'unknown' ? `${versionName(most)} and nothing else` : `nothing newer than ${versionName(most)}`;
      report(
        placeOf(profile),
        `${place ? '' : 'By default '}${profileName(profile)} speaks ${what}. RFC 8996 has withdrawn it: OpenSSL 3 at its usual level and most peers refuse it, so that connections fail.`,
      );
    }
  },
});

const placeOf = ({ versions, place }: TlsProfile) => versions?.place ?? place;
