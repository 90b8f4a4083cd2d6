import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { applyAction, closeAll, codeActions, findingsOf, openFile, until, untilFinding, untilNoFinding } from './editor';
import { call } from './texts';

describe('findings', () => {
  afterEach(closeAll);

  it('a finding has source, code, severity, place and a text that says what to do', async () => {
    const document = await openFile('finding.sip', call);
    const finding = await untilFinding(document, 'sip/record-route-leaves-tls');
    assert.equal(finding.severity, 'warning');
    assert.equal(finding.line, 2);
    assert.match(finding.text, /198\.51\.100\.20/);
    assert.match(finding.message, /\n *Do: \S/);
    const diagnostic = vscode.languages.getDiagnostics(document.uri)[0];
    assert.ok(typeof diagnostic?.code === 'object', 'the code links to the rule');
  });

  it('a quick fix changes the text, and its finding goes', async () => {
    const document = await openFile('fixed.sip', call);
    const finding = await untilFinding(document, 'sip/record-route-leaves-tls');
    const actions = await codeActions(document, finding.range);
    const fix = actions.find((action) => action.kind?.value === 'quickfix' && /transport=tls/.test(action.title));
    assert.ok(fix, `no fix among ${actions.map((action) => action.title).join(' · ')}`);
    await applyAction(fix);
    assert.match(document.lineAt(2).text, /^Record-Route: <sip:198\.51\.100\.20:506[01].*;transport=tls.*>$/);
    await untilNoFinding(document, 'sip/record-route-leaves-tls');
  });

  it('"Turn off" writes the setting of the workspace, and the finding goes', async () => {
    const rule = 'sip/via-tls-port-5060';
    const document = await openFile('turned-off.sip', call);
    const finding = await untilFinding(document, rule);
    const actions = await codeActions(document, finding.range);
    const off = actions.find((action) => action.title === `Turn off ${rule} in this workspace`);
    assert.ok(off, `not offered among ${actions.map((action) => action.title).join(' · ')}`);
    await applyAction(off);
    await untilNoFinding(document, rule);
    assert.ok(findingsOf(document).length > 0, 'the other findings stay');
    const setting = () => vscode.workspace.getConfiguration('sipTls').inspect<Record<string, string>>('rules')?.workspaceValue;
    assert.deepEqual(await until(setting, (value) => value?.[rule] === 'off'), { [rule]: 'off' });
    await vscode.workspace.getConfiguration('sipTls').update('rules', undefined, vscode.ConfigurationTarget.Workspace);
    await untilFinding(document, rule);
  });

  it('the setting of a severity is followed while the document is open', async () => {
    const rule = 'sip/via-tls-port-5060';
    const document = await openFile('severity.sip', call);
    assert.equal((await untilFinding(document, rule)).severity, 'information');
    const configuration = vscode.workspace.getConfiguration('sipTls');
    await configuration.update('rules', { [rule]: 'error' }, vscode.ConfigurationTarget.Workspace);
    const severities = () => findingsOf(document).filter((finding) => finding.rule === rule);
    await until(severities, (findings) => findings.length > 0 && findings.every((finding) => finding.severity === 'error'));
    await configuration.update('rules', undefined, vscode.ConfigurationTarget.Workspace);
    await until(severities, (findings) => findings.length > 0 && findings.every((finding) => finding.severity === 'information'));
  });

  it('the strict profile judges by the letter', async () => {
    const rule = 'sip/via-tls-port-5060';
    const document = await openFile('strict.sip', call);
    await untilFinding(document, rule);
    const configuration = vscode.workspace.getConfiguration('sipTls');
    await configuration.update('profile', 'strict', vscode.ConfigurationTarget.Workspace);
    const isWarning = () => findingsOf(document).some((finding) => finding.rule === rule && finding.severity === 'warning');
    await until(isWarning, (found) => found);
    await configuration.update('profile', undefined, vscode.ConfigurationTarget.Workspace);
    await until(isWarning, (found) => !found);
  });
});
