import { linesAbove } from '../../config/edits';
import { defineConfigRule } from '../config-rule';
import { profilesOf, scriptOf, sectionsOf } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-profile-no-default',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Profiles without a default one',
  remedy: 'Add a section [server:default], and [client:default] where Kamailio connects over TLS.',
  cites: ['Kamailio tls module, §10.36', 'RFC 6066 §3'],
  examples: [
    {
      title: 'a profile for a name, and none for who names nothing',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:any]
#^^^^^^^^^^ config/kam-profile-no-default
server_name = sip.example.com
method = TLSv1.2+
certificate = sip.pem
private_key = sip.key
`,
      },
    },
    {
      title: 'a client that picks its profile, and connects elsewhere, too',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tls.so"
modparam("tls", "config", "tls.cfg")
modparam("tls", "xavp_cfg", "tls")
request_route {
  $xavp(tls=>server_id) = "provider";
  $xavp(tls[0]=>server_name) = "sip.example.net";
  $du = "sip:sip.example.net;transport=tls";
  t_relay();
}
`,
        'tls.cfg': `
[server:default]
method = TLSv1.2+

[client:any]
#^^^^^^^^^^ config/kam-profile-no-default
server_name = sip.example.net
server_id = provider
verify_certificate = yes
ca_list = ca.pem
`,
      },
    },
    {
      title: 'with a default',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = default.pem

[server:any]
server_name = sip.example.com
certificate = sip.pem
`,
      },
    },
    {
      title: 'only for clients, and nobody says that Kamailio connects',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[client:any]
server_name = sip.example.net
server_id = provider
`,
      },
    },
  ],
  check(facts, _context, report) {
    const script = scriptOf(facts);
    for (const role of ['server', 'client'] as const) {
      const own = sectionsOf(facts).filter((section) => section.role === role);
      const [first] = own;
      const isUsed = role === 'server' || script?.sendsOverTls === true;
      // A section that Kamailio does not know may be meant as the default.
      if (!first || !isUsed || own.some(({ target }) => target === 'default' || target === 'invalid')) continue;
      const options = profilesOf(facts).find(({ section }) => section === first)?.options;
      const copied = ['method', 'certificate', 'private_key'].flatMap((name) => options?.get(name) ?? []);
      const lines = [`[${role}:default]`, ...copied.map(({ name, value }) => `${name} = ${value.text}`), ''];
      report(
        first.namePlace,
        role === 'server'
          ? 'There is no [server:default], so that Kamailio makes one of built-in settings, with cert.pem beside kamailio.cfg: without that file it does not start. Whoever comes without SNI, as OpenSIPS and FreeSWITCH do, and fits no section gets it.'
          : 'There is no [client:default], and the script sends over TLS: connections for which no profile is picked have built-in settings, which verify nothing.',
        {
          covers: ['config/sni-default-missing'],
          ...(role === 'server' &&
            copied.length > 0 && {
              fix: { title: 'Add a default profile like this one', edits: [linesAbove(facts, first.header, lines)] },
            }),
        },
      );
    }
  },
});
