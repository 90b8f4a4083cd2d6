// `npm test`: installs what is missing, runs every layer, and ends with "N passed, N failed". The numbers are summed from the reports
// that the runners write for machines. A layer whose runner dies, hangs, writes no report or ran nothing counts as a failure.
// --only LAYER (may be repeated) runs that layer alone. UPDATE=1 rewrites what is generated, and golden texts.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureModules } from './modules.mjs';
import { installPeers } from './vscode-host/install.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = join(root, 'reports');
const bin = (name) => join(root, 'node_modules/.bin', process.platform === 'win32' ? `${name}.cmd` : name);
const reportOf = (name) => join(reports, `${name}.json`);

/** What is injected into XML needs a grammar of XML around it. */
const grammarTests = ['-g', 'test/grammar/xml.tmLanguage.json', 'test/grammar/*.{sip,cfg,conf,config,xml}'];

/** Each layer: its command, how many seconds it may take, and how the result is read. A tool without a report has its exit code. */
const layers = [
  { name: 'types', command: [bin('tsc'), '-p', '.'], limit: 120, read: readExitCode },
  // What runs in a webview knows the DOM and nothing of Node.
  { name: 'view-types', command: [bin('tsc'), '-p', 'client/views'], limit: 120, read: readExitCode },
  { name: 'style', command: [bin('biome'), 'ci', '--colors=off', '--max-diagnostics=20', '.'], limit: 60, read: readExitCode },
  {
    name: 'generated',
    command: [process.execPath, 'scripts/generate.mjs', ...(process.env.UPDATE === '1' ? [] : ['--check'])],
    limit: 60,
    read: readExitCode,
  },
  { name: 'build', command: [process.execPath, 'esbuild.mjs'], limit: 60, read: readExitCode },
  ...unitLayers(),
  {
    name: 'grammar',
    command: [bin('vscode-tmgrammar-test'), '--xunit-report', join(reports, 'grammar'), ...grammarTests],
    limit: 60,
    read: readXunit,
  },
  // From here on the shipped build is what is tested: packaging writes it.
  { name: 'package', command: ['npm', 'run', 'package'], limit: 120, read: readExitCode },
  { name: 'vsix', command: [process.execPath, 'scripts/unit.mjs', 'vsix/', `--report=${reportOf('vsix')}`], limit: 60, read: readResults },
  { name: 'host', command: [process.execPath, 'scripts/vscode-host/suite.mjs'], limit: 1200, read: readResults },
  {
    name: 'ui',
    command: [
      process.execPath,
      '--test',
      '--test-concurrency=1', // one window at a time
      ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
      ...['--test-reporter=./scripts/report-json.mjs', `--test-reporter-destination=${reportOf('ui')}`],
      'test/ui/user.test.mjs',
      'test/ui/probe.test.mjs',
      'test/ui/config.test.mjs',
    ],
    limit: 1200,
    read: readResults,
  },
];

/** One layer for each folder of tests that need no editor, and one for the files beside the folders. */
function unitLayers() {
  const entries = readdirSync(join(root, 'test'), { withFileTypes: true });
  const others = ['host', 'ui', 'vsix', 'grammar', 'support', 'fixtures', 'bench'];
  const folders = entries.filter((entry) => entry.isDirectory() && !others.includes(entry.name)).map((entry) => entry.name);
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts')).map((entry) => entry.name);
  // These two are never left out, not even by a tree in which they are missing.
  const names = [...new Set(['core', 'lsp', ...folders])];
  const unit = (name, words) => ({
    name,
    command: [process.execPath, 'scripts/unit.mjs', ...words, `--report=${reportOf(name)}`],
    limit: 300,
    read: readResults,
  });
  return [...names.map((name) => unit(name, [`${name}/`])), ...(files.length > 0 ? [unit('tree', files)] : [])];
}

function readExitCode({ name }, code) {
  return code === 0 ? { passed: 1, failures: [] } : { passed: 0, failures: [`${name}: exit code ${code}`] };
}

function readResults({ name }, code) {
  if (!existsSync(reportOf(name))) return { passed: 0, failures: [`${name}: no report (exit code ${code})`] };
  const { results, isWhole } = JSON.parse(readFileSync(reportOf(name), 'utf8'));
  const failures = results.filter(({ state }) => state === 'failed').map(({ title, error }) => `${title}\n${indent(error ?? '')}`);
  const skipped = results.filter(({ state }) => state === 'skipped');
  // Only the corpus may be missing, which does not belong to the project, and Asterisk, which Debian 12 does not have; and a Kamailio need not
  // know the grammar of a later one. Whoever skips anything else hides it.
  const isAllowed = ({ title, reason = '' }) =>
    /corpus/i.test(`${title} ${reason}`) || /^no Asterisk at |^[\d.]+ is older than /.test(reason);
  for (const test of skipped) if (!isAllowed(test)) failures.push(`${test.title}: skipped`);
  const passed = results.length - skipped.length - results.filter(({ state }) => state === 'failed').length;
  if (results.length === 0) failures.push(`${name}: ran nothing`);
  else if (isWhole === false) failures.push(`${name}: did not run to its end`);
  else if (code !== 0 && failures.length === 0) failures.push(`${name}: exit code ${code}, although no test failed`);
  return { passed, failures, skipped: skipped.filter(isAllowed).map(({ title, reason }) => `${title}${reason ? ` (${reason})` : ''}`) };
}

