import { isIpLiteral } from '../../sip/socket';
import { defineConfigRule } from '../config-rule';
import { profileName, profileOf, quoted, tlsTargets } from '../config-words';

export default defineConfigRule({
  id: 'config/uri-ip-tls',
  subject: 'config',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'TLS to an address, with names compared',
  remedy: 'Use the host name of the server in the URI.',
  cites: ['RFC 5922 §7.1', 'RFC 9525 §6.4'],
  examples: [
    {
      title: 'a contact by its address',
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

[t-udp]
type=transport
protocol=udp
bind=0.0.0.0

[trunk]
type=endpoint
transport=t-tls
aors=trunk

[trunk]
type=aor
contact=sip:192.0.2.9:5061\\;transport=tls
;       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/uri-ip-tls
`,
      },
    },
    {
      title: 'a gateway',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/external.xml': `
<profile name="external">
  <gateways>
    <gateway name="provider">
      <param name="proxy" value="192.0.2.9:5061;transport=tls"/>
<!--                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/uri-ip-tls -->
      <param name="register" value="false"/>
    </gateway>
  </gateways>
  <settings>
    <param name="sip-ip" value="192.0.2.10"/>
    <param name="sip-port" value="5080"/>
    <param name="tls" value="true"/>
    <param name="tls-sip-port" value="5081"/>
    <param name="tls-cert-dir" value="/etc/freeswitch/tls"/>
    <param name="tls-version" value="tlsv1.2,tlsv1.3"/>
    <param name="tls-verify-policy" value="subjects_out"/>
  </settings>
</profile>
`,
      },
    },
    {
      title: 'by name',
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

[t-udp]
type=transport
protocol=udp
bind=0.0.0.0

[trunk]
type=endpoint
transport=t-tls
aors=trunk

[trunk]
type=aor
contact=sip:sip.example.net:5061\\;transport=tls
`,
      },
    },
    {
      title: 'nobody compares names',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[client:default]
method = TLSv1.2+
verify_certificate = yes
ca_list = /etc/ssl/certs/ca-certificates.crt
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const peer of tlsTargets(facts)) {
      const profile = profileOf(facts, peer);
      if (!isIpLiteral(peer.host.text) || profile?.comparesName.value !== 'on') continue;
      const { place } = profile.comparesName;
      report(
        peer.place,
        `${quoted(peer.host.text)} is an address, and ${profileName(profile)} compares the name in the certificate: few certificates name an address, so that this connection is refused.`,
        { ...(place && { related: [{ message: 'Names are compared because of this.', place }] }) },
      );
    }
  },
});
