// Installs what a VS Code in the browser needs: a Node of the version that code-server wants, code-server, and Chromium.
// All of it lives in a cache folder: 800 MB have no place in a project's dependencies, and a fresh clone finds them again.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

export const CODE_SERVER_VERSION = '4.139.1';
const NODE_MAJOR = '24';
const INSTALL_LIMIT_MS = 12 * 60_000;

/** A reason that the user can act on; whoever catches it prints the message and no stack. */
export class CannotInstall extends Error {}

/** Returns `{ node, codeServer }`, paths of a Node and of code-server's folder. `say` gets one line for each step that takes time. */
export function installCodeServer(say) {
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch))
    throw new CannotInstall(
      `VS Code in the browser is installed on Linux x64 and arm64 only, not on ${process.platform} ${process.arch}. ` +
        'Install VS Code and put its command "code" on the PATH, or name its program in VSCODE_EXECUTABLE.',
    );
  const cache = cacheFolder();
  mkdirSync(cache, { recursive: true });
  removeAbandoned(cache);

  const nodePackage = `node-linux-${process.arch}`;
  const nodeHome = (folder) => join(folder, 'node_modules', nodePackage);
  const nodeFolder = join(cache, `node${NODE_MAJOR}`);
  const runsNode = (folder) =>
    spawnSync(join(nodeHome(folder), 'bin/node'), ['-v'], { encoding: 'utf8' }).stdout?.startsWith(`v${NODE_MAJOR}.`);
  installOnce(nodeFolder, `${nodePackage}@${NODE_MAJOR}`, runsNode, (folder) => {
    say(`Installing Node ${NODE_MAJOR} for VS Code in the browser (190 MB) into ${nodeFolder}`);
    npmInstall(folder, process.execPath, { [nodePackage]: NODE_MAJOR }, {});
  });
  const node = join(nodeHome(nodeFolder), 'bin/node');

  const codeServerFolder = join(cache, 'code-server');
  const entry = (folder) => join(folder, 'node_modules/code-server');
  // A package manager that withheld an install script leaves a tree that looks whole; only the built modules tell.
  const isBuilt = (folder) =>
    existsSync(join(entry(folder), 'lib/vscode/out/server-main.js')) &&
    existsSync(join(entry(folder), 'lib/vscode/node_modules/@vscode/spdlog/build/Release/spdlog.node')) &&
    existsSync(join(entry(folder), 'lib/vscode/extensions/node_modules/typescript'));
  installOnce(codeServerFolder, `code-server@${CODE_SERVER_VERSION}`, isBuilt, (folder) => {
    installBuildTools(say);
    say(`Installing VS Code in the browser (code-server ${CODE_SERVER_VERSION}, 620 MB, about three minutes) into ${codeServerFolder}`);
    // The headers come with that Node, so node-gyp has no reason to download any. The two names are for older and newer node-gyp.
    const headers = { npm_config_nodedir: nodeHome(nodeFolder), npm_package_config_node_gyp_nodedir: nodeHome(nodeFolder) };
    npmInstall(folder, node, { 'code-server': CODE_SERVER_VERSION }, headers);
  });
  return { node, codeServer: entry(codeServerFolder) };
}

/** Returns the path of a Chromium, installed by apt-get where there is none. */
export function installChromium(say) {
  const found = findChromium();
  if (found) return found;
  aptInstall(['chromium', 'fonts-dejavu-core'], 'Chromium, which shows VS Code to the tests', say);
  const installed = findChromium();
  if (!installed) throw new CannotInstall('Chromium was installed but is not found. Name its program in the variable CHROMIUM.');
  return installed;
}

/** The programs that tests hold our own reading against, and the servers that they ask: their word counts, not ours alone. */
export function installPeers(say) {
  const peers = [
    [hasProgram('openssl'), 'openssl'],
    [hasProgram('dig'), 'bind9-dnsutils'],
    [hasProgram('nmap'), 'nmap'],
    [hasProgram('sslscan'), 'sslscan'],
    [hasProgram('sipp'), 'sip-tester'],
    [hasProgram('gnutls-serv'), 'gnutls-bin'],
    [hasProgram('kamailio'), 'kamailio'],
    [hasKamailioModule('tls.so'), 'kamailio-tls-modules'],
  ];
  const missing = peers.filter(([isThere]) => !isThere).map(([, name]) => name);
  if (missing.length === 0) return;
  const purpose = 'the programs that the tests compare with';
  checkApt(missing, purpose);
  if (missing.includes('kamailio')) keepFromStarting('kamailio.service', say);
  aptInstall(missing, purpose, say);
}

