import { linesBelow } from '../../config/edits';
import { defineConfigRule } from '../config-rule';
import { oncePerPlace, optionLine, PUBLIC_CA, profileName, profilesOf, verifyingOption } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-verify-no-ca',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Verification without any trusted authority',
  remedy: 'Name the authorities to trust with ca_list or ca_path.',
  cites: ['Kamailio tls module, §10.4', 'RFC 5280 §6.1'],
  examples: [
    {
      title: 'as a client, as in the file that Kamailio is shipped with',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[client:default]
verify_certificate = yes
^^^^^^^^^^^^^^^^^^^^^^^^ config/kam-verify-no-ca
`,
      },
    },
    {
      title: 'an authority of another section does not count',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
ca_list = ca.pem

[server:192.0.2.1:5061]
verify_client = on
^^^^^^^^^^^^^^^^^^ config/kam-verify-no-ca
`,
      },
    },
    {
      title: 'with a list',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[client:default]
verify_certificate = yes
ca_list = /etc/ssl/certs/ca-certificates.crt
`,
      },
    },
    {
      title: 'a server that demands none: only clients that show one are refused',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
verify_certificate = yes
^^^^^^^^^^^^^^^^^^^^^^^^ config/kam-verify-no-ca
require_certificate = no
`,
      },
    },
    {
      title: 'nothing is verified',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
verify_client = optional_no_ca
`,
      },
    },
  ],
  check(facts, _context, report) {
    const profiles = profilesOf(facts).flatMap((each) => {
      const option = each.profile.ca === undefined ? verifyingOption(each) : undefined;
      return option ? [{ each, option }] : [];
    });
    for (const { each, option } of oncePerPlace(profiles, (found) => found.option.whole)) {
      const isClient = each.profile.role === 'client';
      const line = optionLine(facts, each, 'ca_list', PUBLIC_CA);
      report(
        option.whole,
        `${profileName(each)}: certificates are verified, but no authority is trusted (Kamailio does not take the system's list by itself, nor that of [server:default]): every ${isClient ? 'server' : 'client that shows one'} is refused.`,
        {
          covers: ['config/mtls-no-ca'],
          // Most phones show none, and then nothing is verified.
          ...(!isClient && each.profile.requiresCertificate.value === 'off' && { severity: 'warning' as const }),
          ...(isClient
            ? { fix: { title: 'Trust the public authorities', edits: [linesBelow(facts, option.whole, [line])] } }
            : { remedy: 'Name the authority that issues the certificates of your clients with ca_list.' }),
        },
      );
    }
  },
});
