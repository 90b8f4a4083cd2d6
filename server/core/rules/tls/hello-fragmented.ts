import { causeByTrials, hasFailed, isBeforeServerHello } from '../../probe/tls-failure';
import { lineTo } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/hello-fragmented',
  subject: 'tls',
  severity: { practical: 'off', strict: 'info' },
  title: 'ClientHello is split over several TLS records',
  remedy: 'Use the normal record size for the handshake on the client (max_fragment_length / send_fragment settings).',
  cites: ['RFC 8446 §5.1'],
  examples: [
    {
      title: 'Three records, and then a reset',
      scene: { origin: 'capture', client: '198.51.100.7:49152', offer: { records: 3 }, answer: 'nothing', line: 'reset' },
      finds: ['info'],
    },
    {
      title: 'Two records, and all went well',
      scene: { origin: 'capture', client: '198.51.100.7:49152', offer: { records: 2 } },
      finds: ['hint'],
    },
    { title: 'One record', scene: { answer: 'nothing', line: 'reset' }, finds: [] },
    {
      title: 'It is the size',
      scene: {
        offer: { records: 2, octets: 1550 },
        answer: 'nothing',
        line: 'reset',
        trials: [{ kind: 'smaller', answer: 'server-hello', version: 'TLSv1.2' }],
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const hello = facts.conversation.transcript.seen.find((one) => one.kind === 'handshake' && one.message.kind === 'client_hello');
    if (hello?.kind !== 'handshake' || hello.records < 2 || causeByTrials(facts)) return;
    report(
      `The hello of ${facts.client} comes in ${hello.records} TLS records. That is legal, but some SBCs and firewalls expect it in one.`,
      {
        ...(hasFailed(facts) && isBeforeServerHello(facts) ? {} : { atMost: 'hint' }),
        command: lineTo(facts, { more: ['-max_send_frag', '512'] }),
      },
    );
  },
});
