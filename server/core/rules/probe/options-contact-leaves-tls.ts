import { answeredEndpoints } from '../../probe/options-facts';
import { clearTargetOf } from '../../sip/leaving-tls';
import type { SipMessage } from '../../sip/message';
import { param, type SipUri } from '../../sip/parts';
import { textOfUri } from '../../sip/roles';
import { shortened } from '../../text/shortened';
import { visibleName } from '../../text/visible-name';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/options-contact-leaves-tls',
  subject: 'probe',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Answer points away from TLS',
  remedy: 'Set the advertised address and transport of the TLS listener.',
  cites: ['RFC 3261 §12.1.1', 'RFC 5630'],
  examples: [
    {
      title: 'port 5060 without transport',
      scene: {
        target: 'sip:192.0.2.1:5061;transport=tls',
        endpoints: [
          {
            socket: '192.0.2.1:5061',
            options: {
              outcome: 'answered',
              sipMs: 30,
              answer: 'SIP/2.0 200 OK\nVia: {via}\nContact: <sip:10.0.0.5:5060>\nCSeq: 1 OPTIONS\n\n',
            },
          },
        ],
      },
      finds: ['warning'],
    },
    {
      title: 'asked by a sips: URI',
      scene: {
        target: 'sips:192.0.2.1:5061',
        endpoints: [
          {
            socket: '192.0.2.1:5061',
            options: {
              outcome: 'answered',
              sipMs: 30,
              answer: 'SIP/2.0 302 Moved\nVia: {via}\nContact: <sip:pbx.example.net;transport=udp>\nCSeq: 1 OPTIONS\n\n',
            },
          },
        ],
      },
      finds: ['error'],
    },
    {
      title: 'neither port nor transport, as best-effort TLS has it',
      scene: {
        target: 'sip:192.0.2.1:5061;transport=tls',
        endpoints: [
          {
            socket: '192.0.2.1:5061',
            options: { outcome: 'answered', sipMs: 30, answer: 'SIP/2.0 200 OK\nVia: {via}\nContact: <sip:10.0.0.5>\nCSeq: 1 OPTIONS\n\n' },
          },
        ],
      },
      finds: ['hint'],
    },
    {
      title: 'transport=tls',
      scene: {
        target: 'sips:192.0.2.1:5061',
        endpoints: [
          {
            socket: '192.0.2.1:5061',
            options: {
              outcome: 'answered',
              sipMs: 30,
              answer: 'SIP/2.0 200 OK\nVia: {via}\nContact: <sip:sip.example.com:5061;transport=tls>\nCSeq: 1 OPTIONS\n\n',
            },
          },
        ],
      },
      finds: [],
    },
    {
      title: 'the Contact of a refusal is nobody’s next hop',
      scene: {
        target: 'sips:192.0.2.1:5061',
        endpoints: [
          {
            socket: '192.0.2.1:5061',
            options: {
              outcome: 'answered',
              sipMs: 30,
              answer: 'SIP/2.0 404 Not Found\nVia: {via}\nContact: <sip:10.0.0.5:5060>\nCSeq: 1 OPTIONS\n\n',
            },
          },
        ],
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    for (const { endpoint, options, answer, command } of answeredEndpoints(facts)) {
      const isNextHop = answer.status < 400;
      const found = isNextHop ? wayOut(answer) : undefined;
      if (!found) continue;
      const { header, uri, transport } = found;
      const isExplicit = uri.port !== undefined || param(uri.params, 'transport') !== undefined;
      report(
        `${endpoint.socket} answers with ${header} ${visibleName(shortened(textOfUri(answer, uri)))}, which leads over ${transport}: requests that follow it leave TLS.`,
        {
          at: { endpoint: endpoint.socket },
          command,
          ...(isExplicit ? (/^sips:/i.test(options.uri) ? { severity: 'error' } : {}) : { severity: 'hint' }),
        },
      );
    }
  },
});

/** The first URI by which requests would leave TLS. */
function wayOut(answer: SipMessage): { header: string; uri: SipUri; transport: string } | undefined {
  for (const [header, addresses] of [['Record-Route', answer.recordRoutes] as const, ['Contact', answer.contacts] as const])
    for (const { uri } of addresses) {
      const next = uri && clearTargetOf(uri);
      if (uri && next) return { header, uri, transport: next.transport };
    }
  return undefined;
}
