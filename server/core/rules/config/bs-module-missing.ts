import { baresipFacts, parameterOf } from '../../config/baresip/read';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/bs-module-missing',
  subject: 'config',
  products: ['baresip'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Encryption of media whose module is not loaded',
  remedy: 'Load the module in config.',
  cites: ['baresip, docs/examples/config'],
  examples: [
    {
      title: 'not loaded',
      dialect: 'baresip-accounts',
      files: {
        accounts: `
<sip:alice@example.com;transport=tls>;mediaenc=dtls_srtp
#                                              ^^^^^^^^^ config/bs-module-missing
`,
        config: `
sip_cafile /etc/ssl/certs/ca-certificates.crt
module_path /usr/lib
module srtp.so
#module dtls_srtp.so
`,
      },
    },
    {
      title: 'loaded',
      dialect: 'baresip-accounts',
      files: {
        accounts: `
<sip:alice@example.com;transport=tls>;mediaenc=dtls_srtp
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
    if (!own?.config || own.here !== 'accounts') return;
    for (const account of own.accounts) {
      const media = parameterOf(account, 'mediaenc');
      const module = media && modules[media.value.text];
      if (!media || !module || own.config.modules.has(module)) continue;
      report(
        media.value.place,
        `config does not load ${module}.so, so that baresip does not know ${media.value.text}: it warns at start, and the account goes on without that encryption.`,
        {
          remedy: `Load it in config: module ${module}.so.`,
        },
      );
    }
  },
});

const modules: { readonly [encryption: string]: string } = {
  srtp: 'srtp',
  'srtp-mand': 'srtp',
  'srtp-mandf': 'srtp',
  dtls_srtp: 'dtls_srtp',
  zrtp: 'gzrtp',
};
