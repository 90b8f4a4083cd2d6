import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { ConfigFile, ConfigWorld } from '#core/config/dialect';
import { parseScript } from '#core/config/kamailio/parser';
import { kamailioLine } from '#core/config/kamailio/tokens';

/** The real Kamailio, asked whether it can read a script. */
export const KAMAILIO = process.env.KAMAILIO ?? '/usr/sbin/kamailio';
export const isKamailioHere = existsSync(KAMAILIO);

let version: string | undefined;

/** `5.6.3` */
export function versionOfKamailio(): string {
  version ??= /kamailio (\d+\.\d+\.\d+)/.exec(spawnSync(KAMAILIO, ['-v'], { encoding: 'utf8' }).stdout)?.[1] ?? '';
  return version;
}

/** Where Debian and others put the modules. */
export function modulesFolder(): string {
  const places = [
    '/usr/lib/x86_64-linux-gnu',
    '/usr/lib/aarch64-linux-gnu',
    '/usr/lib64',
    '/usr/lib',
    '/usr/local/lib64',
    '/usr/local/lib',
  ];
  return `${places.find((place) => existsSync(`${place}/kamailio/modules`)) ?? '/usr/lib'}/kamailio/modules/`;
}

/** Names in a script are resolved when it is checked: in a network of its own, where that may be had, nobody is asked. */
const alone =
  spawnSync('unshare', ['-n', 'true']).status === 0 ? ['unshare', '-n', 'sh', '-c', 'ip link set lo up; exec "$@"', 'kamailio'] : [];

export interface Verdict {
  /** The line of the first `syntax error`, of the file that was checked. */
  readonly syntaxError?: number;
  /** The line and the words of what stopped it before it had read all, where that was something else. */
  readonly stopped?: { readonly line: number; readonly why: string };
  /** Lines of what it refuses for what they say, not for how they are written. */
  readonly refused?: readonly number[];
  /** Modules that are not installed here. */
  readonly missingModules: readonly string[];
}

/** Runs `kamailio -c`; nothing is started by it, and nothing listens. */
export async function checkWithKamailio(file: string): Promise<Verdict> {
  const output = await new Promise<string>((resolve, reject) => {
    const [program = '', ...words] = [...alone, KAMAILIO, '-c', '-E', '-f', file];
    const child = spawn(program, words, { stdio: ['ignore', 'ignore', 'pipe'] });
    const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
    let text = '';
    child.stderr.on('data', (data) => {
      text += String(data);
    });
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(timer);
      resolve(text);
    });
  });
  return verdictOf(output);
}

function verdictOf(output: string): Verdict {
  const errors = [...output.matchAll(/parse error in config file \S+, (?:from )?line (\d+), [^:]*: ?([^\n]*)/g)].map(
    ([, line, why = '']) => ({
      line: Number(line),
      why,
    }),
  );
  const missingModules = [...output.matchAll(/could not find module <([\w.-]+)>/g)].map(([, name = '']) => name);
  const syntaxError = errors.find(({ why }) => why.startsWith('syntax error'))?.line;
  if (syntaxError !== undefined) return { syntaxError, missingModules };
  const refused = errors
    .filter(({ why }) => !/unknown command|failed to load module|Can't set module parameter/.test(why))
    .map(({ line }) => line);
  const [exit, exitLine] = /error at \S+ line (\d+)[^\n]*/.exec(output) ?? [];
  const last = errors.at(-1);
  if (exit !== undefined) return { stopped: { line: Number(exitLine), why: exit }, refused, missingModules };
  const hasReadAll = /config file ok|parsing code: 0\)|failed to initialize list addresses/.test(output);
  if (!hasReadAll) return { stopped: last ?? { line: 0, why: output.slice(-200) }, refused, missingModules };
  return { refused, missingModules };
}

/** The line at which our parser says that Kamailio of this version stops. */
export function checkWithOurs({ file, text }: ConfigFile, version: string): { readonly line?: number; readonly what?: string } {
  const world: ConfigWorld = { find: () => [], text: () => undefined, version: () => version };
  const [fault] = parseScript({ file, text }, world, version).faults;
  if (!fault) return {};
  return { line: kamailioLine(fault.token), what: `${fault.token.kind} where ${fault.expected} was expected` };
}
