import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { describeFacts } from '#core/config/describe-facts';
import { detectDialect } from '#core/config/detect';
import { dialects } from '#core/config/dialects/all.gen';
import { opensips } from '#core/config/dialects/opensips';
import type { ConfigFacts, FilePlace } from '#core/config/model';
import { opensipsFacts } from '#core/config/opensips/facts';
import { methodOf } from '#core/config/opensips/methods';
import { configRules } from '#core/rules/config.gen';
import { judgeConfig } from '#core/rules/config-engine';
import { selectRules } from '#core/rules/engine';
import { type Files, readFiles, withFix } from '../support/config-examples';

const read = (files: Files, version?: string): ConfigFacts => readFiles(opensips, files, version);
const one = (text: string, version?: string): ConfigFacts => read({ 'opensips.cfg': text }, version);
const described = (facts: ConfigFacts, files: Files = {}): string[] =>
  describeFacts(facts, (file) => files[file])
    .split('\n')
    .filter((line) => line !== '');
const checkProblems = (text: string, ...problems: readonly string[]): void => {
  const files = { 'opensips.cfg': text };
  assert.deepEqual(
    described(read(files), files).filter((line) => line.startsWith('problem')),
    problems.map((problem) => `problem opensips.cfg:${problem}`),
  );
};

describe('sockets of OpenSIPS', () => {
  const listeners = (text: string): string[] => described(one(text)).filter((line) => line.startsWith('listener'));

  it('have options in any order, and go on in the next line', () => {
    assert.deepEqual(
      listeners(`
socket=udp:192.0.2.1:5060 use_workers 4 tos 0x10
  as 198.51.100.1:5080 anycast # a note
socket = tls : nothing
socket=tls:[2001:db8::1]:5061 tag out reuse_port
socket=WSS:*
socket=sctp:sip-1.example.com:5062-5070
socket=hep_udp:192.0.2.1:9060
socket=bin:192.0.2.1:5566
`),
      [
        'listener udp 192.0.2.1:5060 advertises 198.51.100.1:5080',
        'listener unknown tls',
        'listener tls [2001:db8::1]:5061',
        'listener wss *:443',
        'listener sctp sip-1.example.com:5062',
      ],
    );
  });

  it('have the ports of their modules, and global advertisements', () => {
    assert.deepEqual(
      listeners(
        'advertised_address="sip.example.com"\nsocket=tls:192.0.2.1\nloadmodule "proto_tls.so"\nmodparam("proto_tls", "tls_port", 5071)\n',
      ),
      ['listener tls 192.0.2.1:5071 advertises sip.example.com'],
    );
  });

  it('out of variables are not known', () => {
    assert.deepEqual(listeners(`socket=tls:{{ ip }}:5061\nsocket=udp:\${IP}:\${PORT}\nsocket=udp:LISTEN_IP:5060\n`), [
      'listener tls ?{{ ip }}?:5061',
      `listener udp ?\${IP}?`,
      'listener udp ?LISTEN_IP?:5060',
    ]);
  });
});

