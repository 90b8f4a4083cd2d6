import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Location, Range, WorkspaceEdit } from 'vscode-languageserver/node';
import { writePem } from '#core/x509/pem';
import { issue } from '../core/x509/issue';
import { LspClient, positionAt } from '../support/lsp-client';

const files: { readonly [name: string]: string } = {
  'kamailio/names.cfg': '#!define OWN_IP 192.0.2.1\n#!define OTHER 1\n',
  'kamailio/kamailio.cfg': `#!KAMAILIO
include_file "names.cfg"
enable_tls=yes
listen=tls:OWN_IP:5061
loadmodule "tls.so"
modparam("tls", "config", "tls.cfg")
request_route {
  $xavp(tls=>server_id) = "trunk";
  route(RELAY);
}
route[RELAY] { t_relay(); }
route[OTHER_WAY] { exit; }
`,
  'kamailio/second/kamailio.cfg': `#!KAMAILIO\ninclude_file "../names.cfg"\nlisten=udp:OWN_IP:5060\nrequest_route { exit; }\n`,
  'kamailio/tls.cfg': `[server:192.0.2.1:5061]
method = TLSv1.2+
certificate = server.pem
private_key = server.pem

[client:default]
server_id = trunk
method = TLSv1.2+
certificate = server.pem
private_key = server.pem
`,
  'asterisk/pjsip.conf': `[t-tls]
type = transport
protocol = tls
bind = 192.0.2.1

[1001]
type = endpoint
transport = t-tls
aors = 1001

[1001]
type = aor
`,
  'asterisk/pjsip_wizard.conf': '[w]\ntype = wizard\ntransport = t-tls\nremote_hosts = sip.example.net\n',
  'opensips/opensips.cfg': `socket=tls:192.0.2.1:5061
loadmodule "tls_mgm.so"
modparam("tls_mgm", "server_domain", "sip")
modparam("tls_mgm", "verify_cert", "[sip]0")
route { exit; }
`,
  'freeswitch/vars.xml': '<include>\n<X-PRE-PROCESS cmd="set" data="own_port=5061"/>\n</include>\n',
  'freeswitch/sip_profiles/inside.xml': `<profile name="inside">
<gateways>
<gateway name="trunk"><param name="proxy" value="sip.example.net"/><param name="realm" value="example.net"/></gateway>
</gateways>
<settings>
<param name="tls" value="true"/>
<param name="tls-sip-port" value="$\${own_port}"/>
</settings>
</profile>
`,
};

