import { answeredEndpoints, sentVia, viaText } from '../../probe/options-facts';
import type { SipMessage } from '../../sip/message';
import { param, type Via } from '../../sip/parts';
import { hostName } from '../../sip/socket';
import { enumerated } from '../../text/enumerated';
import { shortened } from '../../text/shortened';
import { visibleName } from '../../text/visible-name';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/options-via-transport',
  subject: 'probe',
  severity: { practical: 'warning', strict: 'error' },
  title: 'Answer’s Via does not mirror ours',
  remedy: 'Find the TLS terminator in front of the server and tell the server its outer transport.',
  cites: ['RFC 3261 §8.2.6.2', 'RFC 3261 §18.1.2', 'RFC 3581 §4'],
  examples: [
    {
      title: 'TCP in place of TLS',
      scene: {
        target: 'sips:192.0.2.1:5061',
        endpoints: [
          {
            socket: '192.0.2.1:5061',
            options: {
              outcome: 'answered',
              sipMs: 30,
              answer: 'SIP/2.0 200 OK\nVia: SIP/2.0/TCP 192.0.2.99:40000;branch=z9hG4bKb1;rport=40000\nCSeq: 1 OPTIONS\n\n',
            },
          },
        ],
      },
      finds: ['warning'],
    },
    {
      title: 'a Via too many, and rport not filled in',
      scene: {
        target: 'sips:192.0.2.1:5061',
        endpoints: [
          {
            socket: '192.0.2.1:5061',
            options: {
              outcome: 'answered',
              sipMs: 30,
              answer:
                'SIP/2.0 200 OK\nVia: {via};received=192.0.2.99;rport\nVia: SIP/2.0/TCP 10.0.0.1;branch=z9hG4bKx\nCSeq: 1 OPTIONS\n\n',
            },
          },
        ],
      },
      finds: ['warning'],
    },
    {
      title: 'our Via with received and rport',
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
      title: 'neither received nor rport, as before RFC 3581',
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
      const { via, text } = sentVia(options);
      const got = answer.topVia;
      const differences = via && got ? compared(via, got, answer) : [];
      if (!got || differences.length === 0) continue;
      const shown = visibleName(shortened(viaText(answer, got), 160));
      report(
        `We sent Via ${visibleName(text)}, the answer has ${shown}: ${enumerated(differences)}. Something between the TLS end and the SIP server rewrites Via; transaction matching fails there.`,
        { at: { endpoint: endpoint.socket }, command },
      );
    }
  },
});

function compared(sent: Via, got: Via, answer: SipMessage): readonly string[] {
  const branch = (via: Via): string | undefined => param(via.params, 'branch')?.value;
  const rport = param(got.params, 'rport');
  const isUnfilled = rport !== undefined && rport.value === undefined && param(got.params, 'received') !== undefined;
  return [
    ...(got.transport === sent.transport ? [] : [`its transport is ${visibleName(got.transport, 20)}`]),
    ...(hostName(got.host) === hostName(sent.host) && got.port === sent.port ? [] : ['it names another sender']),
    ...(branch(got) === branch(sent) ? [] : ['it has another branch']),
    ...(answer.vias.length > 1 ? [`there are ${answer.vias.length} of them`] : []),
    ...(isUnfilled ? ['its rport has no value though received is there'] : []),
  ];
}
