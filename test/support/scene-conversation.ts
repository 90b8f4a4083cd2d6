import { writeClientHello } from '#core/tls/client-hello';
import { readConversation, type TlsConversation } from '#core/tls/conversation';
import type { Segment } from '#core/tls/transcript';
import { TLS12, TLS13 } from '#core/tls/versions';
import type { Outcome } from '../../server/contracts';

export interface Spoken {
  readonly serverName: string | null;
  readonly version: number;
  readonly outcome: Outcome;
  readonly alert?: number;
}

/** The first octets of a conversation that ended so, as the reader of the wire understands them. */
export function conversationOf({ serverName, version, outcome, alert }: Spoken): TlsConversation {
  const hello = writeClientHello({
    versions: [TLS13, TLS12],
    suites: [0x1302, 0xc02c, 0xc030],
    groups: [0x001d],
    schemes: [0x0403, 0x0804],
    keyShares: [{ group: 0x001d, key: new Uint8Array(32) }],
    serverName,
    random: new Uint8Array(32).fill(7),
  });
  return readConversation([
    { from: 'client', bytes: hello },
    ...answer(version, outcome, alert).map((bytes): Segment => ({ from: 'server', bytes })),
  ]);
}

function answer(version: number, outcome: Outcome, alert: number | undefined): Uint8Array[] {
  if (outcome === 'plain-sip') return [ascii('SIP/2.0 400 Bad Request\r\nContent-Length: 0\r\n\r\n')];
  if (outcome === 'http') return [ascii('HTTP/1.1 400 Bad Request\r\n\r\n')];
  if (outcome === 'not-tls') return [ascii('220 mail.example.com ESMTP\r\n')];
  if (outcome === 'alert') return [record(21, [2, alert ?? 40])];
  return outcome === 'ok' ? [record(22, serverHello(version))] : [];
}

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const record = (type: number, body: readonly number[]): Uint8Array =>
  Uint8Array.from([type, 3, 3, body.length >> 8, body.length & 0xff, ...body]);

function serverHello(version: number): number[] {
  const share = [0, 51, 0, 36, 0, 0x1d, 0, 32, ...new Array<number>(32).fill(9)];
  const extensions = version >= TLS13 ? [0, 43, 0, 2, 3, 4, ...share] : [];
  const suite = version >= TLS13 ? [0x13, 0x02] : [0xc0, 0x2c];
  const legacy = Math.min(version, TLS12);
  const body = [
    ...[legacy >> 8, legacy & 0xff],
    ...new Array<number>(32).fill(5),
    ...[0, ...suite, 0],
    ...(extensions.length > 0 ? [0, extensions.length, ...extensions] : []),
  ];
  return [2, 0, 0, body.length, ...body];
}
