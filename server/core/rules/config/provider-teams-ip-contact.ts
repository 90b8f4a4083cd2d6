import type { RouteUse, Value } from '../../config/model';
import { providerFor } from '../../probe/providers';
import { defineConfigRule } from '../config-rule';
import { listenersInForce, quoted, tlsTargets } from '../config-words';

export default defineConfigRule({
  id: 'config/provider-teams-ip-contact',
  subject: 'config',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Microsoft Teams is shown an address in place of a name',
  remedy: 'Announce the host name of this border controller on the TLS socket; the certificate has to name it.',
  cites: ['Microsoft Teams Direct Routing, plan and SIP protocol'],
  examples: [
    {
      title: 'the socket announces nothing',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
#!KAMAILIO
enable_tls=yes
listen=tls:192.0.2.1:5061
#      ^^^^^^^^^^^^^^^^^^ config/provider-teams-ip-contact
loadmodule "tls.so"
modparam("tls", "config", "tls.cfg")
request_route {
  $du = "sip:sip.pstnhub.microsoft.com:5061;transport=tls";
}
`,
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key

[client:default]
method = TLSv1.2+
verify_certificate = yes
require_certificate = yes
ca_list = /etc/ssl/certs/ca-certificates.crt
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
`,
      },
    },
    {
      title: 'it announces an address',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
#!KAMAILIO
enable_tls=yes
listen=tls:10.0.0.1:5061 advertise 192.0.2.1:5061
#                                  ^^^^^^^^^ config/provider-teams-ip-contact
loadmodule "tls.so"
modparam("tls", "config", "tls.cfg")
request_route {
  $du = "sip:sip.pstnhub.microsoft.com:5061;transport=tls";
}
`,
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key

[client:default]
method = TLSv1.2+
verify_certificate = yes
require_certificate = yes
ca_list = /etc/ssl/certs/ca-certificates.crt
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
`,
      },
    },
    {
      title: 'it announces its name',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
#!KAMAILIO
enable_tls=yes
listen=tls:192.0.2.1:5061 advertise sbc.example.com:5061
loadmodule "tls.so"
modparam("tls", "config", "tls.cfg")
request_route {
  $du = "sip:sip.pstnhub.microsoft.com:5061;transport=tls";
}
`,
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key

[client:default]
method = TLSv1.2+
verify_certificate = yes
require_certificate = yes
ca_list = /etc/ssl/certs/ca-certificates.crt
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
`,
      },
    },
    {
      title: 'the script writes the name into Record-Route',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
#!KAMAILIO
enable_tls=yes
listen=tls:192.0.2.1:5061
loadmodule "tls.so"
modparam("tls", "config", "tls.cfg")
request_route {
  record_route_preset("sbc.example.com:5061;transport=tls");
  $du = "sip:sip.pstnhub.microsoft.com:5061;transport=tls";
}
`,
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key

[client:default]
method = TLSv1.2+
verify_certificate = yes
require_certificate = yes
ca_list = /etc/ssl/certs/ca-certificates.crt
certificate = /etc/kamailio/tls/server.pem
private_key = /etc/kamailio/tls/server.key
`,
      },
    },
  ],
  check(facts, _context, report) {
    const peer = tlsTargets(facts).find(({ host }) => providerFor(host.text)?.id === 'microsoft-teams');
    if (!peer) return;
    const listeners = listenersInForce(facts).filter(({ transport }) => transport === 'tls');
    const names = [...listeners.map(({ advertisedHost, host }) => advertisedHost ?? host), ...facts.routes.flatMap(recordRoute)];
    const isNamed = names.some((value) => value && (!value.isKnown || isName(value.text)));
    const [first] = listeners;
    if (!first || isNamed || facts.profiles.some(({ announced }) => announced.length > 0)) return;
    const said = first.advertisedHost?.text ?? (first.host ? first.host.text : undefined);
    report(
      first.advertisedHost?.place ?? first.place,
      `${quoted(peer.host.text)} knows a border controller by the host name in Contact or Record-Route, and ${said === undefined ? 'no name is announced here' : `here that is ${quoted(said)}`}: it answers 403, or not at all.`,
      { related: [{ message: 'Teams is connected to here.', place: peer.place }] },
    );
  },
});

const recordRoute = ({ kind, host }: RouteUse): readonly Value[] => (kind === 'record-route' && host ? [host] : []);

/** A host name, also in front of a port and parameters. */
const isName = (text: string): boolean => !text.startsWith('[') && /^[^:;]*\.[a-z]/i.test(text);