describe('TLS of OpenSIPS', () => {
  it('of 2.x has a default domain, and addresses in the definitions', () => {
    const text = `
listen=tls:192.0.2.1:5061
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "verify_cert", "1")
modparam("tls_mgm", "require_cert", "0")
modparam("tls_mgm", "tls_method", "TLSv1_2")
modparam("tls_mgm", "server_domain", "own=192.0.2.1:5061")
modparam("tls_mgm", "certificate", "[own]/etc/opensips/own.pem")
`;
    assert.deepEqual(described(one(text)), [
      'listener tls 192.0.2.1:5061 profile server:own',
      'profile server:default server versions TLSv1.2 to TLSv1.2 verify on require off name off depth 3',
      'profile server:own server for 192.0.2.1:5061 versions TLSv1 to TLSv1.3 by default certificate /etc/opensips/own.pem verify on require on name off depth 3',
    ]);
    assert.equal(opensipsFacts(one(text))?.style, 'default-domain');
  });

  it('of 1.x has settings of the core, and blocks for single addresses', () => {
    assert.deepEqual(
      described(
        one(`
disable_tls = 0
listen = tls:192.0.2.1:5061
tls_verify_client = 1
tls_method = TLSv1
tls_certificate = "/etc/opensips/default.pem"
tls_server_domain[192.0.2.1:5061] {
  tls_certificate = "/etc/opensips/own.pem"
  tls_method = SSLv23
}
tls_client_domain["gw"] {
  tls_verify_server = 0
}
`),
      ),
      [
        'listener tls 192.0.2.1:5061 profile server:192.0.2.1:5061',
        'profile server:default server versions TLSv1 to TLSv1 certificate /etc/opensips/default.pem verify on require unknown name off',
        'profile server:192.0.2.1:5061 server for 192.0.2.1:5061 versions TLSv1 to TLSv1.3 certificate /etc/opensips/own.pem verify on require unknown name off',
        'profile client:gw client named gw versions TLSv1 to TLSv1 certificate /etc/opensips/default.pem verify off require off name off',
      ],
    );
  });

  it('is told by the version, by the words of the script, or not at all', () => {
    const style = (text: string, version?: string) => opensipsFacts(one(text, version))?.style;
    const plain = 'loadmodule "tls_mgm.so"\nmodparam("tls_mgm", "verify_cert", "1")\n';
    assert.equal(style(plain), 'unknown');
    assert.equal(style(`children=4\n${plain}`), 'default-domain');
    assert.equal(style(`udp_workers=4\n${plain}`), 'named-domains');
    assert.equal(style(plain, '2.4.11'), 'default-domain');
    assert.equal(style(`children=4\n${plain}`, '3.4'), 'named-domains');
    assert.equal(style(plain, '1.11'), 'core');
  });

  it('gives what is said of a shared name to the server', () => {
    const facts = one(`
socket=tls:192.0.2.1:5061
modparam("tls_mgm", "server_domain", "a")
modparam("tls_mgm", "client_domain", "a")
modparam("tls_mgm", "verify_cert", "[a]0")
`);
    assert.deepEqual(
      facts.profiles.map(({ id, verifiesPeer }) => [id, verifiesPeer.value]),
      [
        ['server:a', 'off'],
        ['client:a', 'on'],
      ],
    );
  });

  it('reads methods as OpenSIPS does', () => {
    const shown = (text: string): string => {
      const method = methodOf(text);
      return method.kind === 'invalid'
        ? 'invalid'
        : `${method.kind} ${method.least.toString(16)} ${method.most.toString(16)} ${method.isByPrefix}`;
    };
    assert.equal(shown('tlsv1_2'), 'one 303 303 false');
    assert.equal(shown('TLSv1_2-'), 'range 303 304 false');
    assert.equal(shown('-TLSv1_2'), 'range 301 303 false');
    assert.equal(shown('-'), 'range 301 304 false');
    assert.equal(shown('TLSv1 - TLSv1_3'), 'range 301 304 false');
    assert.equal(shown('TLSany'), 'range 301 304 false');
    assert.equal(shown('TLS'), 'range 301 304 true');
    assert.equal(shown('tlsv1_'), 'one 303 303 true');
    assert.equal(shown('TLSv1_1'), 'invalid');
    assert.equal(shown(''), 'invalid');
  });
});

