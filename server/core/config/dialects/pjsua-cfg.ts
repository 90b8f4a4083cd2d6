import { completePjsua } from '../completion/keyed';
import type { Dialect } from '../dialect';
import { readPjsua } from '../pjsua/read';
import { pjsuaSettings } from '../pjsua/settings';

/** Nothing but options, one of which only pjsua has. */
function shape(head: string): number {
  const lines = head.split('\n').filter((line) => line.trim() !== '' && !/^[ \t]*#/.test(line));
  const isOnly = lines.length > 0 && lines.every((line) => /^[ \t]*--[a-z]/.test(line));
  if (!isOnly) return 0;
  return /--(?:use-tls|tls-(?:ca|cert|privkey)-file|tls-verify-server|use-srtp|srtp-secure|registrar|reg-timeout|realm|null-audio|app-log-level)\b/.test(
    head,
  )
    ? 7
    : 0;
}

export const pjsuaCfg: Dialect = {
  id: 'pjsua-cfg',
  title: 'pjsua',
  product: 'pjsua',
  names: ['pjsua.cfg', 'pjsua.conf'],
  globs: ['**/pjsua*.cfg'],
  isOther: (head) => !/^[ \t]*--[a-z]/m.test(head),
  shape,
  read: readPjsua,
  settings: pjsuaSettings,
  complete: completePjsua,
  examples: [
    {
      title: 'over TLS, checked',
      files: {
        'pjsua.cfg': `
# office
--id "Alice <sip:alice@example.com>"
--registrar=sip:example.com;transport=tls
--use-tls --tls-ca-file /etc/ssl/certs/ca-certificates.crt
--tls-verify-server
--use-srtp 2
`,
      },
      facts: `
profile tls both versions TLSv1 to TLSv1.2 by default ca /etc/ssl/certs/ca-certificates.crt verify on require off name on
peer sip:example.com;transport=tls: sip:example.com transport tls by tls out profile tls media sdes
`,
    },
  ],
};
