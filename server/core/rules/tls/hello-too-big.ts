import { tooBig } from '../../probe/tls-failure';
import { lineTo, ms } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

/** What one TCP segment carries over Ethernet, with the time stamps that nearly all stacks send. */
const SEGMENT = 1448;

export default defineTlsRule({
  id: 'tls/hello-too-big',
  subject: 'tls',
  severity: { practical: 'error', strict: 'error' },
  title: 'Large hello fails, small one works',
  remedy:
    'The peer has to be mended. Until then restrict the groups on the client to X25519:P-256 (OpenSSL Groups, Go GODEBUG=tlsmlkem=0).',
  cites: ['RFC 8446 §4.1.2', 'RFC 8446 §5.1'],
  examples: [
    {
      title: 'The hello of this side is reset, a small one is answered',
      scene: {
        offer: { octets: 1550 },
        answer: 'nothing',
        line: 'reset',
        trials: [{ kind: 'smaller', octets: 320, answer: 'server-hello', version: 'TLSv1.2', durationMs: 41 }],
      },
      finds: ['error'],
    },
    {
      title: 'All is well with a small hello, and a hybrid one is met by silence',
      scene: { trials: [{ kind: 'hybrid', octets: 1700, answer: 'silent' }] },
      finds: ['error'],
    },
    {
      title: 'The small one fails as well',
      scene: {
        offer: { octets: 1550 },
        answer: 'nothing',
        line: 'reset',
        trials: [{ kind: 'smaller', answer: 'reset' }],
      },
      finds: [],
    },
    { title: 'The hybrid one is answered', scene: { trials: [{ kind: 'hybrid', octets: 1700, answer: 'server-hello' }] }, finds: [] },
    {
      title: 'The hello that failed was not large',
      scene: { answer: 'nothing', line: 'reset', trials: [{ kind: 'smaller', answer: 'server-hello', version: 'TLSv1.2' }] },
      finds: [],
    },
    {
      title: 'The large one was refused for another reason',
      scene: {
        offer: { octets: 1550 },
        answer: 'nothing',
        alert: { from: 'server', code: 40 },
        trials: [{ kind: 'smaller', answer: 'server-hello', version: 'TLSv1.2' }],
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const found = tooBig(facts);
    if (!found) return;
    const { octets, small } = found;
    report(
      `A hello of ${octets} bytes in ${Math.ceil(octets / SEGMENT)} segments fails; ${small.octets} bytes are answered in ${ms(small.durationMs)}. ${facts.server} (or a box in front of it) reads only the first segment. Clients with Go 1.24+, OpenSSL 3.5+ or a current Node send the large one by default.`,
      { command: lineTo(facts, { more: ['-groups', 'X25519:P-256'] }) },
    );
  },
});