function cacheFolder() {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'sip-tls-vscode');
}

/** Builds in a folder of its own and moves it into place when it is whole, so that two installations cannot spoil each other. */
function installOnce(folder, version, works, install) {
  if (readMarker(folder) === version && works(folder)) return;
  const scratch = `${folder}.${process.pid}.partial`;
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  try {
    install(scratch);
    if (!works(scratch))
      throw new CannotInstall(`npm installed ${version}, but it does not work: an install script did not run, or failed.`);
    writeFileSync(marker(scratch), `${version}\n`);
    if (readMarker(folder) === version && works(folder)) return;
    rmSync(folder, { recursive: true, force: true });
    renameSync(scratch, folder);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const marker = (folder) => join(folder, 'installed.txt');

function readMarker(folder) {
  return existsSync(marker(folder)) ? readFileSync(marker(folder), 'utf8').trim() : undefined;
}

/** What an interrupted installation left behind, recognised by the process in its name that no longer lives. */
function removeAbandoned(cache) {
  for (const name of readdirSync(cache)) {
    const pid = /\.(\d+)\.partial$/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) rmSync(join(cache, name), { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function npmInstall(folder, node, dependencies, environment) {
  // Newer npm asks who may run install scripts; these may, by name, since the versions above are pinned.
  const allowScripts = { 'code-server': true, argon2: true };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies, allowScripts }, null, 2));
  const log = join(dirname(folder), 'install.log');
  const run = spawnSync(node, [npmCli(), 'install', '--no-audit', '--no-fund', '--no-progress'], {
    cwd: folder,
    encoding: 'utf8',
    timeout: INSTALL_LIMIT_MS,
    maxBuffer: 1 << 28,
    env: {
      ...withoutNpmSettings(process.env),
      ...environment,
      // code-server's own package.json pins who may run scripts, and a pin matches only where the lock file says where a package is from.
      npm_config_omit_lockfile_registry_resolved: 'false',
      PATH: `${dirname(node)}${delimiter}${process.env.PATH}`,
    },
  });
  const output = `${run.stdout ?? ''}${run.stderr ?? ''}`;
  writeFileSync(log, output);
  if (run.status === 0) return;
  const why = run.error?.code === 'ETIMEDOUT' ? `took longer than ${INSTALL_LIMIT_MS / 60_000} minutes` : 'failed';
  const lines = output.split('\n').filter((line) => /\b(?:error|ERR!|fatal)\b/i.test(line));
  throw new CannotInstall(`npm install ${why}. The whole log is ${log}; it says:\n${lines.slice(0, 12).join('\n')}`);
}

/** An npm that runs this script tells its children who it is and how it was called; the installation is another npm, on another Node. */
function withoutNpmSettings(environment) {
  const ofThatCall =
    /^npm_(?:package_|lifecycle_|command$|node_execpath$|config_(?:user_agent|npm_version|local_prefix|global_prefix|prefix|global|loglevel|silent|workspaces?|ignore_scripts|omit|production|dry_run)$)/i;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !ofThatCall.test(name) && !/^NODE_(?:OPTIONS|ENV)$/.test(name)));
}

function npmCli() {
  const given = process.env.npm_execpath;
  if (given?.endsWith('npm-cli.js') && existsSync(given)) return given;
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    if (!existsSync(join(folder, 'npm'))) continue;
    const cli = realpathSync(join(folder, 'npm'));
    if (cli.endsWith('npm-cli.js')) return cli;
    const beside = [join(folder, '../lib/node_modules/npm/bin/npm-cli.js'), join(folder, 'node_modules/npm/bin/npm-cli.js')];
    const found = beside.find((path) => existsSync(path));
    if (found) return found;
  }
  throw new CannotInstall('npm is not on the PATH.');
}