describe('scripts of OpenSIPS', () => {
  it('follow includes, from the start directory first', () => {
    const files = {
      'opensips.cfg': 'include_file "sub/a.cfg"\nroute { route(two); }\n',
      'sub/a.cfg': "  import_file 'b.cfg'\nsocket=tcp:192.0.2.1:5060\n",
      'sub/b.cfg': 'socket=udp:192.0.2.1:5060\ninclude_file "opensips.cfg"\nroute[two] {\n  exit;\n}\n',
    };
    const facts = read(files);
    assert.deepEqual(described(facts, files), ['listener udp 192.0.2.1:5060', 'listener tcp 192.0.2.1:5060']);
    assert.deepEqual(facts.files, ['opensips.cfg', 'sub/a.cfg', 'sub/b.cfg']);
    const two = facts.symbols.find(({ name }) => name === 'route[two]');
    assert.deepEqual([two?.place.file, two?.uses.map(({ file }) => file), two?.isRenamable], ['sub/b.cfg', ['opensips.cfg'], false]);
    assert.deepEqual(
      facts.includes.map(({ raw, files: found }) => [raw, found.length]),
      [
        ['sub/a.cfg', 1],
        ['b.cfg', 1],
        ['opensips.cfg', 0],
      ],
    );
  });

  it('know no other comments and orders than their own', () => {
    checkProblems(`
#!define WITH_TLS
/* one /* inner */ still a comment " */
socket=udp:192.0.2.1:5060
route {
  xlog("http://example.com/ \\"quoted\\" 'x'");
  $var(x) = 'it is "so"';
  exit;
}
`);
  });

  it('are refused only for what OpenSIPS refuses', () => {
    checkProblems('loadmodule tm.so\n', '1:1 fatal `loadmodule` needs the name of a module in quotes; OpenSIPS stops here.');
    checkProblems('include_file x.cfg\n', '1:1 fatal `include_file` needs the name of a file in quotes; OpenSIPS stops here.');
    checkProblems('modparam("a", "b")\n', '1:1 fatal This is not `modparam("module", "parameter", value)`; OpenSIPS stops here.');
    checkProblems('route {\n  t_relay()\n  exit;\n}\n', '2:11 fatal `;` is missing behind `t_relay`; OpenSIPS stops here.');
    checkProblems('route {\n  exit;\n}\n}\n', '4:1 fatal No block is open that this `}` could close; OpenSIPS stops here.');
    checkProblems(
      'route[a] {\n  exit;\n}\nroute[a] {\n  exit;\n}\n',
      '4:7 fatal There are two routes `route[a]`; OpenSIPS stops at the second.',
    );
    checkProblems(
      'route {\n  if ($rU == "1") {\n    exit;\n}\nroute[b] {\n  exit;\n}\n',
      '1:7 fatal No `}` closes this block; OpenSIPS does not start with it.',
    );
    checkProblems('/* open\nroute { }\n', '1:1 fatal This comment is never closed: OpenSIPS reads the rest of the file as a part of it.');
    checkProblems(
      'mpath="/usr/lib\nroute {\n  exit;\n}\n',
      '1:7 fatal No double quote closes this string: OpenSIPS reads the rest of the file as a part of it.',
    );
  });

  it('may hold all that the manuals show', () => {
    checkProblems(`
dst_blacklist = gw:{ ( tcp , 192.168.2.100 , 5060 , "" ),
  ( any , 192.168.2.101 , 0 , "" ) }
auto_scaling_profile = PROFILE_SIP
  scale up to 6 on 70% for 4 cycles within 5
  scale down to 2 on 18% for 10 cycles
udp_workers = 4 use_auto_scaling_profile PROFILE_SIP
alias = udp:example.com:5060
modparam("registrar|nathelper", "received_avp", "$avp(rcv)")
modparam("dialog", "db_mode", -1)
startup_route { cache_store("local", "a", "b"); }
timer_route[gw_update, 300] { xlog("now\\n"); }
event_route[E_DISPATCHER_STATUS] { xlog("$param(group)"); }
route {
  switch ($retcode) {
    case -1:
      exit;
    case 1:
    default: { t_reply(404, "Not here"); }
  }
  while ($(hdrcnt(Via)) > 1 && not isflagset("X")) $var(i) += 1;
  for ($var(it) in $(hdr(Contact)[*])) xlog("$var(it)");
  if (src_ip == 192.168.0.0/16 || $si =~ "^10\\." || proto == TLS and method == "INVITE") { ; }
  else if (!t_check_trans()) return(-1);
  $(avp(list)[0]) = $(ru{uri.host}) + ":" + $rp;
  $json(body/x) := NULL;
  async(rest_get("http://example.com", $var(body)), resume);
  launch(exec("ls"), done, "x");
  send_reply(200, "OK" "and more");
  route(to, "a", $rU);
  avp_db_query("select 1", , $avp(x));
  return;
}
`);
  });

  it('say where they send, and under which condition', () => {
    assert.deepEqual(
      described(
        one(`
route {
  switch ($socket_in(proto)) {
    case "tls":
      $du = "sips:a.example.com";
      break;
  }
  if (!($proto != "wss")) t_relay("udp:10.0.0.2:5060");
  force_send_socket(tls:192.0.2.1:5061);
  $ru = "sip:" + $rU + "@b.example.com";
}
`),
      ),
      [
        'peer sips:a.example.com: sips:a.example.com by tls out',
        'peer udp:10.0.0.2:5060: 10.0.0.2:5060 transport udp by udp out',
        'route destination tls a.example.com under tls',
        'route relay udp 10.0.0.2:5060 under wss',
        'route socket tls 192.0.2.1:5061',
      ],
    );
  });

  it('have symbols that may be renamed', () => {
    const text = `loadmodule "tls_mgm.so"
modparam("tls_mgm", "client_tls_domain_avp", "dom")
modparam("tls_mgm", "client_domain", "gw")
modparam("tls_mgm", "verify_cert", "[gw]1")
route {
  $avp(dom) = "gw";
  $avp(other) = "gw";
  route(out);
}
route[out] {
  t_on_failure("next");
}
failure_route[next] {
  exit;
}
`;
    const facts = one(text);
    const quoted = ({ at }: FilePlace): string => `${text.slice(0, at.start).split('\n').length} ${text.slice(at.start, at.end)}`;
    assert.deepEqual(
      facts.symbols.map(({ kind, name, place, uses, isRenamable }) => [kind, name, quoted(place), uses.map(quoted), isRenamable]),
      [
        ['module', 'tls_mgm', '1 tls_mgm.so', ['2 tls_mgm', '3 tls_mgm', '4 tls_mgm'], false],
        ['profile', 'client:gw', '3 gw', ['4 gw', '6 gw'], true],
        ['route', 'route', '5 route', [], false],
        ['route', 'route[out]', '10 out', ['8 out'], true],
        ['route', 'failure_route[next]', '13 next', ['11 next'], true],
      ],
    );
  });

  it('made by m4 count only by what stands there', () => {
    const files = {
      'residential.m4':
        'define(`TLS\', `yes\')\nifelse(TLS, `yes\', `socket=tls:127.0.0.1:5061\', `\')\nifelse(TLS, `yes\', `loadmodule "tls_mgm.so"\nmodparam("tls_mgm", "db_url", "DB_URL")\n\')dnl\nroute {\n',
    };
    const facts = read(files);
    assert.deepEqual(described(facts, files), []);
    assert.deepEqual(
      [opensipsFacts(facts)?.isTemplate, facts.settings.map(({ key, value }) => [key, value.isKnown])],
      [true, [['tls_mgm.db_url', false]]],
    );
  });
});

