import type { Outcome } from '../../../contracts';
import type { EndpointFacts } from '../../probe/facts';

/** Why a conversation ended as it did, in one sentence; undefined where it ended well. */
export function reasonFor({ outcome, code, tls, port }: EndpointFacts): string | undefined {
  const alert = tls?.alert;
  if (outcome === 'alert' && alert) {
    const by = alert.direction === 'received' ? 'The server' : 'This side';
    const late = alert.isLate ? ' after a handshake that had seemed complete' : '';
    return `${by} ended it by the alert ${alert.name} (${alert.code})${late}.`;
  }
  if (outcome === 'ok') return undefined;
  return sentences[outcome](port, code);
}

const sentences: { readonly [outcome in Exclude<Outcome, 'ok'>]: (port: number, code: string | undefined) => string } = {
  refused: (port) => `Nothing listens on TCP port ${port}, or a firewall refuses it.`,
  unreachable: (_port, code) =>
    code === 'ENETUNREACH'
      ? 'This host has no route to it.'
      : `It cannot be reached from this host${code === undefined ? '' : ` (${code})`}.`,
  timeout: () => 'It does not answer the attempt to connect; packets are dropped on the way.',
  silent: () => 'It accepts TCP and says nothing to a ClientHello.',
  stalled: () => 'It began to answer, and was not done at the deadline.',
  reset: () => 'It reset the connection during the handshake.',
  closed: () => 'It closed the connection during the handshake, without an alert.',
  alert: () => 'It ended the handshake by an alert.',
  'plain-sip': () => 'It speaks SIP without TLS on this port.',
  http: () => 'It is a web server, not a SIP server.',
  'not-tls': () => 'What it speaks is no TLS.',
  malformed: (_port, code) => `What it sends is not valid TLS${code === undefined ? '' : ` (${code})`}.`,
  unsupported: (_port, code) => `The TLS library of this side cannot do what the server wants${code === undefined ? '' : ` (${code})`}.`,
  cancelled: () => 'It was cancelled before it was done.',
};
