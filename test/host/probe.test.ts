import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import type { Exports } from '../../client/extension';
import type { ProbeOptions } from '../../server/protocol';
import { closeAll, openFile, ours, until } from './editor';
import { call } from './texts';

/** What the lab says of itself, as far as it is used here. */
interface Lab {
  readonly dns: string;
  readonly ca: string;
  readonly endpoints: readonly { readonly id: string; readonly target: string; readonly words: readonly string[] }[];
}

describe('probes', () => {
  let lab: Lab;
  let probes: Awaited<ReturnType<Exports['probes']>>;

  before(async () => {
    const path = process.env.SIP_TLS_LAB;
    assert.ok(path, 'SIP_TLS_LAB names no lab');
    lab = JSON.parse(readFileSync(path, 'utf8'));
    probes = await ((await ours().activate()) as Exports).probes();
  });
  afterEach(closeAll);

  const endpoint = (id: string) => {
    const found = lab.endpoints.find((one) => one.id === id);
    assert.ok(found, id);
    return found;
  };
  const ofLab = (more: ProbeOptions = {}): ProbeOptions => ({ dns: [lab.dns], caFile: lab.ca, ...more });
  const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));

  it('a trace offers to probe each host that it names by TLS, once', async () => {
    const document = await openFile('lenses.sip', call);
    const lenses = await until(
      () => vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 20),
      (found) => found.length > 0,
    );
    const offered = lenses.map(({ range, command }) => [range.start.line, command?.title, command?.command]);
    assert.deepEqual(offered, [
      [0, 'Probe example.com', 'sipTls.probeFound'],
      [1, 'Probe 192.0.2.10:5060', 'sipTls.probeFound'],
      [8, 'Probe 192.0.2.10:5061', 'sipTls.probeFound'],
      [17, 'Probe 192.0.2.30:5061', 'sipTls.probeFound'],
    ]);
  });

  for (const id of ['good', 'one-incomplete', 'mutual-tls13', 'plain-sip', 'naptr'])
    it(`${id}: the report in the editor is the one of the command line, but for times`, async () => {
      const { target, words } = endpoint(id);
      const panel = await probes.probe(target, ofLab());
      assert.ok(panel.view && !panel.view.progress);
      assert.ok(
        tabs().some((label) => label === `SIP TLS: ${target}`),
        tabs().join(),
      );
      assert.deepEqual(timeless(panel.view.report), timeless(await byCommandLine(words)));
    });

  it('a probe is cancelled at once, and shows what is known', async () => {
    const { target } = endpoint('silent');
    const start = performance.now();
    const running = probes.probe(target, ofLab({ timeoutMs: 60_000 }));
    const panel = await until(
      () => probes.panelOf(target),
      (found) => found?.view?.progress?.waiting[0]?.step === 'handshake',
    );
    panel?.cancel();
    await running;
    assert.equal(panel?.view?.progress?.state, 'cancelled');
    assert.ok(performance.now() - start < 30_000);
  });

  it('what cannot be used is said, and leaves no empty tab', async () => {
    const { target } = endpoint('good');
    // The message waits for an answer that nobody gives here, so it is not waited for.
    await probes.probe(target, { caFile: '/nowhere/root.pem' });
    await until(tabs, (labels) => !labels.includes(`SIP TLS: ${target}`));
  });

  it('the last report comes back when VS Code restores its tab, and nothing is probed', async () => {
    const { target } = endpoint('good');
    const before = (await probes.probe(target, ofLab({ withPem: true }))).view?.report;
    await closeAll();
    await until(
      () => probes.panelOf(target),
      (panel) => panel === undefined,
    );
    const panel = vscode.window.createWebviewPanel('sipTls.probe', `SIP TLS: ${target}`, vscode.ViewColumn.Active);
    probes.restore(panel);
    const restored = probes.panelOf(target)?.view?.report;
    assert.equal(restored?.time, before?.time);
    assert.ok(!JSON.stringify(restored).includes('BEGIN CERTIFICATE'));
    await probes.panelOf(target)?.run();
    assert.notEqual(probes.panelOf(target)?.view?.report.time, before?.time);
  });

  it('whatever connects is off where the workspace is not trusted', () => {
    const { commands, configuration } = ours().packageJSON.contributes;
    const probing = commands.filter(({ command }: { command: string }) => command.startsWith('sipTls.probe'));
    assert.ok(probing.length >= 4);
    // The one of code lenses can be run, and says why it does nothing.
    for (const { command, enablement } of probing)
      assert.equal(enablement, command === 'sipTls.probeFound' ? undefined : 'isWorkspaceTrusted', command);
    // A mapping of folders decides which files are read.
    const settings = Object.keys(configuration.properties).filter((name) => /^sipTls\.(?:probe\.|pathMap$)/.test(name));
    assert.deepEqual([...ours().packageJSON.capabilities.untrustedWorkspaces.restrictedConfigurations].sort(), settings.sort());
  });
});

/** The command line, run by the same Node as the language server here. */
async function byCommandLine(words: readonly string[]): Promise<unknown> {
  const program = vscode.Uri.joinPath(ours().extensionUri, 'dist', 'cli.js').fsPath;
  const given = [program, 'probe', ...words, '--format', 'json', '--min-severity', 'hint'];
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const { stdout } = await promisify(execFile)(process.execPath, given, { env, maxBuffer: 1 << 26 }).catch(
    // 1 and 3 are answers too.
    (error: { stdout: string; stderr: string; code: number }) => {
      if (error.code !== 1 && error.code !== 3) throw new Error(error.stderr);
      return error;
    },
  );
  return JSON.parse(stdout);
}

/** Without what differs from one run to the next. */
function timeless(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\d+(?:\.\d+)? ms/g, 'N ms');
  if (Array.isArray(value)) return value.map(timeless);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => !['time', 'durationMs', 'timings'].includes(name));
  return Object.fromEntries(kept.map(([name, inner]) => [name, timeless(inner)]));
}
