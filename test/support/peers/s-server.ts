import { type Peer, startProgram } from './program';

/** `openssl s_server` with these words; `-accept` is added. It prints what clients send and answers nothing unless a word says so. */
export const startSServer = (words: readonly string[], { cwd }: { cwd?: string } = {}): Promise<Peer> =>
  startProgram({
    name: 'openssl',
    words: ['s_server', '-accept', '127.0.0.1:0', ...words],
    ...(cwd ? { cwd } : {}),
    portOf: (log) => portIn(log),
  });

const portIn = (log: string): number | undefined => {
  const found = /ACCEPT \S*:(\d+)/.exec(log)?.[1];
  return found ? Number(found) : undefined;
};
