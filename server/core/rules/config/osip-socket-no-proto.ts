import { defineConfigRule } from '../config-rule';
import { scriptOf } from '../opensips';

export default defineConfigRule({
  id: 'config/osip-socket-no-proto',
  subject: 'config',
  products: ['opensips'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Socket without its protocol',
  remedy: 'Write the protocol in front of the address: socket=tls:192.0.2.1:5061.',
  cites: ['OpenSIPS core, socket'],
  examples: [
    {
      title: 'an address',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=192.0.2.1:5061
#      ^^^^^^^^^^^^^^ config/osip-socket-no-proto
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "server_domain", "sip")
modparam("tls_mgm", "tls_method", "[sip]TLSv1_2-")
modparam("tls_mgm", "certificate", "[sip]/etc/opensips/tls/sip.pem")
modparam("tls_mgm", "private_key", "[sip]/etc/opensips/tls/sip.key")
modparam("tls_mgm", "verify_cert", "[sip]0")
modparam("tls_mgm", "require_cert", "[sip]0")
`,
      },
    },
    {
      title: 'with it',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "server_domain", "sip")
modparam("tls_mgm", "tls_method", "[sip]TLSv1_2-")
modparam("tls_mgm", "certificate", "[sip]/etc/opensips/tls/sip.pem")
modparam("tls_mgm", "private_key", "[sip]/etc/opensips/tls/sip.key")
modparam("tls_mgm", "verify_cert", "[sip]0")
modparam("tls_mgm", "require_cert", "[sip]0")
`,
      },
    },
    {
      title: 'out of a variable',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket={{ socket }}
`,
      },
    },
    {
      title: 'a placeholder of another kind',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=udp:<ADDRESS>:5060
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const { word, address } of scriptOf(facts)?.sockets ?? []) {
      const { protocol, host, port, place } = address;
      if (word !== 'socket' || protocol || !host.isKnown) continue;
      // A placeholder of whoever deploys the file hides what stands there in the end.
      const behind = facts.texts?.get(place.file)?.slice(place.at.end, place.at.end + 2) ?? '';
      if (/^:?[<@%{]/.test(behind)) continue;
      const better = port?.text === '5061' ? 'tls' : 'udp';
      report(place, 'A socket has to say its protocol, and this one does not: OpenSIPS does not start.', {
        fix: {
          title: `Write ${better}:`,
          edits: [{ place: { file: place.file, at: { start: place.at.start, end: place.at.start } }, text: `${better}:` }],
        },
      });
    }
  },
});
