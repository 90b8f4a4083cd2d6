import { answeredEndpoints } from '../../probe/options-facts';
import { param } from '../../sip/parts';
import { hostName, writeSocket } from '../../sip/socket';
import { visibleName } from '../../text/visible-name';
import { isSame } from '../../x509/der';
import { addressBytes } from '../../x509/ip-address';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/options-nat',
  subject: 'probe',
  severity: { practical: 'off', strict: 'info' },
  title: 'Peer sees us under another address',
  remedy: 'Keep the connection alive, or register with outbound.',
  cites: ['RFC 3581 §4', 'RFC 3261 §18.2.1', 'RFC 5626 §4.4.1'],
  examples: [
    {
      title: 'another address and another port',
      scene: {
        target: 'sips:192.0.2.1:5061',
        local: '10.0.0.5:40000',
        endpoints: [
          {
            socket: '192.0.2.1:5061',
            options: {
              outcome: 'answered',
              sipMs: 30,
              answer: 'SIP/2.0 200 OK\nVia: {via};received=198.51.100.7;rport=4711\nCSeq: 1 OPTIONS\n\n',
            },
          },
        ],
      },
      finds: ['info'],
    },
    {
      title: 'the same address and port',
      scene: {
        target: 'sips:192.0.2.1:5061',
        endpoints: [
          {
            socket: '192.0.2.1:5061',
            options: {
              outcome: 'answered',
              sipMs: 30,
              answer: 'SIP/2.0 200 OK\nVia: {via};received=192.0.2.99;rport=40000\nCSeq: 1 OPTIONS\n\n',
            },
          },
        ],
      },
      finds: [],
    },
    {
      title: 'the server does not tell',
      scene: {
        target: 'sips:192.0.2.1:5061',
        endpoints: [
          {
            socket: '192.0.2.1:5061',
            options: { outcome: 'answered', sipMs: 30, answer: 'SIP/2.0 200 OK\nVia: {via}\nCSeq: 1 OPTIONS\n\n' },
          },
        ],
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    for (const { endpoint, options, answer, command } of answeredEndpoints(facts)) {
      const params = answer.topVia?.params ?? [];
      const received = hostName(param(params, 'received')?.value ?? options.local.address);
      const rport = param(params, 'rport')?.value ?? String(options.local.port);
      if (isSameAddress(received, options.local.address) && Number(rport) === options.local.port) continue;
      const seen = visibleName(writeSocket({ host: received, port: Number(rport) || options.local.port }));
      report(
        `Behind NAT: ${endpoint.socket} sees ${seen}, and this side is ${writeSocket({ host: options.local.address, port: options.local.port })}. Requests from there reach you only over this connection while it is open.`,
        { at: { endpoint: endpoint.socket }, command },
      );
    }
  },
});

function isSameAddress(a: string, b: string): boolean {
  const [left, right] = [addressBytes(a), addressBytes(b)];
  return left && right ? isSame(left, right) : a === b;
}
