import { defineConfigRule } from '../config-rule';
import { oncePerPlace, profilesOf, settingOption } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-crl-no-require',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Revocation lists, and no certificate that they are for',
  remedy: 'Set require_certificate = yes, so that there is a certificate to look up.',
  cites: ['Kamailio tls module, §10.6', 'RFC 5280 §6.3'],
  examples: [
    {
      title: 'clients need no certificate',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
ca_list = ca.pem
crl = crl.pem
^^^^^^^^^^^^^ config/kam-crl-no-require
require_certificate = no
`,
      },
    },
    {
      title: 'they do',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
ca_list = ca.pem
crl = crl.pem
require_certificate = yes
`,
      },
    },
    {
      title: 'servers always show one',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[client:default]
verify_certificate = yes
ca_list = ca.pem
crl = crl.pem
`,
      },
    },
  ],
  check(facts, _context, report) {
    const profiles = profilesOf(facts).flatMap((each) => {
      const { profile, options } = each;
      const crl = options.get('crl');
      const needed = profile.role === 'client' ? profile.verifiesPeer : profile.requiresCertificate;
      return crl && needed.value === 'off' ? [{ each, crl }] : [];
    });
    for (const { each, crl } of oncePerPlace(profiles, (found) => found.crl.whole)) {
      const isClient = each.profile.role === 'client';
      const name = isClient ? 'verify_certificate' : 'require_certificate';
      const yes = each.section ? 'yes' : '1';
      report(
        crl.whole,
        isClient
          ? 'Revocation lists are set, but certificates of servers are not verified: nothing is looked up in them.'
          : 'Revocation lists are set, but a client may come without a certificate: whoever was revoked just leaves it out.',
        {
          ...(isClient && { remedy: 'Set verify_certificate = yes.' }),
          fix: { title: `Set ${name} = yes`, edits: [settingOption(facts, each, { name, value: yes, behind: crl.whole })] },
        },
      );
    }
  },
});
