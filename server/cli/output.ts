import { visible } from '#core/report/visible';

// `sip-tls check … | head` closes the pipe early: what nobody reads need not be written, and is no failure.
let isClosed = false;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  isClosed = true;
});

export const hasReader = (): boolean => !isClosed;

/** Writes to standard output, and waits where its reader is slower than we are. */
export async function print(text: string): Promise<void> {
  if (text === '' || isClosed || process.stdout.write(text)) return;
  const events = ['drain', 'error', 'close'] as const;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      for (const event of events) process.stdout.off(event, done);
      resolve();
    };
    for (const event of events) process.stdout.on(event, done);
  });
}

/** Prints and is done. */
export async function say(text: string): Promise<number> {
  await print(text);
  return 0;
}

/** One line on standard error. */
export function note(line: string): void {
  process.stderr.write(`sip-tls: ${visible(line)}\n`);
}

/** A wrong call, or a file that cannot be read. Returns the exit code that says so. */
export function complain(line: string): 2 {
  note(line);
  return 2;
}

/** https://no-color.org and https://force-color.org; an option counts more than a variable. */
export function hasColours(isTerminal: boolean, noColor: boolean): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (noColor || NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return isTerminal && TERM !== 'dumb';
}
