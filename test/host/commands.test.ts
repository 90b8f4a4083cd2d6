import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, openFile, ours, untilFinding } from './editor';
import { call } from './texts';

describe('commands', () => {
  afterEach(closeAll);

  it('every command of the manifest is registered', async () => {
    await openFile('commands.sip', call).then((document) => untilFinding(document, 'sip/via-tls-port-5060'));
    const known = new Set(await vscode.commands.getCommands(true));
    const declared: readonly { command: string }[] = ours().packageJSON.contributes.commands;
    assert.deepEqual(
      declared.map(({ command }) => command).filter((command) => !known.has(command)),
      [],
    );
  });

  it('every setting of the manifest has a default that VS Code knows', () => {
    const properties: Record<string, { default: unknown }> = ours().packageJSON.contributes.configuration.properties;
    assert.ok(Object.keys(properties).length > 0);
    for (const [name, { default: expected }] of Object.entries(properties))
      assert.deepEqual(vscode.workspace.getConfiguration().inspect(name)?.defaultValue, expected, name);
  });
});
