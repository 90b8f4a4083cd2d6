import { pickedIds } from '../../config/kamailio/symbols';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { profilesOf, scriptOf } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-client-server-id-unused',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Client profile that the script never picks',
  remedy: 'Call tls_set_connect_server_id() with this id, or set $xavp(tls=>server_id), before the request is relayed.',
  cites: ['Kamailio tls module, tls_set_connect_server_id', 'Kamailio tls module, xavp_cfg'],
  examples: [
    {
      title: 'no line of the script names it',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tls.so"
modparam("tls", "config", "tls.cfg")
request_route {
  tls_set_connect_server_id("other");
  t_relay();
}
`,
        'tls.cfg': `
[client:any]
server_name = sip.example.net
server_id = provider
^^^^^^^^^^^^^^^^^^^^ config/kam-client-server-id-unused
verify_certificate = yes
ca_list = provider.pem
`,
      },
    },
    {
      title: 'picked',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tls.so"
modparam("tls", "config", "tls.cfg")
modparam("tls", "xavp_cfg", "tls")
request_route {
  $xavp(tls=>server_id) = "provider";
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
      title: 'a variable may hold it',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tls.so"
modparam("tls", "config", "tls.cfg")
request_route {
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
  ],
  check(facts, _context, report) {
    const script = scriptOf(facts);
    if (!script || script.isIncomplete) return;
    const picked = pickedIds(script);
    if (picked.some((value) => !value?.isKnown || value.text.includes('$'))) return;
    for (const { section, options } of profilesOf(facts)) {
      const id = options.get('server_id');
      if (section?.role !== 'client' || !id?.value.isKnown || picked.some((value) => value?.text === id.value.text)) continue;
      report(id.whole, `No line of the script picks ${quoted(id.value.text)}, so that no connection ever gets this profile.`);
    }
  },
});
