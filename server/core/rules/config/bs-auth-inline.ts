import { baresipFacts, parameterOf } from '../../config/baresip/read';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/bs-auth-inline',
  subject: 'config',
  products: ['baresip'],
  severity: { practical: 'info', strict: 'info' },
  title: 'Password in the account file',
  remedy: 'Keep the file from others, and out of version control.',
  cites: ['baresip, docs/examples/accounts'],
  examples: [
    {
      title: 'there',
      dialect: 'baresip-accounts',
      files: {
        accounts: `
<sip:alice@example.com;transport=tls>;auth_pass=none
#                                     ^^^^^^^^^ config/bs-auth-inline
`,
        config: `
module_path /usr/lib/baresip/modules
module srtp.so
module dtls_srtp.so
sip_cafile /etc/ssl/certs/ca-certificates.crt
`,
      },
    },
    {
      title: 'asked for',
      dialect: 'baresip-accounts',
      files: {
        accounts: `
<sip:alice@example.com;transport=tls>;auth_user=alice
`,
        config: `
module_path /usr/lib/baresip/modules
module srtp.so
module dtls_srtp.so
sip_cafile /etc/ssl/certs/ca-certificates.crt
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = baresipFacts(facts);
    for (const account of own?.here === 'accounts' ? own.accounts : []) {
      const password = parameterOf(account, 'auth_pass');
      if (!password?.value.isKnown || password.value.text === '') continue;
      const { file, at } = password.whole;
      report({ file, at: { start: at.start + 1, end: at.start + 1 + password.name.length } }, 'The password stands here in clear text.', {
        covers: ['config/secret-inline'],
      });
    }
  },
});