describe('detection of OpenSIPS', () => {
  const id = (name: string, text: string) => detectDialect(name, text, dialects)?.id;

  it('goes by name, folder and shape', () => {
    assert.equal(id('/etc/opensips/opensips.cfg', ''), 'opensips');
    assert.equal(id('/etc/opensips/tls.m4', 'dnl\n'), 'opensips');
    assert.equal(id('/srv/proxy.cfg', 'socket=tls:10.0.0.1:5061\nudp_workers=4\n'), 'opensips');
    assert.equal(id('/srv/proxy.cfg', '#!OPENSIPS\nroute {\n}\n'), 'opensips');
  });

  it('leaves Kamailio to Kamailio', () => {
    assert.equal(id('/srv/proxy.cfg', '#!KAMAILIO\nlisten=tls:10.0.0.1:5061\nloadmodule "tls.so"\nrequest_route {\n}\n'), 'kamailio');
    assert.equal(
      id('/srv/opensips.cfg', '#!KAMAILIO\n#!define X\nloadmodule "tm.so"\nmodparam("tls", "x", 1)\nrequest_route {\n}\n'),
      'kamailio',
    );
    assert.equal(id('/srv/settings.cfg', 'route = 5\n'), undefined);
  });
});

function placesOf(node: unknown, seen = new Set<unknown>()): FilePlace[] {
  if (typeof node !== 'object' || node === null || seen.has(node)) return [];
  seen.add(node);
  const own = 'file' in node && 'at' in node ? [node as FilePlace] : [];
  return [...own, ...Object.values(node).flatMap((value) => placesOf(value, seen))];
}

const context = {
  profile: 'practical' as const,
  now: new Date('2026-08-01T00:00:00Z'),
  version: () => undefined,
  file: () => ({ kind: 'elsewhere' as const }),
  others: [],
};

