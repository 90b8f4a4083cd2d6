import { defineConfigRule } from '../config-rule';
import { oncePerPlace, profileName, profilesOf, scriptOf, verifyingOption } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-verify-no-hostname',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'hint', strict: 'info' },
  title: 'The chain is verified, the name never',
  remedy:
    'Compare the peer’s names ($tls_peer_san_hostname, $tls_peer_subject_cn) in event_route[tls:connection-out], or trust only an authority of your own for this profile.',
  cites: ['RFC 5922 §7.3', 'Kamailio tls module, §7'],
  examples: [
    {
      title: 'a client that verifies',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[client:default]
verify_certificate = yes
^^^^^^^^^^^^^^^^^^^^^^^^ config/kam-verify-no-hostname
ca_list = /etc/ssl/certs/ca-certificates.crt
`,
      },
    },
    {
      title: 'the script looks at the name itself',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tls.so"
modparam("tls", "config", "tls.cfg")
event_route[tls:connection-out] {
  if ($tls_peer_san_hostname != "sip.example.com") drop;
}
`,
        'tls.cfg': `
[client:default]
verify_certificate = yes
ca_list = /etc/ssl/certs/ca-certificates.crt
`,
      },
    },
    {
      title: 'a server that asks for certificates',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
verify_client = on
ca_list = ca.pem
`,
      },
    },
  ],
  check(facts, _context, report) {
    const script = scriptOf(facts);
    if (script?.mentions('tls:connection-out') && script.mentions('tls_peer_')) return;
    const profiles = profilesOf(facts).flatMap((each) => {
      const option = each.profile.role === 'client' ? verifyingOption(each) : undefined;
      return option ? [{ each, option }] : [];
    });
    for (const { each, option } of oncePerPlace(profiles, (found) => found.option.whole))
      report(
        option.whole,
        `${profileName(each)}: Kamailio verifies the chain but never the name, so any certificate of a trusted authority will do, whoever it was issued to.`,
      );
  },
});
