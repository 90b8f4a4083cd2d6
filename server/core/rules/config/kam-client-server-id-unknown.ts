import { pickedIds } from '../../config/kamailio/symbols';
import { replaceValue } from '../config-fixes';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { scriptOf, sectionsOf } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-client-server-id-unknown',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Script picks a client profile that does not exist',
  remedy: 'Write the server_id of a client profile, or add a profile with this one.',
  cites: ['Kamailio tls module, tls_set_connect_server_id', 'Kamailio tls module, xavp_cfg'],
  examples: [
    {
      title: 'misspelled',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tls.so"
modparam("tls", "config", "tls.cfg")
modparam("tls", "xavp_cfg", "tls")
request_route {
  $xavp(tls=>server_id) = "providr";
#                          ^^^^^^^ config/kam-client-server-id-unknown
  t_relay();
}
`,
        'tls.cfg': `
[client:any]
server_name = sip.example.net
server_id = provider
verify_certificate = yes
ca_list = provider.pem
`,
      },
    },
    {
      title: 'by the function, and no profile has an id',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tls.so"
modparam("tls", "config", "tls.cfg")
request_route {
  tls_set_connect_server_id("provider");
#                            ^^^^^^^^ config/kam-client-server-id-unknown
  t_relay();
}
`,
        'tls.cfg': `
[client:default]
verify_certificate = yes
ca_list = provider.pem
`,
      },
    },
    {
      title: 'the one that there is, and one out of a variable',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tls.so"
modparam("tls", "config", "tls.cfg")
modparam("tls", "xavp_cfg", "tls")
request_route {
  $xavp(tls=>server_id) = "provider";
  tls_set_connect_server_id("$avp(profile)");
  t_relay();
}
`,
        'tls.cfg': `
[client:any]
server_name = sip.example.net
server_id = provider
verify_certificate = yes
ca_list = provider.pem
`,
      },
    },
    {
      title: 'the profiles are not here',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tls.so"
modparam("tls", "config", "/etc/kamailio/tls.cfg")
request_route {
  tls_set_connect_server_id("provider");
  t_relay();
}
`,
      },
    },
  ],
  check(facts, _context, report) {
    const sections = sectionsOf(facts);
    if (sections.length === 0) return;
    const ids = sections.flatMap(({ options }) => options.flatMap(({ name, value }) => (name === 'server_id' ? [value] : [])));
    if (ids.some(({ isKnown }) => !isKnown)) return;
    const [only, another] = ids;
    for (const value of pickedIds(scriptOf(facts))) {
      if (!value?.isKnown || value.text === '' || value.text.includes('$') || ids.some(({ text }) => text === value.text)) continue;
      const fix = only && !another ? replaceValue(facts, value, only.text, `Write ${only.text}`) : undefined;
      report(
        value.place,
        `No client profile has the server_id ${quoted(value.text)}: the connection gets another one, mostly [client:default], with the certificate, the authorities and the checks of that.`,
        fix && { fix },
      );
    }
  },
});
