import { readBaresipAccounts } from '../baresip/read';
import { accountSettings } from '../baresip/settings';
import { completeBaresipAccounts } from '../completion/keyed';
import type { Dialect } from '../dialect';

/** Lines of accounts, and nothing else but comments. */
function shape(head: string): number {
  const lines = head.split('\n').filter((line) => line.trim() !== '' && !/^[ \t]*#/.test(line));
  const accounts = lines.filter((line) => /^[ \t]*(?:[^<]{0,80})<sips?:[^>]+>[ \t]*(?:;|\r?$)/.test(line));
  const isSaid = accounts.some((line) =>
    /;[ \t]*(?:auth_pass|auth_user|regint|mediaenc|outbound|answermode|medianat|sipnat|audio_codecs)=/.test(line),
  );
  return accounts.length > 0 && accounts.length === lines.length && isSaid ? 8 : 0;
}

export const baresipAccounts: Dialect = {
  id: 'baresip-accounts',
  title: 'Accounts of baresip',
  product: 'baresip',
  names: [],
  globs: ['**/{.baresip,baresip}/accounts'],
  language: { id: 'baresip-accounts', title: 'baresip accounts', names: [], patterns: ['**/.baresip/accounts', '**/baresip/accounts'] },
  isOther: (head) => shape(head) === 0 && !/<sips?:/.test(head),
  shape,
  read: readBaresipAccounts,
  settings: accountSettings,
  complete: completeBaresipAccounts,
  examples: [
    {
      title: 'a domain, and a proxy that has a transport of its own',
      files: {
        accounts: `
# accounts
<sip:alice@example.com;transport=tls>;auth_pass=none;mediaenc=dtls_srtp
Bob <sip:bob@example.net>;outbound="sip:proxy.example.net:5061;transport=tls";regint=60
`,
      },
      facts: `
peer sip:alice@example.com;transport=tls: sip:example.com transport tls by tls both media dtls
peer sip:bob@example.net: sip:proxy.example.net:5061 transport tls by tls both media none
`,
    },
  ],
};
