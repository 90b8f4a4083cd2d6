/** Probes that begin at a configuration, against real servers. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { CodeLens } from 'vscode-languageserver/node';
import { writePem } from '#core/x509/pem';
import type { ReportFinding } from '../../server/contracts';
import { PROBE_REQUEST, type ProbeAnswer } from '../../server/protocol';
import { file, makeCertificates } from '../core/tls/peers';
import { issue, type JsonGeneralNames } from '../core/x509/issue';
import { LspClient } from '../support/lsp-client';
import type { Peer } from '../support/peers/program';
import { startSServer } from '../support/peers/s-server';
import { temporaryFolder } from '../support/temporary-folder';

const sans: JsonGeneralNames = [{ type: 'dns', value: 'sip.example.com' }];
const { path: folder, uriOf, write, remove } = temporaryFolder();

describe('a probe from the line of a configuration', () => {
  let client: LspClient;
  let peer: Peer;
  const peers: Peer[] = [];
  const serverOf = async (words: readonly string[]): Promise<Peer> => {
    const started = await startSServer(words);
    peers.push(started);
    return started;
  };
  before(async () => {
    makeCertificates();
    peer = await serverOf(['-cert', file('server.pem'), '-key', file('server.key'), '-cert_chain', file('intermediate.pem')]);
    client = await LspClient.start({});
  });
  after(async () => {
    for (const each of peers) await each.stop();
    assert.deepEqual(client.errors(), []);
    assert.equal(await client.stop(), 0);
    remove();
  });

  it('finds that the server still serves what the file held before, until it is restarted', async () => {
    const daysAgo = (days: number): Date => new Date(Date.now() - days * 86_400_000);
    const old = await issue({ name: 'sip.example.com', sans, notBefore: daysAgo(80), notAfter: daysAgo(-10) });
    const renewed = await issue({ name: 'sip.example.com', sans, keys: old.keys, notBefore: daysAgo(2), notAfter: daysAgo(-88) });
    const key = KeyObject.from(old.keys.privateKey).export({ type: 'pkcs8', format: 'pem' }).toString();
    write({
      'edge/old.pem': writePem('CERTIFICATE', old.der),
      'edge/server.pem': writePem('CERTIFICATE', renewed.der),
      'edge/server.key': key,
    });
    const serve = (name: string) => serverOf(['-cert', join(folder, 'edge', name), '-key', join(folder, 'edge/server.key')]);
    const found = async (port: number): Promise<readonly ReportFinding[]> => {
      const uri = uriOf('edge/kamailio.cfg');
      await client.open(
        uri,
        `#!KAMAILIO\nlisten=tls:127.0.0.1:${port}\nloadmodule "tls.so"\nmodparam("tls", "config", "tls.cfg")\n`,
        'kamailio',
      );
      const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
      const [options] = lenses.find(({ command }) => command?.title === 'Probe this listener')?.command?.arguments ?? [];
      assert.equal(options.installed, join(folder, 'edge/server.pem'));
      const answer = await client.request<ProbeAnswer>(PROBE_REQUEST, options);
      assert.ok(answer.kind === 'done', JSON.stringify(answer));
      await client.notify('textDocument/didClose', { textDocument: { uri } });
      return answer.view.report.endpoints.flatMap(({ findings }) => findings.filter(({ rule }) => rule === 'chain/file-newer-than-wire'));
    };
    write({ 'edge/tls.cfg': '[server:default]\nmethod = TLSv1.2+\ncertificate = server.pem\nprivate_key = server.key\n' });
    const stale = await serve('old.pem');
    const [finding] = await found(stale.port);
    assert.match(finding?.message ?? '', /^The file holds a certificate until \S+; 127\.0\.0\.1:\d+ still serves the one until /);
    assert.match(finding?.remedy ?? '', /kamcmd tls\.reload/);
    const printed = execFileSync('sh', ['-c', finding?.command ?? 'false'], { encoding: 'utf8' });
    assert.equal(new Set(printed.match(/Fingerprint=\S+/g)).size, 2, printed);
    const reloaded = await serve('server.pem');
    assert.deepEqual(await found(reloaded.port), []);
  });

  it('a probe as the profile trusts the folder of authorities that it names', async () => {
    const uri = uriOf('trunk/pjsip.conf');
    write({ 'trunk/anchors/root.pem': readFileSync(file('root.pem'), 'utf8'), 'trunk/others/empty.txt': '' });
    execFileSync('openssl', ['rehash', join(folder, 'trunk/anchors')]);
    const text = (path: string) => `[t-tls]
type = transport
protocol = tls
bind = 0.0.0.0
ca_list_path = ${path}
verify_server = yes

[trunk]
type = endpoint
transport = t-tls
aors = trunk

[trunk]
type = aor
contact = sip:127.0.0.1:${peer.port}\\;transport=tls
`;
    const probeAs = async (path: string): Promise<ProbeAnswer> => {
      await client.change(uri, [{ text: text(path) }]);
      const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
      const [options] = lenses.find(({ command }) => /peer/.test(command?.title ?? ''))?.command?.arguments ?? [];
      return client.request<ProbeAnswer>(PROBE_REQUEST, { ...options, policy: 'chain-only' });
    };
    await client.open(uri, text('anchors'), 'asterisk');
    const trusting = await probeAs('anchors');
    assert.ok(trusting.kind === 'done', JSON.stringify(trusting));
    assert.deepEqual(trusting.view.report.policy.trust, [`${join(folder, 'trunk/anchors')}, 1 certificate`]);
    assert.deepEqual(
      trusting.view.report.endpoints.map(({ outcome, chain }) => [outcome, chain?.trusted]),
      [['ok', true]],
    );
    assert.match(trusting.view.commands.map(({ command }) => command).join(), / -CApath \S+anchors /);
    const refused = await probeAs('others');
    assert.ok(refused.kind === 'refused' && /holds no certificate to trust/.test(refused.why), JSON.stringify(refused));
  });
});
