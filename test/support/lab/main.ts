import { type Lab, startLab } from './lab';

/**
 * The lab as a program: says how each endpoint is probed, and stays until SIGINT or SIGTERM. With --json it says so once, in one line for machines:
 * `dns`, `ca`, the client's files, and `endpoints` with `id`, `title`, `shows`, `target`, `words`, `sockets` and `expect`.
 */
async function main(): Promise<void> {
  // Before anything is there that would be left behind.
  const ending = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  const lab = await startLab();
  process.stdout.write(process.argv.includes('--json') ? `${JSON.stringify({ ...lab, certificates: undefined })}\n` : tableOf(lab));
  await ending;
  await lab.stop();
}

function tableOf(lab: Lab): string {
  const width = Math.max(...lab.endpoints.map(({ id }) => id.length)) + 2;
  const rows = lab.endpoints.map(({ id, title, shows, words, isScripted }) => {
    const what = `${title}. ${shows}${isScripted ? ' (scripted peer)' : ''}`;
    return `${id.padEnd(width)}${what}\n${' '.repeat(width)}sip-tls probe ${words.map(shellWord).join(' ')}\n`;
  });
  const head = `The lab: ${rows.length} endpoints on loopback, below lab.example. Name server ${lab.dns}, root ${lab.ca}`;
  return `${head}\n\n${rows.join('\n')}\n`;
}

/** For a POSIX shell. */
const shellWord = (word: string): string => (/^[\w@%+=:,./[\]-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

main().catch((error: unknown) => {
  process.stderr.write(`The lab cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
