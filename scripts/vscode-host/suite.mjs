// Runs test/host inside a real VS Code: the desktop one where it can be had, else VS Code in the browser. Writes reports/host.json.
// It fails where neither can be had, and where a host ran but no report came out of it.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { startLab } from '../lab.mjs';
import { launchBrowser } from './browser.mjs';
import { startCodeServer, workbenchUrl } from './code-server.mjs';
import { installChromium, installCodeServer } from './install.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const reportFile = join(root, 'reports/host.json');
const suite = join(root, 'dist-test/host/index.cjs');
const SUITE_LIMIT_MS = 240_000;
const PROBE_LIMIT_MS = 4000;
const DOWNLOAD_LIMIT_MS = 180_000;

// Leaving by exit() stops the server, dying by the signal does not.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

mkdirSync(join(root, 'reports'), { recursive: true });
rmSync(reportFile, { force: true });
await build({
  entryPoints: [join(root, 'test/host/index.ts')],
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode', 'mocha'],
  sourcemap: 'inline',
  outfile: suite,
  logLevel: 'warning',
});

const workspace = mkdtempSync(join(tmpdir(), 'sip-tls-workspace-'));
process.once('exit', () => rmSync(workspace, { recursive: true, force: true }));
cpSync(join(root, 'samples'), join(workspace, 'samples'), { recursive: true });
const { lab, stop: stopLab } = await startLab();
const labFile = join(lab.folder, 'lab.json');
writeFileSync(labFile, JSON.stringify(lab));
/** Where the suite writes what it found, and what there is to probe. */
const environment = { SIP_TLS_HOST_REPORT: reportFile, SIP_TLS_LAB: labFile };
try {
  const desktop = await findDesktop();
  process.exitCode = desktop ? await runOnDesktop(desktop) : await runInBrowser();
} catch (error) {
  console.error(error.name === 'Error' ? error : error.message);
  process.exitCode = 1;
} finally {
  await stopLab();
}
if (existsSync(reportFile)) showReport();
if (!isWhole()) {
  console.error('The suite did not run to its end.');
  process.exitCode = 1;
}

function isWhole() {
  return existsSync(reportFile) && JSON.parse(readFileSync(reportFile, 'utf8')).isWhole;
}

function showReport() {
  const { vscode, app, node, results } = JSON.parse(readFileSync(reportFile, 'utf8'));
  console.log(`VS Code ${vscode} (${app}), Node ${node} in its extension host`);
  for (const { title, state, ms, error } of results) {
    if (state === 'passed') console.log(`  ✔ ${title} (${ms} ms)`);
    else console.error(`  ✖ ${title}: ${state}\n${error ?? ''}`);
  }
}

/** The program of a desktop VS Code, or undefined where none can be had. It never waits for a network that is not there. */
async function findDesktop() {
  const given = process.env.VSCODE_EXECUTABLE;
  if (given) return given;
  const hasDisplay = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!hasDisplay) return undefined;
  const answers = await fetch('https://update.code.visualstudio.com/api/releases/stable', {
    signal: AbortSignal.timeout(PROBE_LIMIT_MS),
  }).then(
    (answer) => answer.ok,
    () => false,
  );
  if (!answers) return undefined;
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  const download = downloadAndUnzipVSCode({ version: 'stable', cachePath: join(root, '.vscode-test'), timeout: 30_000 });
  return Promise.race([download, pause(DOWNLOAD_LIMIT_MS)]).catch((error) => {
    console.error(`VS Code could not be downloaded: ${error.message}`);
    return undefined;
  });
}

async function runOnDesktop(executable) {
  const data = mkdtempSync(join(tmpdir(), 'sip-tls-vscode-'));
  const settings = join(data, 'user/User/settings.json');
  mkdirSync(join(settings, '..'), { recursive: true });
  writeFileSync(settings, JSON.stringify({ 'telemetry.telemetryLevel': 'off', 'extensions.autoUpdate': false, 'update.mode': 'none' }));
  const args = [
    workspace,
    `--extensionDevelopmentPath=${root}`,
    `--extensionTestsPath=${suite}`,
    `--user-data-dir=${join(data, 'user')}`,
    `--extensions-dir=${join(data, 'extensions')}`,
    ...[
      '--no-sandbox',
      '--disable-gpu-sandbox',
      '--disable-updates',
      '--skip-welcome',
      '--skip-release-notes',
      '--disable-workspace-trust',
    ],
  ];
  const env = { ...process.env, ...environment };
  delete env.ELECTRON_RUN_AS_NODE; // set in VS Code's own terminal, and then it would be a Node and no editor
  const child = spawn(executable, args, { env, stdio: 'inherit' });
  const limit = setTimeout(() => child.kill('SIGKILL'), SUITE_LIMIT_MS);
  try {
    return await new Promise((done, fail) => {
      child.once('error', fail);
      child.once('exit', (code) => done(code ?? 1));
    });
  } finally {
    clearTimeout(limit);
    rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

async function runInBrowser() {
  const chromium = installChromium(console.log);
  const installation = installCodeServer(console.log);
  const server = await startCodeServer(installation, {
    environment,
    settings: {},
    preferredPort: 0,
  });
  let browser;
  try {
    browser = await launchBrowser(chromium);
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const said = [];
    let end;
    const ended = new Promise((done) => {
      end = done;
    });
    await page.exposeFunction('codeAutomationExit', (code) => end(code));
    await page.exposeFunction('codeAutomationLog', (type, args) => said.push(`${type}: ${args.join(' ')}`));
    page.on('crash', () => said.push('error: the page crashed'));
    await page.goto(workbenchUrl(server, { folder: workspace, extension: root, suite }));
    const code = await Promise.race([ended, pause(SUITE_LIMIT_MS)]);
    if (!isWhole()) {
      await page.screenshot({ path: join(root, 'reports/host-failed.png') });
      console.error(`${code === undefined ? `no end within ${SUITE_LIMIT_MS / 1000} s` : `ended with code ${code}`}; VS Code said:`);
      console.error(said.slice(-40).join('\n'));
    }
    return code ?? 1;
  } finally {
    await browser?.close();
    await server.stop();
  }
}

/** A pause that does not keep this program alive. */
function pause(ms) {
  return new Promise((done) => setTimeout(done, ms, undefined).unref());
}
