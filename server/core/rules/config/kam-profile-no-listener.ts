import { activeOnly } from '../../config/kamailio/facts';
import { isIpLiteral } from '../../sip/socket';
import { defineConfigRule } from '../config-rule';
import { profileName, profilesOf, scriptOf, tlsListeners } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-profile-no-listener',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Profile for an address that is not listened on',
  remedy: 'Write the address and port of a TLS socket, or use [server:any] with server_name.',
  cites: ['Kamailio tls module, §10.36'],
  examples: [
    {
      title: 'another port',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
listen=tls:192.0.2.1:5061
loadmodule "tls.so"
modparam("tls", "config", "tls.cfg")
`,
        'tls.cfg': `
[server:default]
method = TLSv1.2+

[server:192.0.2.1:5062]
#       ^^^^^^^^^^^^^^ config/kam-profile-no-listener
method = TLSv1.2+
`,
      },
    },
    {
      title: 'a socket for every address is none for this one',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
listen=tls:0.0.0.0:5061
loadmodule "tls.so"
modparam("tls", "config", "tls.cfg")
`,
        'tls.cfg': `
[server:default]
method = TLSv1.2+

[server:192.0.2.1:5061]
#       ^^^^^^^^^^^^^^ config/kam-profile-no-listener
method = TLSv1.2+
`,
      },
    },
    {
      title: 'the address that a socket advertises',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
listen=tls:192.0.2.1:5061 advertise 198.51.100.1:5061
loadmodule "tls.so"
modparam("tls", "config", "tls.cfg")
`,
        'tls.cfg': `
[server:default]
method = TLSv1.2+

[server:198.51.100.1:5061]
method = TLSv1.2+
`,
      },
    },
    {
      title: 'the same',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
#!define OWN_IP 192.0.2.1
enable_tls=yes
listen=tls:OWN_IP:5061
loadmodule "tls.so"
modparam("tls", "config", "tls.cfg")
`,
        'tls.cfg': `
[server:default]
method = TLSv1.2+

[server:192.0.2.1:5061]
method = TLSv1.2+
`,
      },
    },
    {
      title: 'an address that a macro of elsewhere holds',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
listen=tls:OWN_IP:5061
loadmodule "tls.so"
modparam("tls", "config", "tls.cfg")
`,
        'tls.cfg': `
[server:default]
method = TLSv1.2+

[server:192.0.2.1:5062]
method = TLSv1.2+
`,
      },
    },
  ],
  check(facts, _context, report) {
    const script = scriptOf(facts);
    const listeners = tlsListeners(facts);
    // Without listen all addresses are bound; what an interface or a name has, nobody here knows.
    if (!script || script.isIncomplete || activeOnly(script.sockets).length === 0 || listeners.length === 0) return;
    const isKnown = listeners.every(({ host, port }) => host?.isKnown && isIpLiteral(host.text) && port !== undefined);
    if (!isKnown) return;
    const sockets = new Set(
      listeners.flatMap(({ host, port, advertisedHost, advertisedPort }) => [
        `${host?.text}|${port}`,
        `${advertisedHost?.text}|${advertisedPort ?? port}`,
      ]),
    );
    // What a condition switches off, the command line may have switched on.
    const isConditional = script.mayGoOn || script.sockets.some(({ isInactive }) => isInactive);
    const bound = listeners.map(({ host, port }) => `${host?.text}:${port}`).join(', ');
    for (const each of profilesOf(facts)) {
      const { section, profile } = each;
      const { address, port } = profile.match;
      if (section?.role !== 'server' || section.target !== 'address' || !address?.isKnown) continue;
      if (sockets.has(`${address.text}|${port}`)) continue;
      report(
        section.targetPlace,
        `${profileName(each)} is for an address and port that no TLS socket has (${bound}): Kamailio finds no listening socket for it and does not start.`,
        isConditional ? { atMost: 'warning' } : {},
      );
    }
  },
});
