import { spawn } from 'node:child_process';
import { program } from './cli';

/**
 * Runs the program on a terminal of its own, which the program `script` (util-linux) makes, and types each answer once its question is on the
 * screen. `screen` is all that was written, standard error included, with what the terminal echoed.
 */
export async function onTerminal(
  words: readonly string[],
  answers: readonly (readonly [question: string, answer: string])[],
): Promise<{ readonly screen: string; readonly code: number | null }> {
  const command = [process.execPath, program, ...words].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  const { NO_COLOR: _no, FORCE_COLOR: _force, ...env } = process.env;
  const child = spawn('script', ['-qefc', `stty cols 200; ${command}`, '/dev/null'], { env: { ...env, TERM: 'xterm', NO_COLOR: '1' } });
  let screen = '';
  let seen = 0;
  const rest = [...answers];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text;
    const [next] = rest;
    const at = next ? screen.indexOf(next[0], seen) : -1;
    if (!next || at < 0) return;
    seen = at + next[0].length;
    rest.shift();
    child.stdin.write(next[1]);
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { screen, code };
}
