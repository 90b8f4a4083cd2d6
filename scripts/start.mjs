// `npm start`: builds, starts the lab, shows what the command line says of a sample trace, a configuration and an endpoint of the lab, and opens VS Code
// on a copy of the samples with the extension: the one on the PATH, or VS Code in the browser where there is none, or no display.
// --no-open leaves the browser alone.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureModules } from './modules.mjs';
import { CannotInstall, installCodeServer } from './vscode-host/install.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const mayOpen = !process.argv.includes('--no-open');
const PREFERRED_PORT = 5062; // one above SIP over TLS, and easy to forward over SSH
const firstSample = 'call-with-lost-ack-over-tls.siptrace';
const firstConfiguration = 'edge'; // a folder: what belongs together is judged together
const firstEndpoint = 'one-incomplete';

/** A reason that the user can act on; it is printed without a stack. */
class CannotStart extends Error {}

try {
  await start();
} catch (error) {
  if (!(error instanceof CannotStart || error instanceof CannotInstall)) throw error;
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}

async function start() {
  if (!ensureModules(console.log)) throw new CannotStart('npm ci failed; what it said stands above.');
  console.log('Building');
  const build = spawnSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' });
  if (build.status !== 0) throw new CannotStart('The build failed; what it said stands above.');
  // From here on, so that a Ctrl+C while something starts stops it as well.
  const interrupted = Promise.race(
    ['SIGINT', 'SIGTERM', 'SIGHUP'].map((name) => new Promise((done) => process.once(name, () => done(name)))),
  );
  showDiagnosis();
  // What it is built with may not have been there before.
  const { startLab } = await import('./lab.mjs');
  const { lab, stop } = await startLab();
  try {
    showProbe(lab);
    await open(lab, interrupted);
  } finally {
    await stop();
  }
}

/** Until VS Code or the user ends it. */
async function open(lab, interrupted) {
  const folder = mkdtempSync(join(tmpdir(), 'sip-tls-samples-'));
  cpSync(join(root, 'samples'), folder, { recursive: true });
  describeLab(lab, folder);
  try {
    const desktop = findDesktop();
    if (!desktop || !openDesktop(desktop, folder)) return await serve(folder, interrupted);
    console.log('Ctrl+C ends the lab.');
    await interrupted;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The probe of one endpoint in words; VS Code shows the same as a report. */
function showProbe({ endpoints }) {
  const { words } = endpoints.find(({ id }) => id === firstEndpoint) ?? endpoints[0];
  console.log(`$ sip-tls probe ${words.join(' ')}\n`);
  const run = spawnSync(process.execPath, ['dist/cli.js', 'probe', ...words], { cwd: root, stdio: 'inherit' });
  if (run.status !== 0 && run.status !== 1) throw new CannotStart(`sip-tls probe ended with code ${run.status ?? run.signal}.`);
  console.log(`\nThe lab has ${endpoints.length} endpoints like this one until you end it; lab.sip lists them with a lens each.\n`);
}

/** In the folder that VS Code opens: settings by which the lab is found, and a trace in which each endpoint of it can be probed by a click. */
function describeLab({ dns, ca, endpoints }, folder) {
  mkdirSync(join(folder, '.vscode'));
  const settings = { 'sipTls.probe.dns': [dns], 'sipTls.probe.caFile': ca };
  writeFileSync(join(folder, '.vscode/settings.json'), `${JSON.stringify(settings, null, 2)}\n`);
  const messages = endpoints.map(
    ({ id, title, shows, target }, index) => `OPTIONS ${uriOf(target)} SIP/2.0
Via: SIP/2.0/TLS 192.0.2.10:49822;branch=z9hG4bKlab${index};rport
Max-Forwards: 70
From: <sip:lab@example.com>;tag=lab${index}
To: <sip:lab@example.com>
Call-ID: ${id}@192.0.2.10
CSeq: 1 OPTIONS
Subject: ${title}. ${shows}
Content-Length: 0

`,
  );
  writeFileSync(join(folder, 'lab.sip'), messages.join(''));
}

function uriOf(target) {
  return /^sips?:/.test(target) ? target : `sip:${target};transport=tls`;
}

/** What the extension will show, in words: the same engine, without an editor. */
function showDiagnosis() {
  for (const sample of [firstSample, firstConfiguration]) {
    console.log(`\n$ sip-tls check samples/${sample}\n`);
    const run = spawnSync(process.execPath, ['dist/cli.js', 'check', `samples/${sample}`], { cwd: root, stdio: 'inherit' });
    // 1 only says that there are findings, which the sample is for.
    if (run.status !== 0 && run.status !== 1) throw new CannotStart(`sip-tls check ended with code ${run.status ?? run.signal}.`);
  }
  console.log('');
}

/** `code` or `codium` on the PATH, where a window can be opened. */
function findDesktop() {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return undefined;
  // In a remote window's terminal `code` is another program, which takes no extension under development.
  if (process.env.VSCODE_IPC_HOOK_CLI) return undefined;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const names = ['code', 'codium'].map((name) => (process.platform === 'win32' ? `${name}.cmd` : name));
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

function openDesktop(program, folder) {
  const args = [`--extensionDevelopmentPath=${root}`, '--new-window'];
  // As root VS Code refuses to start without these two.
  if (process.getuid?.() === 0) args.push('--no-sandbox', '--user-data-dir', join(homedir(), '.cache/sip-tls-vscode/root-data'));
  args.push(folder, join(folder, firstSample));
  console.log(`Opening ${program} on ${folder}`);
  const run = spawnSync(program, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (run.status === 0) return true;
  console.error(`${program} ended with code ${run.status ?? run.signal}; VS Code in the browser is used instead.`);
  return false;
}

/** Serves VS Code to a browser until Ctrl+C. */
async function serve(folder, interrupted) {
  console.log('VS Code opens in the browser: there is no desktop VS Code to be used, or no display.');
  const installation = installCodeServer(console.log);
  const { startCodeServer, workbenchUrl } = await import('./vscode-host/code-server.mjs');
  const settings = { 'workbench.colorTheme': 'Default Dark Modern' };
  const server = await startCodeServer(installation, { settings, environment: {}, preferredPort: PREFERRED_PORT });
  const url = workbenchUrl(server, { folder, extension: root, openFile: join(folder, firstSample) });
  console.log(`\nOpen this address in a browser on this machine:\n\n  ${url}\n`);
  if (process.env.SSH_CONNECTION) {
    const port = server.authority.split(':')[1];
    console.log(`From your own machine, first run: ssh -L ${port}:${server.authority} ${userInfo().username}@this-machine\n`);
  }
  console.log('Ctrl+C ends it.');
  if (mayOpen) openInBrowser(url);

  const signal = await Promise.race([server.ended.then(() => undefined), interrupted]);
  await server.stop();
  if (!signal) throw new CannotStart('VS Code in the browser ended by itself.');
}

function openInBrowser(url) {
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
  const child = spawn('xdg-open', [url], { stdio: 'ignore', detached: true });
  child.once('error', () => console.log('No browser could be started (xdg-open); open the address yourself.'));
  child.unref();
}
