import type { Domain } from '../../config/opensips/facts';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { wholeScriptOf } from '../opensips';

export default defineConfigRule({
  id: 'config/osip-match-none-missing',
  subject: 'config',
  products: ['opensips'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'No domain for clients without SNI',
  remedy: 'Add none to the names of one domain, or define one for all names.',
  cites: ['OpenSIPS tls_mgm module, match_sip_domain', 'RFC 6066 §3'],
  examples: [
    {
      title: 'only for names',
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
modparam("tls_mgm", "match_sip_domain", "[sip]sip.example.com")
#                                             ^^^^^^^^^^^^^^^ config/osip-match-none-missing
modparam("tls_mgm", "server_domain", "two")
modparam("tls_mgm", "tls_method", "[two]TLSv1_2-")
modparam("tls_mgm", "certificate", "[two]/etc/opensips/tls/two.pem")
modparam("tls_mgm", "private_key", "[two]/etc/opensips/tls/two.key")
modparam("tls_mgm", "verify_cert", "[two]0")
modparam("tls_mgm", "require_cert", "[two]0")
modparam("tls_mgm", "match_sip_domain", "[two]*.example.net")
`,
      },
    },
    {
      title: 'one takes those without',
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
modparam("tls_mgm", "match_sip_domain", "[sip]sip.example.com, none")
modparam("tls_mgm", "server_domain", "two")
modparam("tls_mgm", "tls_method", "[two]TLSv1_2-")
modparam("tls_mgm", "certificate", "[two]/etc/opensips/tls/two.pem")
modparam("tls_mgm", "private_key", "[two]/etc/opensips/tls/two.key")
modparam("tls_mgm", "verify_cert", "[two]0")
modparam("tls_mgm", "require_cert", "[two]0")
modparam("tls_mgm", "match_sip_domain", "[two]*.example.net")
`,
      },
    },
    {
      title: 'one is for all',
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
modparam("tls_mgm", "match_sip_domain", "[sip]sip.example.com")
modparam("tls_mgm", "server_domain", "two")
modparam("tls_mgm", "tls_method", "[two]TLSv1_2-")
modparam("tls_mgm", "certificate", "[two]/etc/opensips/tls/two.pem")
modparam("tls_mgm", "private_key", "[two]/etc/opensips/tls/two.key")
modparam("tls_mgm", "verify_cert", "[two]0")
modparam("tls_mgm", "require_cert", "[two]0")
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = wholeScriptOf(facts);
    if (!own || own.hasDatabase) return;
    const servers = own.domains.filter(({ role }) => role === 'server');
    const [first] = servers;
    const match = first?.options.get('match_sip_domain');
    if (!first || !match || servers.some(takesAll)) return;
    const { file, at } = match.value.place;
    report(
      match.value.place,
      `${servers.length === 1 ? 'The only server domain is' : `All ${servers.length} server domains are`} for certain names. A client that sends no SNI, as OpenSIPS itself, or another name than ${quoted(first.names[0]?.text ?? '')}, is refused.`,
      {
        covers: ['config/sni-default-missing'],
        coversAt: [first.profile.place],
        fix: { title: 'Take clients without SNI, too', edits: [{ place: { file, at: { start: at.end, end: at.end } }, text: ', none' }] },
      },
    );
  },
});

const takesAll = ({ names }: Domain): boolean =>
  names.length === 0 || names.some(({ text, isKnown }) => !isKnown || text === '*' || text === 'none');
