import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { findProgram, type Peer, startProgram, withFreePort } from './peers/program';

/** The real Asterisk: one that is installed, or one of a package that was only unpacked (scripts/asterisk.mjs), named by ASTERISK. */
export const ASTERISK = process.env.ASTERISK ?? findProgram('asterisk');
export const isAsteriskHere = existsSync(ASTERISK);

/** The folder below which the package lies; `/` for one that is installed. */
const root = resolve(dirname(ASTERISK), '../..');
const libraries = ['usr/lib/x86_64-linux-gnu', 'usr/lib/aarch64-linux-gnu', 'lib/x86_64-linux-gnu', 'lib/aarch64-linux-gnu', 'usr/lib']
  .map((folder) => join(root, folder))
  .filter((folder) => existsSync(folder));

/** An unpacked program is started by the loader and with the libraries that were unpacked with it. */
function command(): readonly [string, ...string[]] {
  if (root === '/') return [ASTERISK];
  const loaders = libraries.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /^ld-(?:linux-[\w-]+\.so\.\d|\d[\d.]*\.so)$/.test(name))
      .map((name) => join(folder, name)),
  );
  // In older packages the well-known name is a link to a path outside of what was unpacked.
  const loader = loaders.find((path) => existsSync(path));
  return loader === undefined ? [ASTERISK] : [loader, '--library-path', libraries.join(':'), ASTERISK];
}

/** A section as Asterisk has it after templates and additions. */
export interface ReadSection {
  readonly name: string;
  readonly isTemplate: boolean;
  /** `key=value`, inherited ones first. */
  readonly lines: readonly string[];
}

export interface ReadFile {
  /** Undefined where it refuses the file. */
  readonly sections?: readonly ReadSection[];
  /** What its log says meanwhile, without time and thread. */
  readonly log: readonly string[];
}

/** An Asterisk on loopback with a folder of configurations of its own. */
export interface Asterisk {
  readonly version: string;
  readonly folder: string;
  /** Reads a file of the folder as text, whatever its settings mean. */
  readonly read: (name: string) => Promise<ReadFile>;
  /** Runs a command of its console. */
  readonly run: (command: string) => Promise<string>;
  /** What its log says until now and after what was read before. */
  readonly log: () => Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
}

/** `files`: configurations beside what it needs to start; `modules`: their names without `.so`. */
export async function startAsterisk(files: { readonly [name: string]: string }, modules: readonly string[]): Promise<Asterisk> {
  const base = mkdtempSync(join(tmpdir(), 'sip-tls-asterisk-'));
  const folder = join(base, 'etc');
  const remove = (): void => rmSync(base, { recursive: true, force: true });
  for (const name of ['etc', 'run', 'log', 'spool', 'var', 'keys']) mkdirSync(join(base, name));
  for (const [name, text] of Object.entries(settings(base, modules))) writeFileSync(join(folder, name), text);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  let port = 0;
  try {
    const [name, ...words] = [...command(), '-C', join(folder, 'asterisk.conf'), '-f', '-n'];
    const peer = await withFreePort((free) => {
      port = free;
      const manager = `[general]\nenabled=yes\nbindaddr=127.0.0.1\nport=${free}\n[test]\nsecret=test\nread=all\nwrite=all\n`;
      writeFileSync(join(folder, 'manager.conf'), manager);
      return startProgram({ name, words, cwd: base, portOf: () => portIfOpen(free) });
    });
    return await talk(peer, { base, folder, port, remove });
  } catch (error) {
    remove();
    throw error;
  }
}

function settings(base: string, modules: readonly string[]): { readonly [name: string]: string } {
  const at = (name: string): string => join(base, name);
  const moduleFolder = libraries.map((folder) => join(folder, 'asterisk/modules')).find((path) => existsSync(path)) ?? '';
  const data = join(root, 'usr/share/asterisk');
  const empty = ['acl', 'ccss', 'cdr', 'cel', 'features', 'http', 'indications', 'pjproject', 'rtp', 'stasis', 'udptl', 'users'];
  return {
    ...Object.fromEntries(empty.map((name) => [`${name}.conf`, '[general]\n'])),
    'asterisk.conf': [
      '[directories]',
      ...[`astetcdir=${at('etc')}`, `astmoddir=${moduleFolder}`, `astvarlibdir=${at('var')}`, `astdbdir=${at('var')}`],
      ...[`astkeydir=${at('keys')}`, `astdatadir=${data}`, `astagidir=${at('var')}`, `astspooldir=${at('spool')}`],
      ...[`astrundir=${at('run')}`, `astlogdir=${at('log')}`, ''],
    ].join('\n'),
    'logger.conf': '[general]\ndateformat=%s\n[logfiles]\nfull => notice,warning,error\n',
    'modules.conf': `[modules]\nautoload=no\n${modules
      .filter((name) => existsSync(join(moduleFolder, `${name}.so`)))
      .map((name) => `load=${name}.so\n`)
      .join('')}`,
  };
}

