import { acknowledgesName, identityWords, lineTo, quotedName } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/sni-acknowledged-wrong-certificate',
  subject: 'tls',
  severity: { practical: 'info', strict: 'warning' },
  title: 'Server confirms the name and shows another certificate',
  remedy: 'Correct the SNI table of the server: the entry for this name holds the wrong certificate.',
  cites: ['RFC 6066 §3', 'RFC 9325 §3.7'],
  examples: [
    {
      title: 'Confirmed in TLS 1.3, and the certificate is for somebody else',
      scene: { answer: { acknowledgesName: true }, certificates: [{ subject: 'other.example.net' }] },
      finds: ['info'],
    },
    {
      title: 'Confirmed in TLS 1.2',
      scene: { answer: { version: 'TLSv1.2', acknowledgesName: true }, certificates: [{ subject: 'other.example.net' }] },
      profile: 'strict',
      finds: ['warning'],
    },
    { title: 'Confirmed, and right', scene: { answer: { acknowledgesName: true } }, finds: [] },
    { title: 'Not confirmed', scene: { certificates: [{ subject: 'other.example.net' }] }, finds: [] },
    {
      title: 'Names do not count here',
      scene: { answer: { acknowledgesName: true }, certificates: [{ subject: 'other.example.net' }], policyNames: 'chain-only' },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const { conversation, leaf, isNamed, policyNames, server } = facts;
    const name = conversation.offer?.serverName ?? null;
    if (name === null || !leaf || isNamed !== false || policyNames === 'chain-only' || !acknowledgesName(conversation)) return;
    report(`${server} says that it used the name ${quotedName(name)} and still shows a certificate for ${identityWords(leaf)}.`, {
      remedy: `Correct the SNI table of the server: the entry for ${quotedName(name)} holds the wrong certificate.`,
      command: lineTo(facts, { verify: { name }, more: ['-tlsextdebug'] }, '| grep -iE "server name|verif"'),
    });
  },
});
