import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { completionAt } from '#core/config/completion/complete';
import { dialects } from '#core/config/dialects/all.gen';
import { checkProposed, proposedIn } from '../support/config-completion';
import { dialectById } from '../support/config-examples';

describe('completion in kamailio.cfg', () => {
  const script = `#!KAMAILIO
#!define OWN_IP 192.0.2.1
listen=tls:192.0.2.1:5061 name "outside"
loadmodule "tls.so"
modparam("tls", "config", "tls.cfg")
`;
  const blocks = 'route[RELAY] { t_relay(); }\nfailure_route[AGAIN] { exit; }\n';
  const inRoute = (line: string): string => `${script}request_route {\n  ${line}\n}\n${blocks}`;

  it('offers settings and statements outside of blocks, and their values', () => {
    checkProposed('kamailio', 'kamailio.cfg', [
      [`${script}ena¦`, /^enable_tls .*\bloadmodule\b/],
      ['enable_tls=¦', 'yes no'],
      ['tls_threads_mode = ¦', '0 1 2'],
      ['#!define OWN 192.0.2.1\nlisten=¦', 'udp: tcp: tls: sctp: OWN'],
      ['#!define OWN 192.0.2.1\nlisten=tls:¦', 'OWN'],
      ['listen=tls:192.0.2.1:5061 ¦', 'advertise name virtual'],
      ['socket = {\n  ¦\n}\n', /^bind advertise name/],
      ['socket = {\n  bind = t¦\n}\n', 'udp: tcp: tls: sctp:'],
      ['event_route[¦', /^tls:connection-out /],
      ['#!¦', /^define ifdef/],
      ['#!define WITH_TLS\n#!ifdef ¦', 'WITH_TLS'],
    ]);
  });

  it('offers modules, their parameters and what these take', () => {
    checkProposed('kamailio', 'kamailio.cfg', [
      [`${script}loadmodule "¦"`, /^rr\.so tls_wolfssl\.so/],
      [`${script}modparam("¦`, 'tls rr'],
      [`${script}modparam("tls", "¦`, /^config tls_method certificate/],
      [`${script}modparam("tls|rr", "¦`, /config .*enable_double_rr/],
      [`${script}modparam("tls", "tls_method", "¦`, /^TLSv1\.2\+ TLSv1\.3\+ TLSv1\.2 TLSv1\.3 .*SSLv2/],
      [`${script}modparam("rr", "enable_double_rr", ¦`, ''],
      [`${script}modparam("tls", "ca_list", "certs/c¦")`, 'path certs/c'],
      ['include_file "¦"', 'path'],
    ]);
  });

  it('offers in blocks what routing is written with, and no setting', () => {
    checkProposed('kamailio', 'kamailio.cfg', [
      [inRoute('rec¦'), /^(?!.*enable_tls).*record_route record_route_preset/],
      [inRoute('route(¦'), 'RELAY'],
      [inRoute('t_on_failure("¦'), 'AGAIN'],
      [inRoute('if (proto == ¦'), 'UDP TCP TLS SCTP'],
      [inRoute('if ($proto == "¦'), 'udp tcp tls sctp'],
      [inRoute('$du = "sip:192.0.2.9:5061;¦'), 'transport='],
      [inRoute('$du = "sip:192.0.2.9:5061;transport=¦'), 'udp tcp tls sctp'],
      [inRoute('$fs = "¦'), 'tls:192.0.2.1:5061'],
      [inRoute('$fsn = "¦'), 'outside'],
      [inRoute('force_send_socket(¦'), 'tls:192.0.2.1:5061'],
      [inRoute('t_relay_to("¦'), 'udp: tcp: tls: sctp:'],
      [inRoute('xlog("over $tls_v¦'), /^(?=.*\$tls_version)(?=.*\$tls_peer_san_hostname)/],
      [inRoute('if ($¦'), /^(?!.*\$tls_peer_subject)(?=.*\$xavp\(tls=>server_name\)).*\$tls_version/],
    ]);
    const { proposals } = proposedIn(dialectById('kamailio'), { 'kamailio.cfg': inRoute('$(tls_¦') });
    assert.deepEqual(
      proposals.filter(({ label }) => label === '$tls_version').map(({ insert, typed }) => [insert, typed]),
      [['tls_version', 4]],
    );
  });

  it('offers client profiles by what the profile file calls them', () => {
    const files = { 'tls.cfg': '[client:default]\nserver_id = trunk\nca_list = ca.pem\n' };
    checkProposed(
      'kamailio',
      'kamailio.cfg',
      [
        [inRoute('$xavp(tls=>server_id) = "¦'), 'trunk'],
        [inRoute('tls_set_connect_server_id("¦'), 'trunk'],
      ],
      files,
    );
  });

  it('offers nothing in comments, in texts of the user, and behind a statement', () => {
    checkProposed('kamailio', 'kamailio.cfg', [
      ['# ena¦', ''],
      ['/* a\n ena¦', ''],
      [inRoute('// rec¦'), ''],
      [inRoute('xlog("rec¦'), ''],
      [inRoute('$var(x) = ¦'), ''],
      [`${script}log_prefix="¦`, ''],
    ]);
    for (const text of [inRoute('exit; ¦'), inRoute('¦'), `${script}¦`])
      assert.equal(proposedIn(dialectById('kamailio'), { 'kamailio.cfg': text }).isStart, true, text);
  });
});

