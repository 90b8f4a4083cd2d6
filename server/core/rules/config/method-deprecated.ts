import type { TlsProfile } from '../../config/model';
import { listed } from '../../hover/words';
import { SSL3, TLS10, TLS11, TLS12, versionName } from '../../tls/versions';
import { defineConfigRule } from '../config-rule';
import { oncePerPlace, profileName, profilesInForce } from '../config-words';

export default defineConfigRule({
  id: 'config/method-deprecated',
  subject: 'config',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'TLS versions that were withdrawn are allowed',
  remedy: 'Let TLS 1.2 be the oldest version.',
  cites: ['RFC 8996 §4', 'RFC 8996 §5', 'RFC 7568 §3', 'RFC 9325 §3.1.1'],
  examples: [
    {
      title: '1.0 and later',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1+
#        ^^^^^^ config/method-deprecated
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
`,
      },
    },
    {
      title: 'a server that nobody told which versions',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
#^^^^^^^^^^^^^^ config/method-deprecated
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
`,
      },
    },
    {
      title: 'said once for both roles',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
#!KAMAILIO
enable_tls=yes
listen=tls:192.0.2.1:5061
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.1+")
#                              ^^^^^^^^ config/method-deprecated
modparam("tls", "certificate", "/etc/kamailio/tls/server.pem")
modparam("tls", "private_key", "/etc/kamailio/tls/server.key")
request_route {
  $du = "sip:192.0.2.9:5061;transport=tls";
}
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
    {
      title: 'a client offers the newest first',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[client:default]
verify_certificate = yes
ca_list = /etc/ssl/certs/ca-certificates.crt
`,
      },
    },
    {
      title: 'a method that a variable holds',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = {{ tls_method }}
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
`,
      },
    },
  ],
  check(facts, { profile: strictness }, report) {
    for (const profile of oncePerPlace(profilesInForce(facts), placeOf)) {
      const { versions, role } = profile;
      if (!versions || typeof versions.least !== 'number' || versions.least >= TLS12) continue;
      // With nothing newer it is another case, and a worse one.
      if (typeof versions.most === 'number' && versions.most < TLS12) continue;
      const isSaid = versions.place !== undefined;
      if (!isSaid && role === 'client' && strictness === 'practical') continue;
      const who = isSaid ? 'This allows' : `Nothing says which versions ${profileName(profile)} speaks, so that it allows`;
      const isBroken = versions.least <= SSL3;
      report(
        placeOf(profile),
        `${who} ${oldVersions(versions.least)}, ${isBroken ? 'which everybody has given up as broken' : 'which RFC 8996 has withdrawn'}: whoever can stand between two peers may bring them down to it.`,
        { ...(isBroken && { severity: 'error' }), ...(!isSaid && strictness === 'practical' && { severity: 'info' }) },
      );
    }
  },
});

const placeOf = ({ versions, place }: TlsProfile) => versions?.place ?? place;

/** `TLSv1 and TLSv1.1` */
const oldVersions = (least: number): string => listed([SSL3, TLS10, TLS11].filter((version) => version >= least).map(versionName));
