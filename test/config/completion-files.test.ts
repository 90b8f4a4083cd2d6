import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkProposed, proposedIn } from '../support/config-completion';
import { dialectById } from '../support/config-examples';

describe('completion in files of sections', () => {
  it('of Kamailio’s profiles: headers, settings, values', () => {
    checkProposed('kamailio-tls', 'tls.cfg', [
      ['[¦', 'server:default client:default server:any client:any'],
      ['[server:default]\nver¦', /verify_certificate .*verify_depth/],
      ['[server:default]\nmethod = ¦', /TLSv1\.2\+/],
      ['[server:default]\nverify_client = ¦', /optional/],
      ['[server:default]\nca_list = ca/¦', 'path ca/'],
      ['[server:default]\n# ver¦', ''],
      ['ver¦', ''],
    ]);
    const { labels } = proposedIn(dialectById('kamailio-tls'), { 'tls.cfg': '[server:¦' });
    assert.ok(labels.includes('client:default'));
  });

  const pjsip = `[t-tls]
type = transport
protocol = tls
bind = 0.0.0.0

[phone](!)
type = endpoint

[trunk]
type = aor
contact = sip:trunk.example.net

[trunk-auth]
type = auth

[trunk]
type = endpoint
`;
  it('of pjsip: settings by the type of the section, its template, or the word before the slash', () => {
    checkProposed('asterisk-pjsip', 'pjsip.conf', [
      [`${pjsip}[new]\n¦`, 'type'],
      [`${pjsip}[new]\ntype=¦`, /transport/],
      [`${pjsip}[new]\ntype=transport\nver¦`, /^type protocol .*verify_server/],
      [`${pjsip}[new]\nver¦\ntype=transport\n`, /verify_server/],
      [`${pjsip}[1001](phone)\nmedia¦`, /media_encryption/],
      [`${pjsip}[1001](¦`, 'phone'],
      [`${pjsip}transport=¦`, 't-tls'],
      [`${pjsip}aors=one, ¦`, 'trunk'],
      [`${pjsip}outbound_auth=¦`, 'trunk-auth'],
      [`${pjsip}media_encryption=¦`, 'no sdes dtls'],
      [`${pjsip}dtls_cert_file=keys/¦`, 'path keys/'],
      [`${pjsip}; transport=¦`, ''],
    ]);
    checkProposed(
      'asterisk-pjsip',
      'pjsip_wizard.conf',
      [
        ['[x]\ntype = wizard\nendpoint/med¦', /media_encryption/],
        ['[x]\ntype = wizard\nendpoint/media_encryption = ¦', 'no sdes dtls'],
        ['[x]\ntype = wizard\ntransport = ¦', 't-tls'],
      ],
      { 'pjsip.conf': '[t-tls]\ntype=transport\nprotocol=tls\nbind=0.0.0.0\n' },
    );
  });

  it('of sip.conf and http.conf', () => {
    checkProposed('asterisk-sip', 'sip.conf', [
      ['[general]\ntls¦', /^tlsenable /],
      ['[general]\ntlsenable=¦', 'yes no'],
      ['[trunk]\nenc¦', /^transport host port/],
    ]);
    checkProposed('asterisk-http', 'http.conf', [
      ['[¦', 'general'],
      ['[general]\ntlscertfile=¦', 'path'],
    ]);
  });

  it('of Flexisip, with the parameters of its URIs; of rtpengine', () => {
    checkProposed('flexisip', 'flexisip.conf', [
      ['[¦', 'global'],
      ['[global]\ntrans¦', /^transports tls-certificates-file/],
      ['[global]\ntransports=¦', 'sip: sips:'],
      ['[global]\ntransports=sips:*:5061;¦', /tls-verify-incoming/],
      ['[global]\ntransports=sips:*:5061;tls-verify-incoming=¦', '0 1'],
      ['[module::Registrar]\nx¦', ''],
    ]);
    checkProposed('rtpengine', 'rtpengine.conf', [['[rtpengine]\nhttps¦', /listen-https https-cert/]]);
  });
});

describe('completion in lines of names and values', () => {
  it('of repro, with the number of the transport', () => {
    checkProposed('repro', 'repro.config', [
      ['TLS¦', /TLSPort .*Transport1Type/],
      ['Transport2¦', /Transport2Interface Transport2Type/],
      ['TLSClientVerification = ¦', 'None Optional Mandatory'],
      ['CAFile = ¦', 'path'],
    ]);
  });
  it('of baresip, with the parameters of accounts', () => {
    checkProposed('baresip-config', 'config', [
      ['sip_tr¦', /^sip_listen .*sip_transports/],
      ['sip_verify_server\t\t¦', 'yes no'],
      ['sip_cafile ¦', 'path'],
    ]);
    checkProposed('baresip-accounts', 'accounts', [
      ['<sip:a@example.com;¦', 'transport='],
      ['<sip:a@example.com;transport=¦', 'udp tcp tls ws wss'],
      ['<sip:a@example.com;transport=tls>;¦', /^mediaenc outbound/],
      ['<sip:a@example.com;transport=tls>;mediaenc=¦', /dtls_srtp/],
      ['# <sip:a@example.com;¦', ''],
    ]);
  });
  it('of pjsua and SIPp', () => {
    checkProposed('pjsua-cfg', 'pjsua.cfg', [
      ['--tls¦', /--use-tls .*--tls-ca-file/],
      ['--tls-ca-file=¦', 'path'],
      ['--use-srtp ¦', '0 1 2 3'],
    ]);
    checkProposed('sipp-cli', 'run.sh', [
      ['sipp -sf uac.xml -¦', /^-t -tls_cert/],
      ['sipp -t ¦', /l1/],
      ['sipp -m 1 \\\n  -tls_version ¦', '1.2 1.3 1.1 1.0'],
      ['sipp -tls_ca ¦', 'path'],
      ['echo -¦', ''],
    ]);
    checkProposed('sipp', 'uac.xml', [
      ['<scenario><send><![CDATA[\nVia: SIP/2.0/[¦', /^transport remote_ip/],
      ['<scenario><recv response="[¦', ''],
    ]);
  });
});