describe('hostile text for OpenSIPS', () => {
  const token = fc.constantFrom(
    ...[
      'socket=tls:10.0.0.1:5061',
      'socket=',
      'listen=',
      ' as ',
      'tag',
      'x',
      '\n',
      '\r\n',
      ' ',
      '"',
      "'",
      '`',
      '\\',
      '\\"',
      '#',
      '/*',
      '*/',
    ],
    ...['{', '}', '(', ')', '[', ']', ';', ',', '=', ':', '$', '$(', '$avp(x)', '$du = "sip:h:5061";', '\uFEFF', 'é', '5061', '-'],
    ...['route', 'route[a] {', 'if (', 'else', 'switch', 'case 1:', 'default', 'while', 't_relay("tls:h:1");', 'exit', 'return'],
    ...['loadmodule "tls_mgm.so"', 'loadmodule "proto_tls.so"', 'modparam("tls_mgm", "server_domain", "a")', 'modparam("tls_mgm", '],
    ...[
      'modparam("tls_mgm", "tls_method", "[a]TLSv1")',
      'modparam("tls_mgm", "verify_cert", "[a]1")',
      'modparam("tls_mgm", "client_domain", "a")',
    ],
    ...[
      'modparam("tls_mgm", "match_sip_domain", "[a]x, y")',
      'modparam("tls_mgm", "match_ip_address", "[a]1.1.1.1:1")',
      '"[',
      'include_file "x"\n',
    ],
    ...['tls_server_domain[', 'tls_method = TLSv1', 'define(`', 'modparam("tls_mgm", "ciphers_list", "[a]NULL")', 'proto == TLS'],
  );
  const script = fc.array(token, { maxLength: 80 }).map((tokens) => tokens.join(''));
  const rules = selectRules(
    configRules.filter(({ id }) => id.startsWith('config/osip-')),
    'practical',
  );

  it('is read, with all places in it; no rule fails, and fixes stay inside', () => {
    fc.assert(
      fc.property(script, script, (text, other) => {
        const files: Files = { 'opensips.cfg': text, x: other };
        const facts = read(files);
        for (const { file, at } of placesOf({ ...facts, own: undefined, texts: undefined }))
          assert.ok(at.start >= 0 && at.start <= at.end && at.end <= (files[file] ?? '').length, `${file} ${at.start} to ${at.end}`);
        for (const { rule, message, place, fix } of judgeConfig(facts, context, rules)) {
          assert.notEqual(rule, 'internal/rule-failed', message);
          assert.ok(facts.files.includes(place.file), `${rule} reports in ${place.file}`);
          if (fix) withFix(files, fix);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('takes a time that grows with its size only', () => {
    const units = [
      '"',
      "'",
      '\\"',
      '\\"\n',
      '"\\',
      '/*',
      '/* */',
      '{',
      '}',
      '(',
      'route{',
      'if(',
      '!',
      'a=b\n',
      'a={\n',
      '$(',
      '$a(',
      'socket=tls:a:1 ',
      '[a]',
      'a:',
    ];
    const longer = [
      'include_file "x"\n',
      'modparam("tls_mgm", "server_domain", "a")\n',
      'modparam("tls_mgm", "certificate", "[a]x")\n',
      'route[a] {\n  t_relay();\n}\n',
      'switch(x){case 1:',
      'route{if(a)if(b)',
      'modparam("tls_mgm", ',
    ];
    const timeOf = (unit: string, size: number): number => {
      const start = performance.now();
      one(unit.repeat(size / unit.length));
      return performance.now() - start;
    };
    for (const unit of [...units, ...longer]) {
      timeOf(unit, 32_000);
      const [small, large] = [timeOf(unit, 32_000), timeOf(unit, 256_000)];
      // Eight times the text in eight times the time, with room for a machine that has other work; what is square would take 64 times as long.
      assert.ok(large < 30 * Math.max(small, 20), `${JSON.stringify(unit)}: ${small.toFixed(0)} ms, then ${large.toFixed(0)} ms`);
    }
  });
});

describe('samples of OpenSIPS', () => {
  const corpus = join(process.env.SIP_TLS_CORPUS ?? '../shared/corpus', 'configs');
  const folder = (() => {
    try {
      return readdirSync(join(corpus, 'opensips'));
    } catch {
      return undefined;
    }
  })();
  const skip = folder ? false : `no corpus at ${corpus}`;

  it('are read and judged while somebody types', { skip }, () => {
    const text = readFileSync(join(corpus, 'opensips', 'proto_wss-opensips.cfg'), 'utf8');
    const body = text.slice(text.indexOf('route {'));
    const long = text + Array.from({ length: 16 }, (_, i) => body.replace(/^(\w*route) ?(?:\[(\w+)\])?/gm, `$1[$2_${i}]`)).join('\n');
    const rules = selectRules(
      configRules.filter(({ id }) => id.startsWith('config/osip-')),
      'practical',
    );
    const times = Array.from({ length: 12 }, () => {
      const start = performance.now();
      judgeConfig(one(long), context, rules);
      return performance.now() - start;
    });
    console.log(`# ${long.split('\n').length} lines in ${Math.min(...times).toFixed(1)} ms`);
    assert.ok(Math.min(...times) < 60, `${Math.min(...times).toFixed(1)} ms`);
  });
});