/** The port, once somebody takes connections there. */
function portIfOpen(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(port);
    });
    socket.once('error', () => resolve(undefined));
  });
}

interface Place {
  readonly base: string;
  readonly folder: string;
  readonly port: number;
  readonly remove: () => void;
}

const PATIENCE_MS = 10_000;

async function talk(peer: Peer, { base, folder, port, remove }: Place): Promise<Asterisk> {
  const ask = await manager(port);
  let marks = 0;
  let seen = 0;
  const log = async (): Promise<readonly string[]> => {
    // The log is written by another thread. A complaint that it writes last ends what belongs to us.
    const mark = `mark${++marks}.conf`;
    writeFileSync(join(folder, mark), 'x=y\n');
    await ask(`Action: GetConfig\r\nFilename: ${mark}`);
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const text = readFileSync(join(base, 'log/full'), 'utf8');
      const end = text.indexOf(mark, seen);
      const next = end < 0 ? -1 : text.indexOf('\n', end);
      if (next >= 0) {
        const lines = text.slice(seen, text.lastIndexOf('\n', end) + 1).split('\n');
        seen = next + 1;
        rmSync(join(folder, mark));
        return lines.flatMap((line) => (line === '' ? [] : line.replace(/^\[\d+\] (\w+)\[\d+\](?:\[[^\]]*\])? /, '$1 ')));
      }
      if (performance.now() > deadline) throw new Error(`Asterisk does not write its log:\n${peer.log()}`);
      await after(2);
    }
  };
  await log();
  return {
    folder,
    version: /Asterisk (\d[\d.]*)/.exec(await ask('Action: Command\r\nCommand: core show version'))?.[1] ?? '',
    async read(name) {
      const sections = sectionsIn(await ask(`Action: GetConfig\r\nFilename: ${name}`));
      return { ...(sections && { sections }), log: await log() };
    },
    run: async (text) => (await ask(`Action: Command\r\nCommand: ${text}`)).replace(/^Output: ?/gm, ''),
    log,
    async stop() {
      await peer.stop();
      remove();
    },
  };
}

/** The manager's interface: one question at a time, each answer up to its empty line. */
async function manager(port: number): Promise<(action: string) => Promise<string>> {
  const socket: Socket = connect(port, '127.0.0.1');
  socket.setEncoding('latin1');
  let heard = '';
  let wake = (): void => undefined;
  socket.on('data', (text: string) => {
    heard += text;
    wake();
  });
  socket.on('error', (error) => {
    heard += `\r\n\r\n${error.message}`;
    wake();
  });
  const ask = async (action: string): Promise<string> => {
    heard = '';
    socket.write(Buffer.from(`${action}\r\n\r\n`));
    while (!heard.includes('\r\n\r\n')) {
      const { promise, resolve } = withResolvers();
      wake = resolve;
      const timer = setTimeout(resolve, PATIENCE_MS);
      await promise;
      clearTimeout(timer);
      if (heard === '') throw new Error(`Asterisk does not answer to ${action}`);
    }
    return Buffer.from(heard, 'latin1').toString('utf8');
  };
  await ask('Action: Login\r\nUsername: test\r\nSecret: test\r\nEvents: off');
  socket.unref();
  return ask;
}

function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

function sectionsIn(answer: string): ReadSection[] | undefined {
  if (answer.startsWith('Response: Error')) return undefined;
  const sections = new Map<string, { name: string; isTemplate: boolean; lines: string[] }>();
  for (const line of answer.split('\r\n')) {
    const [, what, number = '', value = ''] = /^(Category|IsTemplate|Line)-(\d+)(?:-\d+)?: ?([\s\S]*)$/.exec(line) ?? [];
    if (what === 'Category') sections.set(number, { name: value, isTemplate: false, lines: [] });
    const section = sections.get(number);
    if (what === 'IsTemplate' && section) section.isTemplate = true;
    if (what === 'Line') section?.lines.push(value);
  }
  return [...sections.values()];
}
