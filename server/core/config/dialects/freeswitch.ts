import { completeFreeswitch } from '../completion/freeswitch';
import type { Dialect } from '../dialect';
import { readFreeswitch } from '../freeswitch/read-freeswitch';
import { gatewaySettings } from '../freeswitch/settings/gateway';
import { profileSettings } from '../freeswitch/settings/profile';
import { variableSettings } from '../freeswitch/settings/variables';

/** FreeSWITCH: SIP profiles of mod_sofia with their gateways, variables, and what of dialplan and directory has to do with SRTP. */
export const freeswitch: Dialect = {
  id: 'freeswitch',
  title: 'FreeSWITCH',
  product: 'freeswitch',
  names: ['vars.xml', 'sofia.conf.xml', 'freeswitch.xml'],
  globs: [
    '**/sip_profiles/**/*.xml',
    '**/autoload_configs/sofia.conf.xml',
    '**/freeswitch*/**/{dialplan,directory}/**/*.xml',
    '**/{vars,sofia.conf,freeswitch}.xml.{j2,sample,tmpl,template,tpl,erb,dist}',
    '**/sip_profiles/**/*.xml.{j2,sample,tmpl,template,tpl,erb,dist,noload}',
  ],
  isOther: (head) =>
    !/[xz]-pre-process|<!--#|<(?:include|profile|gateway|param|document|configuration|extension|context|user|domain|settings)\b/i.test(
      head,
    ),
  shape(head) {
    if (/<(?:scenario|drachtio)\b/i.test(head)) return 0;
    let score = 0;
    if (/<profile\s+name=/i.test(head) && /<param\s+name="(?:sip-port|tls-sip-port|sip-ip)"/i.test(head)) score += 6;
    if (/<gateway\s+name=/i.test(head)) score += /<param\s+name="(?:proxy|register|realm|username)"/i.test(head) ? 6 : 3;
    if (/<[xz]-pre-process\b/i.test(head)) score += 3;
    if (/<X-PRE-PROCESS\s+cmd="set"/i.test(head)) score += 2;
    if (/<document\s+type="freeswitch\/xml"/i.test(head)) score += 6;
    if (/<configuration\s+name="sofia\.conf"/i.test(head)) score += 6;
    return Math.min(score, 10);
  },
  read: readFreeswitch,
  settings: [...profileSettings, ...gatewaySettings, ...variableSettings],
  complete: completeFreeswitch,
  examples: [
    {
      title: 'A profile with TLS by variables, and a gateway out of a folder',
      files: {
        'sip_profiles/external.xml': `<profile name="external">
  <gateways>
    <X-PRE-PROCESS cmd="include" data="external/*.xml"/>
  </gateways>
  <settings>
    <param name="sip-ip" value="192.0.2.10"/>
    <param name="sip-port" value="5080"/>
    <param name="tls" value="$\${external_ssl_enable}"/>
    <param name="tls-sip-port" value="$\${external_tls_port}"/>
    <param name="tls-cert-dir" value="/etc/freeswitch/tls"/>
    <param name="tls-version" value="$\${sip_tls_version}"/>
    <param name="tls-verify-policy" value="subjects_out"/>
  </settings>
</profile>
`,
        'sip_profiles/external/provider.xml': `<include>
  <gateway name="provider">
    <param name="proxy" value="sip.example.com:5061;transport=tls"/>
    <param name="register-transport" value="tls"/>
    <param name="register" value="false"/>
  </gateway>
</include>
`,
        'vars.xml': `<include>
  <X-PRE-PROCESS cmd="set" data="external_ssl_enable=true"/>
  <!-- An order in a comment is carried out all the same:
  <X-PRE-PROCESS cmd="set" data="external_tls_port = 5081"/>
  -->
  <!--#set "sip_tls_version=tlsv1.2,tlsv1.3"-->
</include>
`,
      },
      facts: `
listener udp 192.0.2.10:5080
listener tcp 192.0.2.10:5080
listener tls 192.0.2.10:5081 profile external
profile external both versions TLSv1.2 to TLSv1.3 certificate /etc/freeswitch/tls/agent.pem ca /etc/freeswitch/tls/cafile.pem ciphers ALL:!ADH:!LOW:!EXP:!MD5:@STRENGTH verify on require off name on depth 2 sends the leaf only
peer provider: sip.example.com:5061 transport tls by tls both profile external
`,
    },
    {
      title: 'What is not known without the other files',
      files: {
        'sip_profiles/internal.xml': `<profile name="internal">
  <settings>
    <param name="tls" value="$\${internal_ssl_enable}"/>
    <param name="tls-only" value="true"/>
    <param name="wss-binding" value=":7443"/>
  </settings>
</profile>
`,
      },
      facts: `
listener udp ?$\${local_ip_v4}?:5060
listener tcp ?$\${local_ip_v4}?:5060
listener tls ?$\${local_ip_v4}?:5061 profile internal
listener wss ?$\${local_ip_v4}?:7443 profile internal wss
profile internal both versions TLSv1 to TLSv1.3 by default certificate ../tls/agent.pem ca ../tls/cafile.pem ciphers ALL:!ADH:!LOW:!EXP:!MD5:@STRENGTH verify off require off name off depth 2 sends the leaf only
profile internal wss server certificate ../tls/wss.pem verify off require off name off sends the leaf only
`,
    },
    {
      title: 'What FreeSWITCH refuses, and what it drops',
      files: {
        'sip_profiles/broken.xml': `<include><gateway name="lost"/>
<gateway name="kept">
  <param name="proxy" value="sip.example.com"
  <param name="register-transport" value="ssl"/>
</gateway>
<!-- one -- two -->
</include>
`,
      },
      facts: `
peer kept: sip.example.com by unknown both
problem sip_profiles/broken.xml:3:3 fatal The tag \`<param\` has no \`>\`. FreeSWITCH then loads nothing of its configuration.
problem sip_profiles/broken.xml:6:10 fatal Two dashes within a comment are not allowed in XML. FreeSWITCH then loads nothing of its configuration.
problem sip_profiles/broken.xml:1:10 FreeSWITCH drops a line with \`<include>\` or \`<?\` on it as a whole, and \`<gateway name="lost"/>\` with it. Put that on a line of its own.
problem sip_profiles/broken.xml:4:43 \`ssl\` is no transport that FreeSWITCH knows (udp, tcp, sctp, tls), so it leaves this gateway out.
`,
    },
  ],
};
