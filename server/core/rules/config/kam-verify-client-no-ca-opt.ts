import { defineConfigRule } from '../config-rule';
import { oncePerPlace, profilesOf, scriptOf } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-verify-client-no-ca-opt',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Certificates are asked for and then ignored',
  remedy: 'Look at $tls_peer_verified or is_peer_verified() in the script, or set verify_client = optional with a ca_list.',
  cites: ['Kamailio tls module, §10.37'],
  examples: [
    {
      title: 'the script never looks',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tls.so"
modparam("tls", "config", "tls.cfg")
request_route { exit; }
`,
        'tls.cfg': `
[server:default]
verify_client = optional_no_ca
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/kam-verify-client-no-ca-opt
`,
      },
    },
    {
      title: 'it does',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tls.so"
modparam("tls", "config", "tls.cfg")
request_route {
  if ($tls_peer_verified != 1) { sl_send_reply("403", "Forbidden"); exit; }
}
`,
        'tls.cfg': `
[server:default]
verify_client = optional_no_ca
`,
      },
    },
    {
      title: 'without a script nobody can tell',
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
    const script = scriptOf(facts);
    if (!script || script.isIncomplete || script.mentions('tls_peer_verified') || script.mentions('is_peer_verified')) return;
    const options = profilesOf(facts).flatMap((each) => each.options.get('verify_client') ?? []);
    for (const { value, whole } of oncePerPlace(options, (each) => each.whole))
      if (value.isKnown && value.text.toLowerCase() === 'optional_no_ca')
        report(
          whole,
          'Clients are asked for a certificate, any is accepted, and the script never looks whether it is valid: nothing is gained by it.',
        );
  },
});
