// Starts VS Code's own workbench and extension host as a server on loopback, and stops what it started.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const START_LIMIT_MS = 60_000;

/** Nothing is fetched, asked or shown that has to do with anybody else's service. */
const quietSettings = {
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
};

/**
 * `installation` is what installCodeServer returned. `extensionsFolder` is one that holds installed extensions; without it a fresh
 * one is made. `environment` reaches the extension host. `preferredPort` is taken where it is free, else any other. `isTrusted`: false
 * opens every folder restricted, without asking.
 */
export async function startCodeServer(installation, { settings, environment, extensionsFolder, preferredPort, isTrusted = true }) {
  const folder = mkdtempSync(join(tmpdir(), 'sip-tls-vscode-'));
  const data = join(folder, 'data');
  const extensions = extensionsFolder ?? join(folder, 'extensions');
  const logFile = join(folder, 'server.log');
  const trust = isTrusted
    ? { 'security.workspace.trust.enabled': false }
    : { 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'never' };
  mkdirSync(join(data, 'User'), { recursive: true });
  mkdirSync(extensions, { recursive: true });
  writeFileSync(join(data, 'User/settings.json'), JSON.stringify({ ...quietSettings, ...trust, ...settings }, null, 2));
  // To the workbench its server is a remote machine, whose own settings those of scope machine are.
  mkdirSync(join(data, 'Machine'));
  writeFileSync(join(data, 'Machine/settings.json'), JSON.stringify(settings, null, 2));
  // Who reaches the port may run programs as this user, so the address carries a secret, and no argument shows it to others.
  const token = randomBytes(16).toString('hex');
  const tokenFile = join(folder, 'token');
  writeFileSync(tokenFile, token, { mode: 0o600 });
  const authority = `127.0.0.1:${await freePort(preferredPort)}`;

  const log = openSync(logFile, 'a');
  const child = spawn(
    installation.node,
    [
      serverProgram(installation),
      ...['--host', '127.0.0.1', '--port', authority.split(':')[1], '--connection-token-file', tokenFile],
      ...['--server-data-dir', folder, '--user-data-dir', data, '--extensions-dir', extensions],
      ...['--accept-server-license-terms', '--telemetry-level', 'off'],
      ...(isTrusted ? ['--disable-workspace-trust'] : []),
      // Without it a built workbench ignores the extension under development that the address names.
      '--enable-smoke-test-driver',
    ],
    // A group of its own: stopping it reaches the extension host and the language server too. No marketplace is asked for anything.
    { env: { ...ownEnvironment(), EXTENSIONS_GALLERY: '{}', ...environment }, stdio: ['ignore', log, log], detached: true },
  );
  closeSync(log);
  const ended = new Promise((done) => child.once('exit', done));
  const killGroup = (signal) => {
    try {
      process.kill(-child.pid, signal);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  };
  const endNow = () => {
    killGroup('SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  process.once('exit', endNow);
  const stop = async () => {
    killGroup('SIGTERM');
    await Promise.race([ended, pause(3000)]);
    process.removeListener('exit', endNow);
    endNow();
  };

  const url = `http://${authority}`;
  const limit = Date.now() + START_LIMIT_MS;
  for (;;) {
    const isUp = await fetch(`${url}/version`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isUp) return { url, authority, token, ended, stop };
    if (child.exitCode !== null || Date.now() > limit) {
      const said = readFileSync(logFile, 'utf8').trim().split('\n').slice(-8).join('\n');
      const code = child.exitCode;
      await stop();
      throw new Error(`VS Code's server ${code === null ? 'did not answer in time' : `ended with code ${code}`}. It said:\n${said}`);
    }
    await pause(100);
  }
}

/** The address of the workbench on `folder`, with an extension under development and a test suite where they are given. */
export function workbenchUrl(server, { folder, extension, suite, openFile }) {
  const remote = (path) => `vscode-remote://${server.authority}${resolve(path)}`;
  const payload = [['skipWelcome', 'true']];
  if (extension) payload.push(['extensionDevelopmentPath', remote(extension)]);
  if (suite) payload.push(['extensionTestsPath', remote(suite)]);
  if (openFile) payload.push(['openFile', remote(openFile)]);
  return `${server.url}/?${new URLSearchParams({ tkn: server.token, folder: resolve(folder), payload: JSON.stringify(payload) })}`;
}

/** Installs a VSIX into `extensionsFolder` through the server's own command line, and returns what is installed there. */
export function installVsix(installation, vsix, extensionsFolder) {
  const folder = mkdtempSync(join(tmpdir(), 'sip-tls-vscode-'));
  const run = (...args) => {
    const common = ['--server-data-dir', folder, '--extensions-dir', extensionsFolder, '--accept-server-license-terms'];
    const done = spawnSync(installation.node, [serverProgram(installation), ...common, ...args], {
      encoding: 'utf8',
      env: ownEnvironment(),
      timeout: START_LIMIT_MS,
    });
    if (done.status !== 0) throw new Error(`code-server ${args.join(' ')} failed:\n${done.stdout}${done.stderr}`);
    return done.stdout;
  };
  try {
    run('--install-extension', resolve(vsix), '--force');
    return run('--list-extensions', '--show-versions')
      .split('\n')
      .filter((line) => /^[\w.-]+@/.test(line));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Inside VS Code's terminal these variables would make the new server talk to the surrounding one. */
function ownEnvironment() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^VSCODE_(?!EXECUTABLE)|^NODE_OPTIONS$|^PORT$|^PASSWORD$/.test(name)),
  );
}

function serverProgram({ codeServer }) {
  return join(codeServer, 'lib/vscode/out/server-main.js');
}

/** Any free port where `preferred` is taken, or 0. */
function freePort(preferred) {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', (error) => (preferred ? done(freePort(0)) : fail(error)));
    server.listen(preferred, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
