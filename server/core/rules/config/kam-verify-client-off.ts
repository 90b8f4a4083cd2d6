import { type ConfigEdit, linesBelow, replacing } from '../../config/edits';
import { defineConfigRule } from '../config-rule';
import { lastPlace, optionLine, PUBLIC_CA, profileName, profilesOf } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-verify-client-off',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'warning', strict: 'error' },
  title: 'As a client, Kamailio accepts any certificate',
  remedy: 'Set verify_certificate = yes, and name the trusted authorities with ca_list.',
  cites: ['RFC 5922 §7.3', 'Kamailio tls module, §10.8'],
  examples: [
    {
      title: 'it is switched off',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[client:default]
verify_certificate = no
^^^^^^^^^^^^^^^^^^^^^^^ config/kam-verify-client-off
require_certificate = no
`,
      },
    },
    {
      title: 'nobody switches it on',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[client:default]
#^^^^^^^^^^^^^^ config/kam-verify-client-off
method = TLSv1.2+
`,
      },
    },
    {
      title: 'it is on',
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
      title: 'a server asks nobody for a certificate',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
verify_certificate = no
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const each of profilesOf(facts)) {
      const { profile, section, options } = each;
      if (profile.role !== 'client' || !section || profile.verifiesPeer.value !== 'off' || options.has('verify_client')) continue;
      const said = options.get('verify_certificate');
      const added = [
        ...(said ? [] : [optionLine(facts, each, 'verify_certificate', 'yes')]),
        ...(profile.ca ? [] : [optionLine(facts, each, 'ca_list', PUBLIC_CA)]),
      ];
      const edits: ConfigEdit[] = [
        ...(said ? [replacing(said.value.place, 'yes')] : []),
        ...(added.length > 0 ? [linesBelow(facts, said?.whole ?? lastPlace(each), added)] : []),
      ];
      report(
        said?.whole ?? section.namePlace,
        `${profileName(each)} does not verify the certificates of servers: whoever gets into the path can answer in their place, and reads and changes the calls.`,
        {
          covers: ['config/verify-client-off'],
          // What is in effect may be said on another line than the one to change.
          coversAt: profile.verifiesPeer.place ? [profile.verifiesPeer.place] : [],
          fix: { title: 'Verify certificates of servers', edits },
        },
      );
    }
  },
});