function findChromium() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)];
  return [process.env.CHROMIUM, ...names.flatMap((name) => folders.map((folder) => join(folder, name)))].find(
    (path) => path && existsSync(path),
  );
}

/** code-server brings its native modules as source: a compiler builds them, and one of them includes Kerberos' header. */
function installBuildTools(say) {
  const missing = [];
  for (const [program, name] of [
    ['python3', 'python3'],
    ['make', 'make'],
    ['g++', 'g++'],
    ['pkg-config', 'pkg-config'],
  ]) {
    if (!isOnPath(program)) missing.push(name);
  }
  const headers = ['/usr/include/gssapi/gssapi.h', '/usr/include/gssapi.h', '/usr/local/include/gssapi/gssapi.h'];
  if (!headers.some((path) => existsSync(path))) missing.push('libkrb5-dev');
  if (missing.length > 0) aptInstall(missing, 'what building VS Code in the browser needs', say);
}

function isOnPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

/** Servers are beside the PATH of ordinary users. */
function hasProgram(program) {
  return isOnPath(program) || ['/usr/sbin', '/usr/local/sbin'].some((folder) => existsSync(join(folder, program)));
}

/** Debian has its modules below the folder of the machine's architecture, source builds have not. */
function hasKamailioModule(file) {
  const libraries = ['/usr/lib', '/usr/lib64', '/usr/local/lib', '/usr/local/lib64'].filter((folder) => existsSync(folder));
  const folders = libraries.flatMap((folder) => [folder, ...readdirSync(folder).map((name) => join(folder, name))]);
  return folders.some((folder) => existsSync(join(folder, 'kamailio/modules', file)));
}

/** A package that brings a service starts it, now and at each boot. Tests start their own; nothing else shall listen on the ports of SIP. */
function keepFromStarting(unit, say) {
  const isSystemd = existsSync('/run/systemd/system');
  const isKnown = () => spawnSync('systemctl', ['cat', unit], { stdio: 'ignore' }).status === 0;
  // A unit that is there already is somebody's own, and none of ours to mask.
  if (!isSystemd || isKnown()) return;
  say(`Masking ${unit}, so that installing it starts nothing. To have it as a service later: systemctl unmask ${unit}`);
  const [program, ...words] = asRoot(['systemctl', 'mask', unit]);
  const run = spawnSync(program, words, { stdio: ['inherit', 'pipe', 'pipe'], encoding: 'utf8', timeout: INSTALL_LIMIT_MS });
  if (run.status !== 0) throw new CannotInstall(`${unit} could not be kept from starting: ${(run.stderr ?? '').trim()}`);
}

/** With a terminal sudo may ask for the password; without one it must not wait for it. */
function asRoot(words) {
  if (process.getuid?.() === 0) return words;
  return [...(process.stdin.isTTY ? ['sudo'] : ['sudo', '-n']), ...words];
}

/** Throws with what the user can do where this program can install nothing. */
function checkApt(packages, purpose) {
  if (!isOnPath('apt-get')) throw new CannotInstall(`Missing: ${purpose}. Install ${packages.join(', ')} (names of Debian).`);
  if (process.getuid?.() !== 0 && !isOnPath('sudo'))
    throw new CannotInstall(`Missing: ${purpose}. As root, run: apt-get install -y ${packages.join(' ')}`);
}

function aptInstall(packages, purpose, say) {
  checkApt(packages, purpose);
  say(`Installing ${purpose}: ${packages.join(' ')}`);
  const apt = (args, stdio) => {
    const [program, ...rest] = asRoot(['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args]);
    return spawnSync(program, rest, { stdio, encoding: 'utf8', timeout: INSTALL_LIMIT_MS });
  };
  const quiet = ['inherit', 'pipe', 'pipe'];
  apt(['update', '-q'], quiet);
  const run = apt(['install', '-y', '-q', ...packages], quiet);
  if (run.status !== 0)
    throw new CannotInstall(
      `Installing ${purpose} failed. Run: sudo apt-get install -y ${packages.join(' ')}\n${(run.stderr ?? '').trim().slice(-600)}`,
    );
}
