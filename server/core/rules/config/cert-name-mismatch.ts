import { identitiesOf } from '../../probe/chain-words';
import { judgeByPractice, judgeByRfc5922 } from '../../x509/names';
import { ownCertificates } from '../config-certificates';
import { defineConfigRule } from '../config-rule';
import { announcedNames, quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/cert-name-mismatch',
  subject: 'config',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Certificate does not cover the name that is announced',
  remedy: 'Reissue the certificate with the name in its SAN, or announce a name that it has.',
  cites: ['RFC 5922 §7.1', 'RFC 9525 §6.3'],
  examples: [
    {
      title: 'a profile for a server name',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/server.pem': [{ names: ['sip.example.com'] }, { isCa: true }],
        'tls/server.key': { names: ['sip.example.com'], holds: 'key' },
      },
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/default.pem
private_key = /etc/kamailio/tls/default.key

[server:any]
server_name = voip.example.com
#             ^^^^^^^^^^^^^^^^ config/cert-name-mismatch
method = TLSv1.2+
certificate = tls/server.pem
private_key = tls/server.key
`,
      },
    },
    {
      title: 'what a socket announces',
      dialect: 'kamailio',
      certificates: {
        'tls/server.pem': [{ names: ['sip.example.com'] }, { isCa: true }],
        'tls/server.key': { names: ['sip.example.com'], holds: 'key' },
      },
      files: {
        'kamailio.cfg': `
#!KAMAILIO
enable_tls=yes
listen=tls:192.0.2.1:5061 advertise voip.example.com:5061
#                                   ^^^^^^^^^^^^^^^^ config/cert-name-mismatch
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
      title: 'a profile of FreeSWITCH that announces a name, which is not looked up',
      dialect: 'freeswitch',
      certificates: { 'tls/agent.pem': [{ names: ['sip.example.com'] }], 'tls/cafile.pem': [{ isCa: true }] },
      files: {
        'external.xml': `
<profile name="external">
  <settings>
    <param name="sip-ip" value="192.0.2.10"/>
    <param name="ext-sip-ip" value="voip.example.com"/>
<!--                                ^^^^^^^^^^^^^^^^ config/cert-name-mismatch -->
    <param name="tls" value="true"/>
    <param name="tls-cert-dir" value="tls"/>
    <param name="tls-version" value="tlsv1.2,tlsv1.3"/>
  </settings>
</profile>
`,
      },
    },
    {
      title: 'the name that it has',
      dialect: 'kamailio',
      certificates: {
        'tls/server.pem': [{ names: ['sip.example.com'] }, { isCa: true }],
        'tls/server.key': { names: ['sip.example.com'], holds: 'key' },
      },
      files: {
        'kamailio.cfg': `
#!KAMAILIO
enable_tls=yes
listen=tls:192.0.2.1:5061 advertise sip.example.com:5061
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
      title: 'covered by a wildcard',
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
        if (judgeByPractice(leaf, name.text).matches || judgeByRfc5922(leaf, name.text).matches) continue;
        report(
          name.place,
          `The certificate covers ${identitiesOf(leaf)}, and this service announces ${quoted(name.text)}: peers that compare the name refuse it.`,
          {
            related: [{ message: 'The certificate.', place: ref.value.place }],
          },
        );
      }
  },
});
