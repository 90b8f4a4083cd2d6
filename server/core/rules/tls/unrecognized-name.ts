import { lineTo, quotedName } from '../../probe/tls-words';
import { defineTlsRule } from '../endpoint-rule';

export default defineTlsRule({
  id: 'tls/unrecognized-name',
  subject: 'tls',
  severity: { practical: 'error', strict: 'error' },
  title: 'Server does not know the requested name',
  remedy: "Dial the name the server has, or add the name to the server's SNI table.",
  cites: ['RFC 6066 §3', 'RFC 9325 §3.7'],
  examples: [
    { title: 'Alert 112', scene: { answer: 'nothing', alert: { from: 'server', code: 112 } }, finds: ['error'] },
    {
      title: 'Alert 112 to a hello without a name',
      scene: { serverName: null, answer: 'nothing', alert: { from: 'server', code: 112 } },
      finds: ['error'],
    },
    {
      title: 'A warning, and then the server goes on',
      scene: { answer: { version: 'TLSv1.2' }, warning: 112 },
      finds: ['hint'],
    },
    {
      title: 'A warning, and then the connection breaks',
      scene: { answer: 'nothing', warning: 112, line: 'ended' },
      finds: ['error'],
    },
    { title: 'Another alert', scene: { answer: 'nothing', alert: { from: 'server', code: 40 } }, finds: [] },
    { title: 'The name is known', scene: { answer: { acknowledgesName: true } }, finds: [] },
  ],
  check(facts, _context, report) {
    const { alert, server, conversation } = facts;
    const name = conversation.offer?.serverName ?? null;
    const isFatal = alert?.direction === 'received' && alert.code === 112;
    const isWarned = conversation.alerts.some((seen) => seen.from === 'server' && seen.kind === 'readable' && seen.alert.code === 112);
    if (!isFatal && !isWarned) return;
    const command = name === null ? lineTo(facts) : `${lineTo(facts)}; ${lineTo(facts, { serverName: null })}`;
    const remedy =
      name === null
        ? 'Send a server name: dial the name that the server has, not its address.'
        : `Dial the name the server has, or add ${quotedName(name)} to the server's SNI table.`;
    const whose = name === null ? 'without a name' : `for ${quotedName(name)}`;
    if (!isFatal)
      report(`${server} warns that it has no certificate ${whose}, and goes on with another one. Some Java clients stop here.`, {
        severity: 'hint',
        remedy,
        command,
      });
    else if (name === null) report(`${server} closed with alert 112: it insists on a server name, and none was sent.`, { remedy, command });
    else
      report(`${server} has no certificate ${whose} and closed. The name dialled and the name configured on the server differ.`, {
        remedy,
        command,
      });
  },
});
