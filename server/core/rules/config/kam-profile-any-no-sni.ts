import { defineConfigRule } from '../config-rule';
import { profileName, profilesOf } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-profile-any-no-sni',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Profile for any address without a name',
  remedy: 'Add server_name with the name that clients ask for; or make it the profile default.',
  cites: ['Kamailio tls module, §10.36', 'RFC 6066 §3'],
  examples: [
    {
      title: 'nothing tells when it is for',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
certificate = default.pem

[server:any]
#^^^^^^^^^^ config/kam-profile-any-no-sni
certificate = a.pem
`,
      },
    },
    {
      title: 'a name does',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
certificate = default.pem

[server:any]
server_name = a.example.com
certificate = a.pem
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const each of profilesOf(facts)) {
      const { section, options } = each;
      if (section?.target !== 'any' || options.has('server_name')) continue;
      report(
        section.namePlace,
        `${profileName(each)} is for any address, and no server_name says for which name: Kamailio does not start with it.`,
      );
    }
  },
});
