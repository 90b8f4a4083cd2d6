import { TLS10, TLS11, TLS12 } from '../tls/versions';

/**
 * Lines for a shell that show the same as a finding or a step of the probe, by programs that everybody has. The plain `s_client -connect`,
 * which every guide repeats, compares no name and goes on after a bad chain; these say what is to be compared.
 */

/** The user's own files with trusted certificates, where there are any: without, programs ask their own store. */
export interface NamedStore {
  readonly caFile?: string;
  readonly caFolder?: string;
}

/** What is to be trusted, out of more. */
export const namedStore = ({ caFile, caFolder }: NamedStore): NamedStore => ({
  ...(caFile !== undefined && { caFile }),
  ...(caFolder !== undefined && { caFolder }),
});

/** Words of openssl for it. */
export const storeWords = ({ caFile, caFolder }: NamedStore): readonly string[] => [
  ...(caFile === undefined ? [] : ['-CAfile', quoted(caFile)]),
  ...(caFolder === undefined ? [] : ['-CApath', quoted(caFolder)]),
];

export interface ClientCommand extends NamedStore {
  /** `192.0.2.1:5061`; brackets around IPv6. */
  readonly socket: string;
  /** null: no server_name is to be sent. */
  readonly serverName: string | null;
  /** Compared with the certificate, where it is to be compared. */
  readonly verify?: { readonly name: string } | { readonly address: string };
  /** The version that was spoken: what is older than TLS 1.2 the program offers only where it is told so. */
  readonly version?: number;
  /** A client certificate was shown: the program shows one too, from files that the user has to name. */
  readonly hasIdentity?: boolean;
  /** Further words, as they are to stand on the line: `-tls1_2`, `-showcerts`. */
  readonly more?: readonly string[];
  /** Lines to send after the handshake, and how many seconds to wait for an answer; nothing is sent without. */
  readonly send?: { readonly lines: readonly string[]; readonly seconds: number };
  /** How long to stay connected: a refusal or a ticket may come after a handshake that is complete on this side. */
  readonly waitSeconds?: number;
  /** What comes at the end: `2>/dev/null | openssl x509 -noout -dates`. */
  readonly then?: string;
}

/** An `openssl s_client` line. Every value is quoted for a POSIX shell where it needs to be. */
export function sClient({
  socket,
  serverName,
  verify,
  version,
  hasIdentity,
  more = [],
  send,
  waitSeconds,
  then,
  ...store
}: ClientCommand): string {
  const words = ['openssl', 's_client', '-connect', quoted(socket)];
  if (serverName === null) words.push('-noservername');
  else words.push('-servername', quoted(serverName));
  if (verify) {
    if ('name' in verify) words.push('-verify_hostname', quoted(verify.name));
    else words.push('-verify_ip', quoted(verify.address));
    words.push('-verify_return_error');
  }
  words.push(...storeWords(store));
  if (version !== undefined && !more.some((word) => /^-tls1/.test(word))) words.push(...oldVersion(version));
  if (hasIdentity) words.push(...withIdentity);
  const end = then === undefined ? [] : [then];
  if (waitSeconds !== undefined) return [`sleep ${waitSeconds} |`, ...words, ...more, ...end].join(' ');
  if (!send) return [...words, ...more, '</dev/null', ...end].join(' ');
  // Ends with its input: without that the program would stay until the server hangs up.
  const input = `(printf '%s\\r\\n' ${send.lines.map(quoted).join(' ')}; sleep ${send.seconds})`;
  return [input, '|', ...words, ...more, '-quiet', '-no_ign_eof', ...end].join(' ');
}

/** Words for `s_client` by which this side shows a certificate, from files that the user has to name. */
export const withIdentity: readonly string[] = ['-cert', 'client.pem', '-key', 'client.key'];

function oldVersion(version: number): readonly string[] {
  if (version >= TLS12 || version < TLS10) return [];
  return [version === TLS11 ? '-tls1_1' : '-tls1', '-cipher', 'DEFAULT@SECLEVEL=0'];
}

/** A `dig` line. `server` is a socket of a name server, `127.0.0.1:5353`. */
export function dig(name: string, type: string, server?: string): string {
  const words = ['dig'];
  const { host, port } = server === undefined ? { host: undefined, port: undefined } : splitServer(server);
  if (host !== undefined) words.push(`@${host}`);
  if (port !== undefined && port !== 53) words.push('-p', String(port));
  return [...words, quoted(name), type, '+noall', '+answer', '+comments'].join(' ');
}

function splitServer(server: string): { host: string | undefined; port: number | undefined } {
  const [, bracketed, plain, port] = /^(?:\[([0-9a-f:.%a-z]+)\]|([0-9.]+))(?::(\d+))?$/i.exec(server) ?? [];
  return { host: bracketed ?? plain, port: port === undefined ? undefined : Number(port) };
}

/** The word itself where a shell takes it as one, else in single quotes. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./[\]-]+$/.test(word) && !word.startsWith('[') && !word.startsWith('-') ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
