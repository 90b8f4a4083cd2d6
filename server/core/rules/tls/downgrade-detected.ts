import { chosenIn, isLowered } from '../../probe/tls-weakness';
import { lineTo } from '../../probe/tls-words';
import { versionWord } from '../../tls/versions';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/downgrade-detected',
  subject: 'tls',
  severity: { practical: 'error', strict: 'error' },
  title: 'Version was lowered on the way',
  remedy: 'Find the middlebox (TLS inspection, SBC in front, load balancer) and take SIP out of it.',
  cites: ['RFC 8446 §4.1.3'],
  examples: [
    {
      title: 'The mark of a server of TLS 1.3 in an answer of 1.2 to a client that offered 1.3',
      scene: { answer: { version: 'TLSv1.2', downgradeMark: 1 } },
      finds: ['error'],
    },
    {
      title: 'A client of TLS 1.2 got 1.1 from a server that knows more',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        offer: { versions: ['TLSv1.2'] },
        answer: { version: 'TLSv1.1', suite: 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA', downgradeMark: 0 },
      },
      finds: ['error'],
    },
    { title: 'A server that ends at TLS 1.2', scene: { answer: { version: 'TLSv1.2' } }, finds: [] },
    {
      title: 'The client offered nothing newer: the mark has to be there',
      scene: { offer: { versions: ['TLSv1.2'] }, answer: { version: 'TLSv1.2', downgradeMark: 1 } },
      finds: [],
    },
    {
      title: 'A client capped at TLS 1.1, and a server of 1.2',
      scene: {
        offer: { versions: ['TLSv1.1'] },
        answer: { version: 'TLSv1.1', suite: 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA', downgradeMark: 0 },
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const choice = chosenIn(facts);
    if (!choice || !isLowered(facts)) return;
    report(
      `The server could speak a newer version than ${versionWord(choice.version)} and says so in its random value, but the hello it saw was not the one that was sent. Something between ${facts.client} and ${facts.server} rewrites the handshake; correct clients abort.`,
      { command: lineTo(facts, { more: ['-msg'] }) },
    );
  },
});
