import { connect, type Socket } from 'node:net';

/** Where a TCP connection goes: an address without brackets, never a name. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

export interface Limits {
  /** When everything has to be over, on the clock of performance.now(). */
  readonly deadline: number;
  readonly signal: AbortSignal;
}

/** What became of one attempt to connect. */
export type TcpConnection =
  | { kind: 'open'; socket: Socket; tcpMs: number; localAddress: string | undefined }
  | { kind: 'refused' | 'timeout' | 'cancelled'; tcpMs: number }
  /** No route, no such address family on this host, or another fault of the way; `code` is the system's word. */
  | { kind: 'unreachable'; tcpMs: number; code: string };

/** Opens one TCP connection. The socket comes paused, without a listener; whoever gets it must destroy it. */
export function connectTcp({ address, port }: Endpoint, { deadline, signal }: Limits): Promise<TcpConnection> {
  const start = performance.now();
  const tcpMs = () => performance.now() - start;
  if (signal.aborted) return Promise.resolve({ kind: 'cancelled', tcpMs: 0 });
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, autoSelectFamily: false });
    const end = (result: TcpConnection): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      socket.removeAllListeners();
      if (result.kind !== 'open') {
        // A late error of a socket that nobody waits for must not end the process.
        socket.on('error', () => undefined);
        socket.destroy();
      }
      resolve(result);
    };
    const cancel = (): void => end({ kind: 'cancelled', tcpMs: tcpMs() });
    const timer = setTimeout(() => end({ kind: 'timeout', tcpMs: tcpMs() }), Math.max(0, deadline - start));
    signal.addEventListener('abort', cancel, { once: true });
    socket.once('connect', () => {
      socket.pause();
      socket.setNoDelay(true);
      end({ kind: 'open', socket, tcpMs: tcpMs(), localAddress: socket.localAddress });
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      const code = error.code ?? 'EUNKNOWN';
      if (code === 'ECONNREFUSED' || code === 'ECONNRESET') end({ kind: 'refused', tcpMs: tcpMs() });
      else if (code === 'ETIMEDOUT') end({ kind: 'timeout', tcpMs: tcpMs() });
      else end({ kind: 'unreachable', tcpMs: tcpMs(), code });
    });
  });
}
