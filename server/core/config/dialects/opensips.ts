import { completeOpensips } from '../completion/opensips';
import type { Dialect } from '../dialect';
import { readOpensips } from '../opensips/read';
import { opensipsScript } from '../opensips/script-words';
import { opensipsSettings } from '../opensips/settings';
import { opensipsShape } from '../opensips/shape';

export const opensips: Dialect = {
  id: 'opensips',
  title: 'OpenSIPS',
  product: 'opensips',
  names: ['opensips.cfg'],
  globs: ['**/opensips*/**/*.{cfg,m4}', '**/opensips*.{cfg,m4}'],
  language: { id: 'opensips', names: ['opensips.cfg'], patterns: ['opensips*.cfg', '**/opensips/**/*.cfg'] },
  firstLine: /^#!OPENSIPS\b/,
  isOther: (head) => /^[ \t]*request_route\b|^#!(?:KAMAILIO|define|ifdef|substdef)\b/m.test(head),
  shape: opensipsShape,
  read: readOpensips,
  settings: opensipsSettings,
  script: opensipsScript,
  complete: completeOpensips,
  examples: [
    {
      title: 'domains of OpenSIPS 3, by name and for a trunk',
      files: {
        'opensips.cfg': `
socket=udp:192.0.2.1:5060
socket=tls:192.0.2.1:5061 as sip.example.com:5061
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "server_domain", "sip")
modparam("tls_mgm", "match_ip_address", "[sip]192.0.2.1:5061")
modparam("tls_mgm", "tls_method", "[sip]TLSv1_2-")
modparam("tls_mgm", "certificate", "[sip]/etc/opensips/tls/sip.pem")
modparam("tls_mgm", "private_key", "[sip]/etc/opensips/tls/sip.key")
modparam("tls_mgm", "verify_cert", "[sip]1")
modparam("tls_mgm", "require_cert", "[sip]0")
modparam("tls_mgm", "ca_list", "[sip]/etc/ssl/certs/ca-certificates.crt")
include_file "trunk.cfg"
route {
  if ($socket_in(proto) == "tls") {
    t_relay("tls:trunk.example.net:5061");
  }
}
`,
        'trunk.cfg': `
modparam("tls_mgm", "client_domain", "trunk")
modparam("tls_mgm", "ca_list", "[trunk]/etc/ssl/certs/ca-certificates.crt")
modparam("tls_mgm", "tls_method", "[trunk]TLSv1_2")
`,
      },
      facts: `
listener udp 192.0.2.1:5060
listener tls 192.0.2.1:5061 advertises sip.example.com:5061 profile server:sip
profile server:sip server for 192.0.2.1:5061 versions TLSv1.2 to TLSv1.3 certificate /etc/opensips/tls/sip.pem key /etc/opensips/tls/sip.key ca /etc/ssl/certs/ca-certificates.crt verify on require off name off depth 3 announces sip.example.com
profile client:trunk client versions TLSv1.2 to TLSv1.2 ca /etc/ssl/certs/ca-certificates.crt verify on require on name off depth 3
peer tls:trunk.example.net:5061: trunk.example.net:5061 transport tls by tls out profile client:trunk
route relay tls trunk.example.net:5061 under tls
`,
    },
    {
      title: 'settings of the core, and a block that is not closed',
      files: {
        'opensips.cfg': `
listen=tls:192.0.2.1:5061
disable_tls=no
tls_certificate="/etc/opensips/cert.pem"
tls_method=TLSv1
tls_verify_client=1
route {
  if (is_method("INVITE")) {
    t_relay();
}
`,
      },
      facts: `
listener tls 192.0.2.1:5061 profile server:default
profile server:default server versions TLSv1 to TLSv1 certificate /etc/opensips/cert.pem verify on require unknown name off
problem opensips.cfg:6:7 fatal No \`}\` closes this block; OpenSIPS does not start with it.
`,
    },
  ],
};
