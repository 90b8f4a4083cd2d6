import { linesBelow } from '../../config/edits';
import { defineConfigRule } from '../config-rule';
import { optionLine, profileName, profilesOf } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-client-profile-by-ip',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Client profile picked by an address',
  remedy: 'Give it a server_id, and pick it in the script: tls_set_connect_server_id("…") or $xavp(tls=>server_id).',
  cites: ['Kamailio tls module, §10.36', 'Kamailio tls module, tls_set_connect_server_id'],
  examples: [
    {
      title: 'the address of the provider',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[client:192.0.2.9:5061]
#^^^^^^^^^^^^^^^^^^^^^ config/kam-client-profile-by-ip
verify_certificate = yes
ca_list = provider.pem
`,
      },
    },
    {
      title: 'picked by its id',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[client:192.0.2.9:5061]
server_id = provider
verify_certificate = yes
ca_list = provider.pem
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const each of profilesOf(facts)) {
      const { section, options, profile } = each;
      if (section?.role !== 'client' || section.target !== 'address' || options.has('server_id')) continue;
      const address = profile.match.address;
      const line = address?.isKnown ? optionLine(facts, each, 'server_id', `"${address.text}"`) : undefined;
      report(
        section.namePlace,
        `${profileName(each)}: for a connection that Kamailio opens, this is compared with its own end of it, not with the peer's, so that the profile is mostly not taken and [client:default] is.`,
        line === undefined ? {} : { fix: { title: 'Add a server_id', edits: [linesBelow(facts, section.header, [line])] } },
      );
    }
  },
});