describe('completion in XML, YAML and JSON', () => {
  const xml = (line: string): string => `<include>
<X-PRE-PROCESS cmd="set" data="internal_tls_port=5061"/>
<profile name="internal">
  <gateways><gateway name="trunk"><param name="proxy" value="sip.example.com"/></gateway></gateways>
  <settings>
    ${line}
  </settings>
</profile>
</include>
`;
  it('of FreeSWITCH: by the group, variables by name, names in dial strings', () => {
    checkProposed('freeswitch', 'internal.xml', [
      [xml('<param name="¦"/>'), /^tls tls-only /],
      [xml('<param name="tls-version" value="tlsv1.2,¦"/>'), /tlsv1\.2 .*tlsv1\.3|tlsv1\.3 .*tlsv1\.2/],
      [xml('<param name="tls-sip-port" value="$${int¦"/>'), /^internal_tls_port base_dir/],
      [xml('<param name="tls-cert-dir" value="¦"/>'), 'path'],
      [xml('<X-PRE-PROCESS cmd="set" data="sip_tls¦"/>'), /sip_tls_version/],
      [xml('<X-PRE-PROCESS cmd="set" data="rtp_secure_media=¦"/>'), /mandatory/],
      [xml('<X-PRE-PROCESS cmd="¦"/>'), /^set include/],
      [xml('<X-PRE-PROCESS cmd="include" data="¦"/>'), 'path'],
      [xml('<action application="bridge" data="sofia/gateway/¦"/>'), 'trunk'],
      [xml('<action application="bridge" data="sofia/¦"/>'), 'internal gateway/'],
      [xml('<!-- <param name="¦"/> -->'), ''],
      ['<include><gateway name="x"><param name="¦', /^proxy register-proxy/],
      ['<include><gateway name="x"><param name="register-transport" value="¦', 'udp tcp tls sctp'],
    ]);
  });
  it('of drachtio', () => {
    const conf = (inner: string): string => `<drachtio>\n${inner}\n</drachtio>\n`;
    checkProposed('drachtio', 'drachtio.conf.xml', [
      [conf('<sip><tls><¦'), 'key-file cert-file chain-file dh-param min-tls-version'],
      [conf('<sip><tls><key-file>¦'), 'path'],
      [conf('<sip><contacts><contact ¦'), 'external-ip local-net dns-names'],
      [conf('<sip><contacts><contact>sips:*:5061;transport=¦'), 'udp tcp tls ws wss'],
      [conf('<sip><tls><min-tls-version>¦'), /1\.2/],
    ]);
  });
  it('of LiveKit', () => {
    checkProposed('livekit-sip', 'sip.yaml', [
      ['ws_url: x\n¦', /^sip_port .*redis tls$/],
      ['ws_url: x\ntls:\n  ¦', /^port port_listen min_version max_version .*certs$/],
      ['ws_url: x\ntls:\n  min_version: ¦', /tls1\.2/],
      ['ws_url: x\ntls:\n  certs:\n    - ¦', 'cert_file key_file'],
      ['ws_url: x\ntls:\n  certs:\n  - cert_file: a\n    ¦', 'cert_file key_file'],
      ['ws_url: x\ntls:\n  certs:\n    - cert_file: ¦', 'path'],
      [
        'services:\n  sip:\n    environment:\n      SIP_CONFIG_BODY: |\n        ws_url: x\n        tls:\n          po¦',
        /^port port_listen/,
      ],
      ['ws_url: x\n# t¦', ''],
    ]);
    checkProposed('livekit-trunk', 'trunk.json', [
      ['{ "trunk": { "name": "x", "¦" } }', /^address .*\btransport\b/],
      ['{ "trunk": { "name": "x", "transport": "¦" } }', /SIP_TRANSPORT_TLS/],
      ['{ "trunk": { "media": { "encryption": ¦ } } }', /SIP_MEDIA_ENCRYPT_REQUIRE/],
      ['{ "trunk": { "media": { ¦ } } }', 'encryption'],
      ['{ "trunk": { "numbers": ["¦"] } }', ''],
    ]);
  });
});