describe('completion in opensips.cfg', () => {
  const script = `socket=tls:192.0.2.1:5061
loadmodule "tls_mgm.so"
modparam("tls_mgm", "server_domain", "sip")
modparam("tls_mgm", "client_domain", "trunk")
`;
  it('offers settings, modules, parameters, domains and values', () => {
    checkProposed('opensips', 'opensips.cfg', [
      ['so¦', /^socket advertised_address/],
      ['socket=¦', 'udp: tcp: tls: ws: wss: sctp:'],
      ['socket=tls:192.0.2.1:5061 ¦', /^as use_workers/],
      ['loadmodule "¦', /proto_tls\.so .*tls_openssl\.so/],
      [`${script}modparam("¦`, 'tls_mgm proto_tls rr'],
      [`${script}modparam("tls_mgm", "¦`, /^tls_library server_domain/],
      [`${script}modparam("tls_mgm", "verify_cert", "¦`, '[sip] [trunk]'],
      [`${script}modparam("tls_mgm", "verify_cert", "[t¦`, '[sip] [trunk]'],
      [`${script}modparam("tls_mgm", "verify_cert", "[sip]¦`, '0 1'],
      [`${script}modparam("tls_mgm", "tls_method", "[sip]TLS¦`, /^TLSv1_2- /],
      [`${script}modparam("tls_mgm", "certificate", "[sip]tls/¦`, 'path tls/'],
      [`${script}modparam("rr", "enable_double_rr", "¦`, '0 1'],
      [`${script}modparam("tls_mgm", "match_ip_address", "[sip]¦`, '192.0.2.1:5061'],
    ]);
  });
  it('offers in blocks what routing is written with', () => {
    const inRoute = (line: string): string => `${script}route {\n  ${line}\n}\nroute[relay] { t_relay(); }\n`;
    checkProposed('opensips', 'opensips.cfg', [
      [inRoute('route(¦'), 'relay'],
      [inRoute('if ($socket_in(proto) == "¦'), 'udp tcp tls ws wss sctp'],
      [inRoute('$¦'), /\$socket_in\(proto\) .*\$socket_out/],
      [inRoute('$socket_out = "¦'), 'tls:192.0.2.1:5061'],
      [inRoute('t_relay("¦'), 'udp: tcp: tls: ws: wss: sctp:'],
      [inRoute('is_¦'), /is_peer_verified/],
      [inRoute('# is_¦'), ''],
      [inRoute('$avp(dom) = "¦'), ''],
      [`modparam("tls_mgm", "client_tls_domain_avp", "dom")\n${inRoute('$avp(dom) = "¦')}`, 'trunk'],
    ]);
  });
});

describe('completion anywhere', () => {
  it('never throws, and is bounded, at all places of all examples', () => {
    let asked = 0;
    for (const dialect of dialects) {
      const [example] = dialect.examples;
      const [[file, text] = ['', '']] = Object.entries(example?.files ?? {});
      if (!dialect.complete) continue;
      const step = Math.max(1, Math.floor(text.length / 60));
      for (let at = 0; at <= text.length; at += step) {
        const { proposals } = proposedIn(dialect, { ...example?.files, [file]: `${text.slice(0, at)}¦${text.slice(at)}` });
        assert.ok(proposals.length <= 120, `${dialect.id} ${at}: ${proposals.length}`);
        assert.ok(proposals.every(({ typed }) => typed <= at));
        asked++;
      }
    }
    assert.ok(asked > 500);
  });

  it('comes to an end in texts of almost nothing', () => {
    for (const dialect of dialects)
      for (const text of ['', '\n', '\n\n', '\n[', '[\n', '\n \n'])
        for (let offset = 0; offset <= text.length; offset++) {
          const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
          assert.ok(completionAt(dialect, { text, file: 'x', offset, before }, nothing));
        }
  });

  it('takes little time at the end of a long text', () => {
    for (const [id, file, line] of [
      ['kamailio', 'kamailio.cfg', 'request_route { if ($du == "x{") { t_relay(); } }\n'],
      ['freeswitch', 'x.xml', '<include><profile name="p"><settings><param name="tls" value="true"/></settings></profile></include>\n'],
      ['asterisk-pjsip', 'pjsip.conf', '[x](y)\ntransport=z\n'],
      ['livekit-sip', 'sip.yaml', 'tls:\n  port: 1\n'],
    ] as const) {
      const dialect = dialectById(id);
      const text = line.repeat(Math.ceil(200_000 / line.length));
      const facts = dialect.read({ file, text: line }, { find: () => [], text: () => undefined, version: () => undefined });
      const start = performance.now();
      completionAt(dialect, { text, file, offset: text.length, before: '' }, facts);
      assert.ok(performance.now() - start < 100, `${id}: ${performance.now() - start} ms`);
    }
  });

  it('takes little time for junk', () => {
    const pieces = ['"\\', '"', '<', '<a b="', "<a b='", '{"a":', '[', ' - a:\n', '<!--', '\\\n', '(', ';a=', 'a ', '$${', '\n['];
    for (const dialect of dialects)
      for (const piece of pieces) {
        const text = piece.repeat(40_000);
        const before = text.slice(text.lastIndexOf('\n') + 1);
        const start = performance.now();
        completionAt(dialect, { text, file: 'x', offset: text.length, before }, nothing);
        const took = performance.now() - start;
        assert.ok(took < 300, `${dialect.id}, ${JSON.stringify(piece)}: ${took} ms`);
      }
  });
});

const nothing = dialectById('pem').read({ file: 'x', text: '' }, { find: () => [], text: () => undefined, version: () => undefined });
