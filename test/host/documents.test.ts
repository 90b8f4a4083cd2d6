import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  closeAll,
  commandTitled,
  findingsOf,
  openFile,
  openUntitled,
  ours,
  positionOf,
  replace,
  untilFinding,
  untilNoFinding,
  workspaceUri,
} from './editor';
import { bigTrace, call, invite, letter, log, ringing } from './texts';

const viaPort = 'sip/via-tls-port-5060';

describe('documents', () => {
  afterEach(closeAll);

  it('a trace starts the extension', async () => {
    await openFile('start.sip', call).then((document) => untilFinding(document, viaPort));
    assert.equal(ours().isActive, true);
  });

  for (const [name, text] of [
    ['by-extension.sip', letter],
    ['by-extension.siptrace', letter],
    ['request-line.out', invite],
    ['status-line.out', ringing],
  ] as const)
    it(`${name} is a SIP trace`, async () => assert.equal((await openFile(name, text)).languageId, 'sip-trace'));

  for (const [name, text] of [
    ['letter.txt', letter],
    ['proxy.log', log],
    ['request.http', 'INVITE /a HTTP/1.1\n'],
  ] as const)
    it(`${name} keeps its own language`, async () => assert.notEqual((await openFile(name, text)).languageId, 'sip-trace'));

  it('the bundled samples show their findings', async () => {
    const samples = (await vscode.workspace.fs.readDirectory(workspaceUri('samples')))
      .map(([name]) => name)
      .filter((name) => /\.(?:sip|siptrace)$/.test(name));
    assert.ok(samples.length > 0, 'no sample is bundled');
    const found: string[] = [];
    for (const name of samples) {
      const document = await vscode.workspace.openTextDocument(workspaceUri(`samples/${name}`));
      await vscode.window.showTextDocument(document, { preview: false });
      // What a sample says last about itself is not known here, so a broken one that is opened after it is waited for.
      await openFile('after.sip', call).then((after) => untilFinding(after, viaPort));
      found.push(...findingsOf(document).map((finding) => `${name} ${finding.rule}`));
      await closeAll();
    }
    assert.ok(found.length > 0, `none of ${samples.join(', ')} has a finding`);
  });

  it('a log in which SIP is recognised keeps its language and has findings', async () => {
    const document = await openFile('recognised.log', log);
    const finding = await untilFinding(document, viaPort);
    assert.equal(document.languageId, 'log');
    assert.equal(finding.line, positionOf(document, 'Via: SIP/2.0').line);
  });

  it('plain text in which SIP is recognised has findings', async () => {
    const document = await openFile('recognised.txt', log);
    await untilFinding(document, viaPort);
    assert.equal(document.languageId, 'plaintext');
  });

  it('plain text without SIP is left alone', async () => {
    const document = await openFile('letter.txt', letter);
    // Documents are answered in order: when the next one has findings, this one would have had its own.
    await openFile('after-letter.sip', call).then((after) => untilFinding(after, viaPort));
    assert.deepEqual(findingsOf(document), []);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      positionOf(document, 'Via:'),
    );
    assert.deepEqual(hovers, []);
  });

  it('"Open as SIP Trace" makes any document a trace', async () => {
    const document = await openUntitled('markdown', `# A trace\n\n${call}`);
    await vscode.commands.executeCommand(commandTitled('Open as SIP Trace'));
    const shown = vscode.window.activeTextEditor?.document;
    assert.equal(shown?.languageId, 'sip-trace');
    await untilFinding(shown, viaPort);
    assert.equal(shown.getText(), document.getText());
  });

  it('an untitled trace has findings', async () => {
    await untilFinding(await openUntitled('sip-trace', call), viaPort);
  });

  it('an edit brings a finding and takes it away', async () => {
    const document = await openFile('edited.sip', call.replaceAll('192.0.2.10:5060', '192.0.2.10:5061'));
    await untilFinding(document, 'sip/record-route-leaves-tls');
    assert.deepEqual(
      findingsOf(document).filter((finding) => finding.rule === viaPort),
      [],
    );
    await replace(document, '192.0.2.10:5061', '192.0.2.10:5060');
    await untilFinding(document, viaPort);
    await vscode.commands.executeCommand('undo');
    await untilNoFinding(document, viaPort);
  });

  it('a finding moves with its text', async () => {
    const document = await openFile('moved.sip', call);
    const before = await untilFinding(document, viaPort);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), ringing.replace('Content-Length: 0', 'Content-Length: 0\nX-Note: first'));
    assert.ok(await vscode.workspace.applyEdit(edit));
    const moved = document.positionAt(document.getText().indexOf('INVITE sip:')).line + before.line;
    await untilFindingAtLine(document, moved);
  });

  it('a closed document leaves no finding behind', async () => {
    const document = await openFile('closed.sip', call);
    await untilFinding(document, viaPort);
    await closeAll();
    await untilNoFinding(document, viaPort);
  });

  it('a trace of 5 MB is answered, and so is an edit in it', async () => {
    const patienceMs = 40_000; // two processors may be busy with something else; speed is what the benchmarks are for
    const document = await openFile('big.sip', bigTrace(5));
    const finding = await untilFinding(document, viaPort, patienceMs);
    assert.equal(finding.line, positionOf(document, '192.0.2.10:5060').line);
    await replace(document, '192.0.2.10:5060', '192.0.2.10:5061');
    await untilNoFinding(document, viaPort, patienceMs);
  }).timeout(90_000);
});

async function untilFindingAtLine(document: vscode.TextDocument, line: number): Promise<void> {
  for (const limit = Date.now() + 20_000; Date.now() < limit; await new Promise((done) => setTimeout(done, 40)))
    if (findingsOf(document).some((finding) => finding.rule === viaPort && finding.line === line)) return;
  assert.fail(`no finding at line ${line + 1}; there are ${JSON.stringify(findingsOf(document))}`);
}