function readXunit({ name }, code) {
  const folder = join(reports, name);
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.xml')) : [];
  const cases = files.flatMap((file) => readFileSync(join(folder, file), 'utf8').split('<testcase ').slice(1));
  const bad = cases.filter((text) => /<(?:failure|error) /.test(text));
  const failures = bad.map(
    (text) => `${/name="([^"]*)"/.exec(text)?.[1]}\n${indent(/">([\s\S]*?)<\/(?:failure|error)>/.exec(text)?.[1] ?? '')}`,
  );
  if (cases.length === 0) failures.push(`${name}: ran nothing (exit code ${code})`);
  else if (code !== 0 && bad.length === 0) failures.push(`${name}: exit code ${code}, although no assertion failed`);
  return { passed: cases.length - bad.length, failures };
}

let running;
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, async () => {
    await running?.stop();
    process.exit(signal === 'SIGINT' ? 130 : 143);
  });

/** Runs a layer's command with its output in reports/NAME.log; the exit code, or the reason why there is none. */
async function run({ name, command: [program, ...args], limit }) {
  const log = openSync(join(reports, `${name}.log`), 'w');
  const isWindows = process.platform === 'win32';
  // A group of its own, so that a limit reaches what the runner itself has started.
  const child = spawn(program, args, { cwd: root, stdio: ['inherit', log, log], detached: !isWindows, shell: isWindows });
  closeSync(log);
  const ended = new Promise((done) => {
    child.once('error', (error) => done(error.message));
    child.once('exit', (code, signal) => done(code ?? signal));
  });
  const kill = (signal) => {
    try {
      process.kill(isWindows ? child.pid : -child.pid, signal);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  };
  const stop = async () => {
    kill('SIGTERM'); // a runner that started others stops them first
    await Promise.race([ended, new Promise((done) => setTimeout(done, 6000).unref())]);
    kill('SIGKILL');
  };
  running = { stop };
  const limiter = setTimeout(stop, limit * 1000);
  const code = await ended;
  clearTimeout(limiter);
  running = undefined;
  return code;
}

/** Debian 12 has no Asterisk, so that one is unpacked, once. Where that fails, what is compared with it is skipped and says so. */
function unpackAsterisk() {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'];
  if (process.platform !== 'linux' || process.env.ASTERISK !== undefined) return;
  if (folders.some((folder) => existsSync(join(folder, 'asterisk')))) return;
  const folder = join(root, 'dist-test/asterisk');
  const program = join(folder, 'root/usr/sbin/asterisk');
  if (!existsSync(program)) {
    console.log('Unpacking an Asterisk into dist-test, to compare with');
    spawnSync(process.execPath, ['scripts/asterisk.mjs', 'sid', folder], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: 120_000,
    });
  }
  if (existsSync(program)) process.env.ASTERISK = program;
}

function indent(text) {
  return text
    .split('\n')
    .filter((line) => !/^ *at .*\bnode:/.test(line))
    .slice(0, 25)
    .map((line) => `      ${line}`)
    .join('\n');
}

/** A layer's last words, where its report does not tell what failed. */
function lastLines(name) {
  const lines = readFileSync(join(reports, `${name}.log`), 'utf8')
    .trimEnd()
    .split('\n');
  return lines
    .slice(-40)
    .map((line) => `      ${line}`)
    .join('\n');
}

const wanted = process.argv.flatMap((word, index, all) => (all[index - 1] === '--only' ? [word] : []));
const unknown = wanted.filter((name) => !layers.some((layer) => layer.name === name));
if (unknown.length > 0) {
  console.error(`No layer is called ${unknown.join(', ')}. There are ${layers.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

let passed = 0;
let failed = 0;
mkdirSync(reports, { recursive: true });
if (ensureModules(console.log)) {
  // Without them their tests are skipped, which counts as failed below.
  try {
    installPeers(console.log);
  } catch (error) {
    console.log(error.message);
  }
  if (wanted.length === 0 || wanted.includes('config')) unpackAsterisk();
  for (const layer of layers.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    for (const old of [reportOf(layer.name), join(reports, layer.name)]) rmSync(old, { recursive: true, force: true });
    const start = Date.now();
    const code = await run(layer);
    const result = layer.read(layer, code);
    passed += result.passed;
    failed += result.failures.length;
    const took = `${((Date.now() - start) / 1000).toFixed(1)} s`;
    console.log(
      `${result.failures.length > 0 ? '✖' : '✔'} ${layer.name.padEnd(10)} ${result.passed} passed, ${result.failures.length} failed  ${took}`,
    );
    for (const failure of result.failures) console.log(`    ✖ ${failure}`);
    if (result.failures.some((failure) => failure.startsWith(`${layer.name}: `))) console.log(lastLines(layer.name));
    if (result.skipped?.length > 0)
      console.log(`    ${result.skipped.length} skipped, not counted: ${result.skipped.slice(0, 3).join('; ')}`);
    writeFileSync(join(reports, 'summary.json'), JSON.stringify({ passed, failed }));
  }
} else {
  console.log('✖ npm ci failed, so nothing could be tested');
  failed = 1;
}
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
console.log(`${passed} passed, ${failed} failed`);
