import { chosenIn } from '../../probe/tls-weakness';
import { highestOffered, lineTo } from '../../probe/tls-words';
import { downgradeMark } from '../../tls/handshake';
import { TLS12, TLS13 } from '../../tls/versions';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/no-tls13',
  subject: 'tls',
  severity: { practical: 'off', strict: 'info' },
  title: 'TLS 1.3 is not offered',
  remedy: 'Update the TLS library of the SIP server; keep TLS 1.2 on for phones.',
  cites: ['RFC 9325 §3.1.1'],
  examples: [
    {
      title: 'Enumeration: 1.2 yes, 1.3 no',
      scene: {
        answer: { version: 'TLSv1.2' },
        enumeration: { accepted: { 'TLSv1.2': ['TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384'] } },
      },
      finds: ['info'],
    },
    {
      title: 'A hello with nothing but 1.3 is refused',
      scene: { answer: { version: 'TLSv1.2' }, trials: [{ kind: 'only-tls13', answer: 'alert', alert: 70 }] },
      finds: ['info'],
    },
    {
      title: 'Both versions',
      scene: {
        enumeration: {
          accepted: { 'TLSv1.3': ['TLS_AES_256_GCM_SHA384'], 'TLSv1.2': ['TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384'] },
        },
      },
      finds: [],
    },
    {
      title: 'Nobody asked for 1.3 alone',
      scene: { answer: { version: 'TLSv1.2' } },
      finds: [],
    },
    {
      title: 'The server could do 1.3 and says so: the path changed the hello',
      scene: {
        answer: { version: 'TLSv1.2', downgradeMark: 1 },
        enumeration: { accepted: { 'TLSv1.2': ['TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384'] } },
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const choice = chosenIn(facts);
    const { enumeration, trials, conversation, server } = facts;
    if (choice && downgradeMark(choice.hello) !== undefined) return;
    const isEnumerated = enumeration?.versions.get(TLS13) === 'refused' && enumeration.versions.get(TLS12) === 'accepted';
    const isTried =
      choice?.version === TLS12 &&
      conversation.offer !== undefined &&
      highestOffered(conversation.offer) >= TLS13 &&
      trials.some(({ kind, answer }) => kind === 'only-tls13' && (answer === 'alert' || answer === 'closed'));
    if (!isEnumerated && !isTried) return;
    report(
      `${server} ends at TLS 1.2. That works everywhere today; with 1.3 the certificates would be encrypted and the handshake one round trip shorter.`,
      { command: lineTo(facts, { more: ['-tls1_3'] }) },
    );
  },
});
