import { randomBytes } from 'node:crypto';
import type { HelloTrial } from '#core/probe/facts';
import { type HelloOffer, writeClientHello } from '#core/tls/client-hello';
import { TLS12, TLS13 } from '#core/tls/versions';
import type { Endpoint, Limits } from './connect';
import { allSchemes, commonSuites, groups13, shareFor, suitesFor, X25519MLKEM768 } from './enumerate-offers';
import { exchangeHello, type HelloAnswer } from './hello-exchange';

/** TLS_FALLBACK_SCSV (RFC 7507). */
const FALLBACK = 0x5600;
const classic = [29, 23, 24, 25];

export interface TrialQuestion {
  readonly kind: HelloTrial['kind'];
  readonly serverName: string | null;
  /** The highest that is offered with `with-fallback-scsv`. */
  readonly version?: number;
}

/** One more ClientHello, to find out what it is about a hello that a server fails on. Nothing is computed and no handshake completed. */
export async function tryHello(endpoint: Endpoint, question: TrialQuestion, limits: Limits): Promise<HelloTrial | undefined> {
  const hello = writeClientHello({
    ...offerFor(question),
    serverName: question.serverName,
    random: randomBytes(32),
    sessionId: randomBytes(32),
  });
  const start = performance.now();
  const answer = await exchangeHello(endpoint, hello, { ...limits, readTo: 'server_hello' });
  const told = toldBy(answer);
  return told && { kind: question.kind, octets: hello.length, durationMs: performance.now() - start, ...told };
}

function offerFor({ kind, version = TLS12 }: TrialQuestion): Omit<HelloOffer, 'random' | 'sessionId' | 'serverName'> {
  const share = (group: number) => [shareFor(group)].flatMap((one) => one ?? []);
  switch (kind) {
    case 'smaller':
      return {
        versions: [TLS13, TLS12],
        suites: [...suitesFor(TLS13), ...commonSuites(TLS12)],
        groups: classic,
        schemes: allSchemes,
        keyShares: share(29),
      };
    case 'without-tls13':
      return { versions: [TLS12], suites: commonSuites(TLS12), groups: classic, schemes: allSchemes };
    case 'only-tls13':
      return { versions: [TLS13], suites: suitesFor(TLS13), groups: classic, schemes: allSchemes, keyShares: share(29) };
    case 'hybrid':
      return {
        versions: [TLS13, TLS12],
        suites: [...suitesFor(TLS13), ...commonSuites(TLS12)],
        groups: [X25519MLKEM768, ...groups13.filter((group) => classic.includes(group))],
        schemes: allSchemes,
        keyShares: [...share(X25519MLKEM768), ...share(29)],
      };
    case 'with-fallback-scsv':
      return { versions: [version], suites: [...commonSuites(version), FALLBACK], groups: classic, schemes: allSchemes };
  }
}

type Told = Pick<HelloTrial, 'answer' | 'version' | 'alert'>;

/** undefined: TCP did not open, so nothing was tried. */
function toldBy(answer: HelloAnswer): Told | undefined {
  switch (answer.kind) {
    case 'chosen':
    case 'retry':
      return { answer: 'server-hello', version: answer.hello.version };
    case 'alert':
      return { answer: 'alert', alert: answer.alert };
    case 'closed':
    case 'reset':
      return { answer: answer.kind };
    case 'silent':
    case 'stalled':
      return { answer: 'silent' };
    case 'foreign':
    case 'ssl2':
    case 'malformed':
      return { answer: 'not-tls' };
    case 'refused':
    case 'unreachable':
    case 'timeout':
    case 'cancelled':
      return undefined;
  }
}
