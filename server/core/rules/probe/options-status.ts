import { answeredEndpoints } from '../../probe/options-facts';
import type { SipMessage } from '../../sip/message';
import { textOfUri } from '../../sip/roles';
import { shortened } from '../../text/shortened';
import { visibleName } from '../../text/visible-name';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/options-status',
  subject: 'probe',
  severity: { practical: 'info', strict: 'info' },
  title: 'What the answer to OPTIONS means',
  remedy: 'By status: credentials, access list, Request-URI, or wait.',
  cites: ['RFC 3261 §11.2', 'RFC 3261 §21.4', 'RFC 3261 §21.5'],
  examples: [
    {
      title: '503 with Retry-After',
      scene: {
        target: 'sips:192.0.2.1:5061',
        endpoints: [
          {
            socket: '192.0.2.1:5061',
            options: {
              outcome: 'answered',
              sipMs: 30,
              answer: 'SIP/2.0 503 Service Unavailable\nVia: {via}\nRetry-After: 30 (maintenance)\nCSeq: 1 OPTIONS\n\n',
            },
          },
        ],
      },
      finds: ['warning'],
    },
    {
      title: '403',
      scene: {
        target: 'sips:192.0.2.1:5061',
        endpoints: [
          {
            socket: '192.0.2.1:5061',
            options: { outcome: 'answered', sipMs: 30, answer: 'SIP/2.0 403 Forbidden\nVia: {via}\nCSeq: 1 OPTIONS\n\n' },
          },
        ],
      },
      finds: ['info'],
    },
    {
      title: '302 and 420 tell where to go and what is unknown',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
        endpoints: [
          {
            socket: '192.0.2.1:5061',
            options: {
              outcome: 'answered',
              sipMs: 30,
              answer: 'SIP/2.0 302 Moved Temporarily\nVia: {via}\nContact: <sip:sbc.example.net;transport=tls>\nCSeq: 1 OPTIONS\n\n',
            },
          },
          {
            socket: '192.0.2.2:5061',
            options: {
              outcome: 'answered',
              sipMs: 30,
              answer: 'SIP/2.0 420 Bad Extension\nVia: {via}\nUnsupported: foo\nCSeq: 1 OPTIONS\n\n',
            },
          },
        ],
      },
      finds: ['info', 'info'],
    },
    {
      title: 'a reason that would turn the direction of writing',
      scene: {
        target: 'sips:192.0.2.1:5061',
        endpoints: [
          {
            socket: '192.0.2.1:5061',
            options: {
              outcome: 'answered',
              sipMs: 30,
              answer: 'SIP/2.0 503 \u202eOK 002\u0000\u001b[2J\nVia: {via}\nRetry-After: \u2066x\nCSeq: 1 OPTIONS\n\n',
            },
          },
        ],
      },
      finds: ['warning'],
    },
    {
      title: '200',
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
      const { status, startLine } = answer;
      if (status < 300 || startLine.kind !== 'response') continue;
      const isTrouble = status === 483 || (status >= 500 && status < 600 && status !== 501);
      const reason = visibleName(shortened(startLine.reason, 80));
      const remedy = remedies[status];
      report(
        `${endpoint.socket} answered ${status}${reason === '' ? '' : ` ${reason}`}: ${meaningOf(answer, options.uri)}. For TLS this is a success.`,
        {
          at: { endpoint: endpoint.socket },
          command,
          ...(isTrouble ? { severity: 'warning' } : {}),
          ...(remedy === undefined ? {} : { remedy }),
        },
      );
    }
  },
});

const remedies: { readonly [status: number]: string } = {
  401: 'Nothing for TLS; calls need the credentials of the trunk.',
  403: 'Have the source address, the Contact host or the client certificate entered at the provider.',
  404: 'Ask for a host or user that the server knows; for TLS nothing is to be done.',
  407: 'Nothing for TLS; calls need the credentials of the trunk.',
  416: 'Use the other scheme: sip: in place of sips:, or the reverse.',
  483: 'Look for proxies that send the request to each other.',
  503: 'Wait, or ask the operator.',
};

function meaningOf(answer: SipMessage, uri: string): string {
  const quoted = (name: 'Unsupported' | 'Retry-After'): string | undefined => {
    const value = answer.value(name);
    return value === undefined ? undefined : visibleName(shortened(value, 80));
  };
  const { status } = answer;
  if (status < 400) return contactText(answer);
  if (status === 401 || status === 407) return 'alive, wants credentials';
  if (status === 403) return 'alive, does not know you (source address, Contact host or certificate)';
  if (status === 404 || status === 480 || status === 484) return `alive, no such user or domain: ${visibleName(uri)}`;
  if (status === 405 || status === 501) return 'alive, has no OPTIONS';
  if (status === 416) return 'it does not take this URI scheme';
  if (status === 420) return `it does not know ${quoted('Unsupported') ?? 'an extension that it does not name'}`;
  if (status === 483) return 'the request loops: Max-Forwards 70 was used up';
  if (status < 500) return 'alive, does not like the request';
  if (status >= 600) return 'alive, and refuses everywhere';
  const after = quoted('Retry-After');
  return `in trouble or in maintenance${after === undefined ? '' : `, Retry-After ${after}`}`;
}

function contactText(answer: SipMessage): string {
  const uri = answer.contacts[0]?.uri;
  return uri ? `it says: go to ${visibleName(shortened(textOfUri(answer, uri)))}` : 'it says: go elsewhere, and not where';
}
