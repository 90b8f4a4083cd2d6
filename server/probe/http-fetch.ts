import { type IncomingMessage, request } from 'node:http';
import type { Limits } from './connect';

/** What is to be fetched. Only `http:` is: what authorities publish is signed, and TLS here would need what is about to be fetched (RFC 5280 §4.2.1.13). */
export interface Wanted {
  readonly url: string;
  /** Sent by POST where there is one. */
  readonly body?: { readonly type: string; readonly bytes: Uint8Array };
  /** What the answer may have; more is refused. */
  readonly most: number;
}

export type Fetched =
  | { readonly kind: 'body'; readonly bytes: Uint8Array; readonly durationMs: number }
  /** Nobody was asked: no URL, or of a kind that is not supported. */
  | { readonly kind: 'not-supported'; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string; readonly durationMs: number };

/** One request, with up to two redirects, within the limits. `why` is a clause about the server: "it did not answer in time". */
export async function fetchBytes({ url, body, most }: Wanted, limits: Limits): Promise<Fetched> {
  const start = performance.now();
  const first = httpUrl(url);
  if (first.kind !== 'http') return first;
  let target = first.url;
  for (let left = MOST_REDIRECTS; ; left--) {
    const answer = await askOnce(target, { body, most }, limits);
    const durationMs = performance.now() - start;
    if (answer.kind !== 'redirect') return { ...answer, durationMs };
    if (left === 0) return { kind: 'failed', why: `it redirects more than ${MOST_REDIRECTS} times`, durationMs };
    const next = httpUrl(answer.location, target);
    if (next.kind !== 'http') return { kind: 'failed', why: `it redirects to what is not followed: ${next.why}`, durationMs };
    target = next.url;
  }
}

const MOST_REDIRECTS = 2;

type HttpUrl = { readonly kind: 'http'; readonly url: URL } | { readonly kind: 'not-supported'; readonly why: string };

function httpUrl(text: string, base?: URL): HttpUrl {
  if (!URL.canParse(text, base?.href)) return { kind: 'not-supported', why: 'this is no URL' };
  const url = new URL(text, base);
  if (url.protocol === 'http:') return { kind: 'http', url };
  return { kind: 'not-supported', why: `${url.protocol.slice(0, 16)} is not supported, only http: is` };
}

type Answer =
  | { readonly kind: 'body'; readonly bytes: Uint8Array }
  | { readonly kind: 'redirect'; readonly location: string }
  | { readonly kind: 'failed'; readonly why: string };

function askOnce(url: URL, { body, most }: Pick<Wanted, 'body' | 'most'>, { deadline, signal }: Limits): Promise<Answer> {
  if (signal.aborted) return Promise.resolve({ kind: 'failed', why: 'it was cancelled' });
  return new Promise((resolve) => {
    const asking = request({
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port || 80,
      path: `${url.pathname}${url.search}`,
      method: body ? 'POST' : 'GET',
      // A connection of its own, closed at once: nobody is asked twice.
      agent: false,
      headers: {
        host: url.host,
        accept: '*/*',
        connection: 'close',
        ...(body && { 'content-type': body.type, 'content-length': body.bytes.length }),
      },
    });
    let hasSpoken = false;
    const end = (answer: Answer): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      // A late error of a connection that nobody waits for must not end the process.
      asking.removeAllListeners('error').on('error', () => undefined);
      asking.destroy();
      resolve(answer);
    };
    const fail = (why: string): void => end({ kind: 'failed', why });
    const cancel = (): void => fail('it was cancelled');
    const late = (): void => fail(hasSpoken ? 'its answer did not end in time' : 'it did not answer in time');
    const timer = setTimeout(late, Math.max(0, deadline - performance.now()));
    signal.addEventListener('abort', cancel, { once: true });
    asking.on('error', (error: NodeJS.ErrnoException) => fail(wordFor(error.code)));
    asking.on('response', (response) => {
      hasSpoken = true;
      const { statusCode = 0, headers } = response;
      if (isRedirect(statusCode, body !== undefined) && headers.location !== undefined)
        end({ kind: 'redirect', location: headers.location });
      else if (statusCode !== 200) fail(`it answered with HTTP status ${statusCode}`);
      else collect(response, most, end);
    });
    // Another protocol is no answer either; without a listener nothing would end the wait.
    asking.on('upgrade', () => fail('it answered with HTTP status 101'));
    asking.end(body?.bytes);
  });
}

/** Of a POST only those that keep the method (RFC 9110 §15.4): the others would ask another question. */
const isRedirect = (status: number, isPost: boolean): boolean => (isPost ? [307, 308] : [301, 302, 303, 307, 308]).includes(status);

function collect(response: IncomingMessage, most: number, end: (answer: Answer) => void): void {
  const fail = (why: string): void => end({ kind: 'failed', why });
  const announced = Number(response.headers['content-length']);
  if (announced > most) {
    fail(`its answer has ${announced} bytes, more than is read here (${most})`);
    return;
  }
  const chunks: Buffer[] = [];
  let length = 0;
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length > most) fail(`its answer has more bytes than are read here (${most})`);
  });
  response.on('end', () => end({ kind: 'body', bytes: Buffer.concat(chunks) }));
  response.on('error', () => fail('it broke off in its answer'));
}

const wordFor = (code = ''): string =>
  words[code] ?? (code.startsWith('HPE_') ? 'what it answered is no HTTP' : `the connection failed (${code || 'no word of it'})`);

const words: { readonly [code: string]: string } = {
  ENOTFOUND: 'its name does not exist in DNS',
  EAI_AGAIN: 'its name could not be looked up in DNS',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'it closed the connection without an answer',
  EHOSTUNREACH: 'no route leads there',
  ENETUNREACH: 'no route leads there',
  ETIMEDOUT: 'it did not answer in time',
};