let folder = '';
const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;
const nameOf = (uri: string): string => uri.slice(uriOf('').length).replace(/^\//, '');

describe('language server, names and files in configurations', () => {
  let client: LspClient;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sip-tls-names-'));
    const pem = writePem('CERTIFICATE', (await issue({ name: 'sip.example.com' })).der);
    for (const [name, text] of Object.entries({ ...files, 'kamailio/server.pem': pem })) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    client = await LspClient.start({ rootUri: pathToFileURL(folder).href });
    for (const [name, text] of Object.entries(files)) await client.open(uriOf(name), text, 'properties');
    await client.open(uriOf('kamailio/server.pem'), pem, 'plaintext');
    for (const name of Object.keys(files)) await client.diagnostics(uriOf(name));
  });
  after(async () => {
    assert.deepEqual(client.errors(), []);
    assert.equal(await client.stop(), 0);
    rmSync(folder, { recursive: true, force: true });
  });

  /** One character into `word` where it stands first behind `behind`. */
  const at = (name: string, word: string, behind = ''): Parameters<LspClient['at']> => {
    const text = files[name] ?? '';
    return ['', uriOf(name), positionAt(text, text.indexOf(word, text.indexOf(behind)) + 1)];
  };
  const places = (found: readonly Location[]): string[] => found.map(({ uri, range }) => `${nameOf(uri)}:${range.start.line + 1}`).sort();
  const ask = async (method: string, name: string, word: string, behind?: string): Promise<string[]> => {
    const [, uri, position] = at(name, word, behind);
    return places(await client.at<Location[]>(method, uri, position, { context: { includeDeclaration: true } }));
  };
  const edited = async (name: string, word: string, newName: string, behind?: string): Promise<string[]> => {
    const [, uri, position] = at(name, word, behind);
    const { changes = {} } = await client.at<WorkspaceEdit>('rename', uri, position, { newName });
    return places(Object.entries(changes).flatMap(([of, edits]) => edits.map(({ range }) => ({ uri: of, range }))));
  };
  const refusal = async (name: string, word: string, behind?: string): Promise<string> => {
    const [, uri, position] = at(name, word, behind);
    return client.at<Range | null>('prepareRename', uri, position).then(
      (range) => (range ? 'allowed' : 'nothing'),
      (error: Error) => error.message,
    );
  };

  it('a macro of a shared file is found and renamed in all configurations that include it', async () => {
    const all = ['kamailio/kamailio.cfg:4', 'kamailio/names.cfg:1', 'kamailio/second/kamailio.cfg:3'];
    assert.deepEqual(await ask('references', 'kamailio/names.cfg', 'OWN_IP'), all);
    assert.deepEqual(await ask('references', 'kamailio/kamailio.cfg', 'OWN_IP'), all);
    assert.deepEqual(await ask('definition', 'kamailio/second/kamailio.cfg', 'OWN_IP'), ['kamailio/names.cfg:1']);
    assert.deepEqual(await edited('kamailio/kamailio.cfg', 'OWN_IP', 'PUBLIC_IP'), all);
  });

  it('a socket leads to its profile, and a profile to its sockets', async () => {
    assert.deepEqual(await ask('definition', 'kamailio/kamailio.cfg', 'tls:OWN_IP'), ['kamailio/tls.cfg:1']);
    assert.deepEqual(await ask('references', 'kamailio/tls.cfg', 'server:192'), ['kamailio/kamailio.cfg:4', 'kamailio/tls.cfg:1']);
    assert.deepEqual(await ask('references', 'opensips/opensips.cfg', 'sip"'), [
      'opensips/opensips.cfg:1',
      'opensips/opensips.cfg:3',
      'opensips/opensips.cfg:4',
    ]);
  });

  it('a file leads to all places that name it', async () => {
    const certificate = ['kamailio/tls.cfg:10', 'kamailio/tls.cfg:3', 'kamailio/tls.cfg:4', 'kamailio/tls.cfg:9'];
    assert.deepEqual(await ask('references', 'kamailio/tls.cfg', 'server.pem'), certificate);
    const inside = await client.at<Location[]>(
      'references',
      uriOf('kamailio/server.pem'),
      { line: 0, character: 3 },
      { context: { includeDeclaration: true } },
    );
    assert.deepEqual(places(inside), certificate);
    assert.deepEqual(await ask('references', 'kamailio/kamailio.cfg', 'names.cfg'), [
      'kamailio/kamailio.cfg:2',
      'kamailio/second/kamailio.cfg:2',
    ]);
    assert.deepEqual(await ask('references', 'kamailio/kamailio.cfg', 'tls.cfg'), ['kamailio/kamailio.cfg:6']);
  });

  it('names of blocks, profiles, transports, domains and gateways are renamed where they stand', async () => {
    assert.deepEqual(await edited('kamailio/kamailio.cfg', 'RELAY', 'SEND'), ['kamailio/kamailio.cfg:11', 'kamailio/kamailio.cfg:9']);
    assert.deepEqual(await edited('kamailio/tls.cfg', 'trunk', 'carrier'), ['kamailio/kamailio.cfg:8', 'kamailio/tls.cfg:7']);
    assert.deepEqual(await edited('asterisk/pjsip_wizard.conf', 't-tls', 'outside'), [
      'asterisk/pjsip.conf:1',
      'asterisk/pjsip.conf:8',
      'asterisk/pjsip_wizard.conf:3',
    ]);
    assert.deepEqual(await edited('opensips/opensips.cfg', 'sip"', 'edge'), ['opensips/opensips.cfg:3', 'opensips/opensips.cfg:4']);
    assert.deepEqual(await ask('references', 'freeswitch/vars.xml', 'own_port'), [
      'freeswitch/sip_profiles/inside.xml:7',
      'freeswitch/vars.xml:2',
    ]);
    assert.deepEqual(await ask('definition', 'freeswitch/sip_profiles/inside.xml', 'own_port'), ['freeswitch/vars.xml:2']);
  });

  it('names that others know are refused, and it is said why', async () => {
    assert.match(await refusal('asterisk/pjsip.conf', '1001', 'type = transport'), /Phones, the dialplan and voicemail/);
    assert.match(await refusal('asterisk/pjsip.conf', '1001', 'aors'), /Phones and the dialplan/);
    assert.match(await refusal('kamailio/kamailio.cfg', 'request_route'), /calls this block by its name/);
    assert.match(await refusal('kamailio/kamailio.cfg', 'tls.so'), /name of a module/);
    assert.match(await refusal('kamailio/tls.cfg', 'client:default'), /A server_id gives it a name/);
    assert.match(await refusal('freeswitch/sip_profiles/inside.xml', 'inside'), /The console, the dialplan/);
    assert.match(await refusal('freeswitch/vars.xml', 'own_port'), /may ask for this variable/);
    assert.equal(await refusal('kamailio/kamailio.cfg', 'exit'), 'nothing');
    assert.equal(await refusal('kamailio/kamailio.cfg', 'RELAY'), 'allowed');
  });

  it('new names that would be read as something else are refused', async () => {
    await assert.rejects(edited('kamailio/kamailio.cfg', 'OWN_IP', '1st'), /no name for it: letters/);
    await assert.rejects(edited('kamailio/kamailio.cfg', 'OWN_IP', 'listen'), /a word of its own/);
    await assert.rejects(edited('kamailio/kamailio.cfg', 'OWN_IP', 'OTHER'), /another variable called “OTHER” already/);
    await assert.rejects(edited('kamailio/kamailio.cfg', 'RELAY', 'OTHER_WAY'), /another route called/);
    await assert.rejects(edited('asterisk/pjsip.conf', 't-tls', 'a b]'), /no name for it/);
  });
});
