import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  applyAction,
  closeAll,
  codeActions,
  findingsOf,
  hoverAt,
  openFile,
  positionOf,
  replace,
  show,
  until,
  untilFinding,
  untilNoFinding,
  workspaceUri,
} from './editor';

const script = `#!KAMAILIO
listen=tls:192.0.2.1:5061
loadmodule "tls.so"
modparam("tls", "config", "tls.cfg")
request_route {
  exit;
}
`;
const profiles = `[server:default]
method = TLSv1.2+
certificate = server.pem
private_key = server.pem
`;

describe('configurations', () => {
  afterEach(closeAll);

  it('an edit brings a finding, its fix takes it away', async () => {
    const rule = 'config/kam-enable-tls-missing';
    const document = await openFile('proxy/kamailio.cfg', script);
    const finding = await untilFinding(document, rule);
    assert.match(finding.message, /\n *Do: \S/);
    const actions = await codeActions(document, finding.range);
    const fix = actions.find((action) => action.edit && action.title === 'Switch TLS on');
    assert.ok(fix, `no fix among ${actions.map((action) => action.title).join(' · ')}`);
    await applyAction(fix);
    await untilNoFinding(document, rule);
    assert.match(document.getText(), /^enable_tls *= *(?:yes|1)$/m);
  });

  it('a file of profiles is judged as it is typed, with the script that names it', async () => {
    const rule = 'config/kam-method-deprecated';
    await openFile('second/kamailio.cfg', script);
    const document = await openFile('second/tls.cfg', profiles);
    assert.equal(document.languageId, 'kamailio-tls');
    await untilFinding(document, 'config/cert-file-missing');
    await replace(document, 'TLSv1.2+', 'TLSv1');
    await untilFinding(document, rule);
    assert.match(await hoverAt(document, 'TLSv1'), /`method`/);
    await replace(document, 'TLSv1', 'TLSv1.2+');
    await untilNoFinding(document, rule);
  });

  it('a file that is not open has its findings among the problems, opened it has them once', async () => {
    const rule = 'config/kam-method-deprecated';
    const uri = workspaceUri('closed/tls.cfg');
    const found = () =>
      vscode.languages
        .getDiagnostics(uri)
        .map(({ code }) => (typeof code === 'object' ? code.value : code))
        .filter((code) => code === rule).length;
    await vscode.workspace.fs.writeFile(uri, Buffer.from(profiles.replace('TLSv1.2+', 'TLSv1')));
    const main = await openFile('closed/kamailio.cfg', script);
    await until(found, (times) => times === 1);
    const document = await show(await vscode.workspace.openTextDocument(uri));
    // The pushed one is taken back, and the one that was asked for is there.
    await untilFinding(document, rule);
    await replace(document, 'TLSv1', 'TLSv1.2+');
    await untilNoFinding(document, rule);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await until(found, (times) => times === 1);
    await vscode.workspace.fs.writeFile(uri, Buffer.from(profiles));
    await until(found, (times) => times === 0);
    await vscode.workspace.fs.writeFile(uri, Buffer.from(profiles.replace('TLSv1.2+', 'TLSv1')));
    await until(found, (times) => times === 1);
    await show(main);
    await closeAll();
    await until(found, (times) => times === 0);
  });

  it('a lens stands above the path of a certificate, and its command opens one', async () => {
    const document = await openFile('lens/tls.cfg', profiles);
    const lenses = () => vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
    const titled = (given: vscode.CodeLens[]) => given.filter(({ command }) => command?.title === 'File not found');
    const [missing] = titled(await until(lenses, (given) => titled(given).length > 0));
    assert.equal(missing?.range.start.line, 2);
    const file = workspaceUri('lens/chain.pem');
    await vscode.workspace.fs.writeFile(file, Buffer.from('-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'.repeat(2)));
    await vscode.commands.executeCommand('sipTls.openCertificate', { file: file.toString(), index: 1 });
    const shown = () => vscode.window.activeTextEditor;
    const editor = await until(shown, (found) => found?.document.uri.toString() === file.toString() && found.selection.start.line === 3);
    assert.equal(editor?.selection.end.line, 5);
  });

  it('names lead to files, and are renamed', async () => {
    await openFile('third/tls.cfg', profiles);
    const text = script.replace('listen=', '#!define OWN_IP 192.0.2.1\nlisten=').replace('tls:192.0.2.1', 'tls:OWN_IP');
    const document = await openFile('third/kamailio.cfg', text);
    const place = positionOf(document, 'tls.cfg').translate(0, 2);
    const ask = () =>
      vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>('vscode.executeDefinitionProvider', document.uri, place);
    const [found] = await until(ask, (locations) => locations.length > 0);
    assert.match((found && 'uri' in found ? found.uri : found?.targetUri)?.path ?? '', /\/third\/tls\.cfg$/);
    const at = positionOf(document, 'OWN_IP:').translate(0, 1);
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      at,
      'MY_IP',
    );
    assert.equal(edit.get(document.uri).length, 2);
  });

  it('a file is what the user says that it is, also where its language is none that is looked at', async () => {
    const document = await openFile('odd/tls-include.cpp', 'listen=tls:192.0.2.1:5061\n');
    assert.equal(document.languageId, 'cpp');
    const found = () => findingsOf(document);
    const isFound = (findings: readonly unknown[]) => findings.length > 0;
    await vscode.commands.executeCommand('sipTls.treatAs', 'kamailio');
    const [first] = await until(found, isFound);
    assert.match(first?.rule ?? '', /^config\/kam-/);
    assert.equal(document.languageId, 'cpp', 'it keeps its language');
    await closeAll();
    const again = await show(await vscode.workspace.openTextDocument(document.uri));
    await until(() => findingsOf(again), isFound);
    await vscode.commands.executeCommand('sipTls.treatAs', null);
    await until(found, (findings) => findings.length === 0);
  });

  it('a file is what the user says that it is', async () => {
    const document = await openFile('odd/main.ini', 'listen=tls:192.0.2.1:5061\n');
    const setting = () =>
      vscode.workspace.getConfiguration('sipTls').inspect<Record<string, string>>('config.associations')?.workspaceValue;
    let isAnswered = false;
    void vscode.commands.executeCommand('sipTls.treatAs').then(() => {
      isAnswered = true;
    });
    // The list is there once the server has said what it knows; whoever closes it chooses nothing.
    await until(
      async () => {
        await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
        return isAnswered;
      },
      (done) => done,
    );
    assert.equal(setting(), undefined, 'nothing was chosen');
    const configuration = vscode.workspace.getConfiguration('sipTls');
    await configuration.update('config.associations', { '**/odd/*.ini': 'kamailio' }, vscode.ConfigurationTarget.Workspace);
    await until(
      () => findingsOf(document),
      (findings) => findings.some(({ rule }) => rule.startsWith('config/kam-')),
    );
    await configuration.update('config.associations', undefined, vscode.ConfigurationTarget.Workspace);
    await until(
      () => findingsOf(document),
      (findings) => findings.length === 0,
    );
  });
});
