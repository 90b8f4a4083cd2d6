import { readArguments } from './arguments';

export const lspHelp = `sip-tls lsp --stdio

The language server, for any editor that speaks the Language Server Protocol.

  --stdio         over standard input and output
  --pipe=NAME     over a pipe or socket file on which the editor listens
  --socket=PORT   over TCP to this machine, on a port on which the editor listens
`;

/** What is wrong with the words behind `lsp`; undefined where nothing is. */
export function lspProblem(words: readonly string[]): string | undefined {
  // Client libraries add clientProcessId by themselves, and VS Code's own speaks over node-ipc.
  const read = readArguments(words, { stdio: 'flag', 'node-ipc': 'flag', pipe: 'value', socket: 'value', clientProcessId: 'value' });
  if (read.kind === 'wrong') return read.why;
  const [path] = read.paths;
  if (path !== undefined) return `lsp takes no path, but "${path}" is given; the editor opens the files`;
  const ways = [...read.flags, ...read.values.keys()].filter((name) => name !== 'clientProcessId');
  if (ways.length !== 1) return 'lsp speaks over --stdio, --pipe=NAME or --socket=PORT; choose one';
  const port = read.values.get('socket')?.[0];
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) > 0 && Number(port) < 65_536)) return `"${port}" is no port`;
  return undefined;
}
