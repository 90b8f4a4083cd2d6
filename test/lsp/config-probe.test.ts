/** Probes that begin at a configuration, against real servers. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { CodeLens } from 'vscode-languageserver/node';
import { PROBE_REQUEST, type ProbeAnswer } from '../../server/protocol';
import { file, makeCertificates } from '../core/tls/peers';
import { LspClient } from '../support/lsp-client';
import type { Peer } from '../support/peers/program';
import { startSServer } from '../support/peers/s-server';
import { temporaryFolder } from '../support/temporary-folder';

const { path: folder, uriOf, write, remove } = temporaryFolder();

describe('a probe from the line of a configuration', () => {
  let client: LspClient;
  let peer: Peer;
  before(async () => {
    makeCertificates();
    peer = await startSServer(['-cert', file('server.pem'), '-key', file('server.key'), '-cert_chain', file('intermediate.pem')]);
    client = await LspClient.start({});
  });
  after(async () => {
    assert.deepEqual(client.errors(), []);
    assert.equal(await client.stop(), 0);
    await peer.stop();
    remove();
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
