import { isClearSipPort } from '../../probe/tls-failure';
import { chosenIn } from '../../probe/tls-weakness';
import { lineTo, portOf, sentence } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/tls-on-plain-port',
  subject: 'tls',
  severity: { practical: 'error', strict: 'error' },
  title: 'TLS hello to a plain SIP port',
  remedy: 'Remove the port or write 5061.',
  cites: ['RFC 3261 §19.1.2', 'RFC 3263 §4.2'],
  examples: [
    {
      title: 'An answer in clear from port 5060',
      scene: { server: '192.0.2.1:5060', answer: 'nothing', foreign: 'SIP/2.0 400 Bad Request\r\n\r\n' },
      finds: ['error'],
    },
    {
      title: 'The capture shows SIP in clear on this port, and the server hangs up on the hello',
      scene: {
        origin: 'capture',
        client: '198.51.100.7:49152',
        server: '192.0.2.1:5080',
        answer: 'nothing',
        line: 'ended',
        speaksClearSip: true,
      },
      finds: ['error'],
    },
    {
      title: 'TLS on 5060 works, and is unusual',
      scene: { server: '192.0.2.1:5060', speaks: true },
      profile: 'strict',
      finds: ['hint'],
    },
    { title: 'TLS on 5060 works', scene: { server: '192.0.2.1:5060', speaks: true }, finds: [] },
    {
      title: 'SIP in clear on 5061 is the fault of the server',
      scene: { answer: 'nothing', foreign: 'SIP/2.0 400 Bad Request\r\n\r\n' },
      finds: [],
    },
  ],
  check(facts, { profile }, report) {
    const { client, server } = facts;
    const port = portOf(facts);
    const where = port === undefined ? 'this port' : `port ${port}`;
    if (isClearSipPort(facts))
      report(
        sentence(
          `${client} starts TLS on ${where}, where ${server} speaks SIP in clear; the server sees rubbish and closes. Usual reason: an explicit :5060 beside transport=tls or sips.`,
        ),
        { command: lineTo(facts) },
      );
    else if (profile === 'strict' && port === 5060 && chosenIn(facts))
      report(`${server} speaks TLS on port 5060, which clients expect to be SIP in clear. That is unusual, not forbidden.`, {
        severity: 'hint',
        remedy: 'Move the TLS listener to 5061, or name the port wherever the server is configured.',
      });
  },
});
