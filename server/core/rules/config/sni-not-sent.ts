import { productNames } from '../../config/product-names';
import { isIpLiteral } from '../../sip/socket';
import { defineConfigRule } from '../config-rule';
import { quoted, tlsTargets } from '../config-words';

export default defineConfigRule({
  id: 'config/sni-not-sent',
  subject: 'config',
  // Neither has a call that sends it: tls_openssl and tls_wolfssl of OpenSIPS, tport_tls.c of sofia-sip.
  products: ['freeswitch', 'opensips'],
  severity: { practical: 'info', strict: 'info' },
  title: 'The server name is not sent',
  remedy:
    'Where the provider has several names on one address, ask for an address of your own, or put a proxy in front that sends the name (SNI).',
  cites: ['RFC 6066 §3', 'RFC 9325 §3.7'],
  examples: [
    {
      title: 'a gateway of FreeSWITCH by its name',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/external.xml': `
<profile name="external">
  <gateways>
    <gateway name="provider">
      <param name="proxy" value="sip.example.net:5061;transport=tls"/>
<!--                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/sni-not-sent -->
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
      title: 'by its address',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/external.xml': `
<profile name="external">
  <gateways>
    <gateway name="provider">
      <param name="proxy" value="192.0.2.9:5061;transport=tls"/>
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
      title: 'without TLS',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/external.xml': `
<profile name="external">
  <gateways>
    <gateway name="provider">
      <param name="proxy" value="sip.example.net:5060;transport=udp"/>
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
  ],
  check(facts, _context, report) {
    for (const { host, place } of tlsTargets(facts)) {
      if (isIpLiteral(host.text)) continue;
      report(
        place,
        `${productNames[facts.product]} sends no server name (SNI) when it connects to ${quoted(host.text)}. A provider with several certificates on one address answers with its default one, which may be of another name.`,
      );
    }
  },
});
