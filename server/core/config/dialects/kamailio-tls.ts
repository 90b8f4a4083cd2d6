import { completeKamailioTls } from '../completion/kamailio-tls';
import type { Dialect } from '../dialect';
import { readTlsProfiles } from '../kamailio/read';
import { profileSettings } from '../kamailio/settings-profile';
import { mentionsProfiles, profileShape } from '../kamailio/shape';

export const kamailioTls: Dialect = {
  id: 'kamailio-tls',
  title: 'Kamailio TLS profiles',
  product: 'kamailio',
  names: ['tls.cfg'],
  globs: ['**/kamailio*/**/tls*.cfg'],
  language: { id: 'kamailio-tls', title: 'Kamailio TLS profiles', names: ['tls.cfg'], patterns: ['**/kamailio*/**/tls*.cfg'] },
  // A list of names for openssl req, say.
  isOther: (head) => profileShape(head) === 0 && /^[ \t]*[\w.-]+[ \t]*=/m.test(head) && !mentionsProfiles(head),
  shape: profileShape,
  read: readTlsProfiles,
  settings: profileSettings,
  complete: completeKamailioTls,
  examples: [
    {
      title: 'one default profile a side, and one for a name',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = server.pem
private_key = "/etc/kamailio/key.pem"
cipher_list = ECDHE+AESGCM

[server:any]
server_name = sip.example.com
certificate = ./named.pem
verify_client = optional
ca_list = ca.pem

[client:default]
verify_certificate = yes
require_certificate = yes
ca_list = /etc/ssl/certs/ca-certificates.crt
`,
      },
      facts: `
profile server:default server versions TLSv1.2 to TLSv1.3 certificate server.pem key /etc/kamailio/key.pem ciphers ECDHE+AESGCM verify off require off name off
profile server:any sip.example.com server named sip.example.com versions TLSv1 to TLSv1.3 by default certificate ./named.pem ca ca.pem verify on require off name off announces sip.example.com
profile client:default client versions TLSv1 to TLSv1.3 by default ca /etc/ssl/certs/ca-certificates.crt verify on require on name off
`,
    },
    {
      title: 'a profile for an address, without a setting but a wrong one',
      files: {
        'tls.cfg': `
[server:192.0.2.1:5061]
metod = TLSv1.2
`,
      },
      facts: `
profile server:192.0.2.1:5061 server for 192.0.2.1:5061 versions TLSv1 to TLSv1.3 by default verify off require off name off
problem tls.cfg:2:1 fatal Kamailio knows no option “metod” in a TLS profile and stops here.
`,
    },
  ],
};
