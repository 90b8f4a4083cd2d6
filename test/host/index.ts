// What VS Code's extension host runs (extensionTestsPath): the same suite on the desktop and in code-server.
import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { HostReport, HostResult } from './report';

export async function run(): Promise<void> {
  // Mocha is an ES module and this file becomes CommonJS, so it is imported when it runs.
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, reporter: 'spec', color: false, grep: process.env.SIP_TLS_HOST_GREP || '' });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await import('./documents.test');
  await import('./findings.test');
  await import('./features.test');
  await import('./commands.test');
  await import('./config.test');
  await import('./probe.test');

  const path = process.env.SIP_TLS_HOST_REPORT;
  if (!path) throw new Error('SIP_TLS_HOST_REPORT names no file for the report');
  const results: HostResult[] = [];
  // Written after each test, so that a suite that never ends still tells how far it came.
  const write = (isWhole: boolean) => {
    const report: HostReport = { vscode: vscode.version, app: vscode.env.appName, node: process.version, isWhole, results };
    writeFileSync(path, JSON.stringify(report, null, 2));
  };
  const add = (test: Mocha.Test, state: HostResult['state'], error?: unknown) => {
    const why = error instanceof Error ? (error.stack ?? error.message) : error && String(error);
    results.push({ title: test.fullTitle(), state, ms: test.duration ?? 0, ...(typeof why === 'string' && { error: why }) });
    write(false);
  };
  const failures = await new Promise<number>((done) => {
    const runner = mocha.run(done);
    runner.on('pass', (test) => add(test, 'passed'));
    runner.on('pending', (test) => add(test, 'skipped'));
    runner.on('fail', (test, error: unknown) => add(test, 'failed', error));
  });
  write(true);
  if (failures > 0) throw new Error(`${failures} failed`);
}
