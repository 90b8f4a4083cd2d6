import type { Domain } from '../../config/opensips/facts';
import { methodOf } from '../../config/opensips/methods';
import { TLS10, TLS12, TLS13, versionName } from '../../tls/versions';
import { defineConfigRule } from '../config-rule';
import { oncePerPlace, quoted } from '../config-words';
import { domainName, placeOfOption, scriptOf, settingOf } from '../opensips';
import type { Profile, Severity } from '../rule';

export default defineConfigRule({
  id: 'config/osip-method-exact',
  subject: 'config',
  products: ['opensips'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Which versions the method really allows',
  remedy: 'Write TLSv1_2-, which is TLS 1.2 and newer.',
  cites: ['OpenSIPS tls_mgm module, tls_method', 'RFC 8996 §4', 'RFC 9325 §3.1.1'],
  examples: [
    {
      title: 'exactly TLS 1.0',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "server_domain", "sip")
modparam("tls_mgm", "tls_method", "[sip]TLSv1")
#                                       ^^^^^ config/osip-method-exact
modparam("tls_mgm", "certificate", "[sip]/etc/opensips/tls/sip.pem")
modparam("tls_mgm", "private_key", "[sip]/etc/opensips/tls/sip.key")
modparam("tls_mgm", "verify_cert", "[sip]0")
modparam("tls_mgm", "require_cert", "[sip]0")
`,
      },
    },
    {
      title: 'down to TLS 1.0, and by default too',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "server_domain", "sip")
modparam("tls_mgm", "tls_method", "[sip]-TLSv1_2")
#                                       ^^^^^^^^ config/osip-method-exact
modparam("tls_mgm", "certificate", "[sip]/etc/opensips/tls/sip.pem")
modparam("tls_mgm", "private_key", "[sip]/etc/opensips/tls/sip.key")
modparam("tls_mgm", "verify_cert", "[sip]0")
modparam("tls_mgm", "require_cert", "[sip]0")
modparam("tls_mgm", "server_domain", "two")
modparam("tls_mgm", "tls_method", "[two]SSLv23")
#                                       ^^^^^^ config/osip-method-exact
modparam("tls_mgm", "certificate", "[two]/etc/opensips/tls/two.pem")
modparam("tls_mgm", "private_key", "[two]/etc/opensips/tls/two.key")
modparam("tls_mgm", "verify_cert", "[two]0")
modparam("tls_mgm", "require_cert", "[two]0")
modparam("tls_mgm", "match_ip_address", "[two]192.0.2.2:5061")
modparam("tls_mgm", "server_domain", "three")
#                                     ^^^^^ config/osip-method-exact
modparam("tls_mgm", "certificate", "[three]/etc/opensips/tls/three.pem")
modparam("tls_mgm", "private_key", "[three]/etc/opensips/tls/three.key")
modparam("tls_mgm", "verify_cert", "[three]0")
modparam("tls_mgm", "require_cert", "[three]0")
modparam("tls_mgm", "match_ip_address", "[three]192.0.2.3:5061")
`,
      },
    },
    {
      title: 'exactly TLS 1.2',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "server_domain", "sip")
modparam("tls_mgm", "tls_method", "[sip]TLSv1_2")
#                                       ^^^^^^^ config/osip-method-exact
modparam("tls_mgm", "certificate", "[sip]/etc/opensips/tls/sip.pem")
modparam("tls_mgm", "private_key", "[sip]/etc/opensips/tls/sip.key")
modparam("tls_mgm", "verify_cert", "[sip]0")
modparam("tls_mgm", "require_cert", "[sip]0")
`,
      },
    },
    {
      title: 'a template of m4',
      dialect: 'opensips',
      files: {
        'residential.m4': `
divert(-1)
define(\`ENABLE_TLS', \`yes')
divert(0)dnl
ifelse(ENABLE_TLS, \`yes', \`loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
modparam("tls_mgm", "server_domain", "default")
modparam("tls_mgm", "tls_method", "[default]TLSv1")
#                                           ^^^^^ config/osip-method-exact
', \`')dnl
`,
      },
    },
    {
      title: 'TLS 1.2 and newer',
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
      title: 'a method that a variable holds',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_openssl.so"
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "server_domain", "sip")
modparam("tls_mgm", "tls_method", "[sip]{{ method }}")
modparam("tls_mgm", "certificate", "[sip]/etc/opensips/tls/sip.pem")
modparam("tls_mgm", "private_key", "[sip]/etc/opensips/tls/sip.key")
modparam("tls_mgm", "verify_cert", "[sip]0")
modparam("tls_mgm", "require_cert", "[sip]0")
`,
      },
    },
  ],
  check(facts, context, report) {
    const own = scriptOf(facts);
    if (!own || own.style === 'core') return;
    const domains = oncePerPlace(own.domains, (domain) => placeOfOption(domain, domain.options.get('tls_method')));
    for (const domain of domains) {
      const option = domain.options.get('tls_method');
      if (!option && (domain.role === 'client' || own.isTemplate)) continue;
      const judged = judge(domain, context.profile);
      if (!judged) continue;
      const better = own.style === 'default-domain' ? 'TLSv1_2' : 'TLSv1_2-';
      report(placeOfOption(domain, option), judged.message, {
        severity: judged.severity,
        covers: ['config/method-single-old', 'config/method-deprecated', 'config/method-no13'],
        ...(judged.isMendable && { fix: { title: `Write ${better}`, edits: [settingOf(facts, domain, 'tls_method', better)] } }),
      });
    }
  },
});

interface Judged {
  readonly message: string;
  readonly severity: Severity;
  readonly isMendable: boolean;
}

function judge(domain: Domain, profile: Profile): Judged | undefined {
  const option = domain.options.get('tls_method');
  const who = domainName(domain);
  if (!option)
    return {
      message: `${who} has no tls_method, so that whatever the library still does is allowed, down to TLS 1.0, which RFC 8996 has withdrawn.`,
      severity: 'warning',
      isMendable: true,
    };
  const method = option.value.isKnown ? methodOf(option.value.text) : undefined;
  if (!method || method.kind === 'invalid') return undefined;
  const { kind, least, most } = method;
  const said = quoted(option.value.text);
  if (kind === 'one' && most === TLS10)
    return {
      message: `${said} is exactly TLS 1.0, which RFC 8996 has withdrawn: current libraries and most peers refuse it, so that no connection comes about.`,
      severity: 'error',
      isMendable: true,
    };
  if (least === TLS10)
    return {
      message: `${said} allows TLS 1.0, which RFC 8996 has withdrawn${most < TLS12 ? '' : `, up to ${versionName(most)}`}.`,
      severity: 'warning',
      isMendable: true,
    };
  const note = profile === 'strict' ? 'info' : 'hint';
  if (kind === 'one' && most === TLS12)
    return { message: `${said} is exactly TLS 1.2: ${who} never speaks TLS 1.3.`, severity: note, isMendable: true };
  if (kind === 'one' && most === TLS13)
    return {
      message: `${said} is exactly TLS 1.3: the many phones and trunks that end at TLS 1.2 fail.`,
      severity: note,
      isMendable: true,
    };
  return undefined;
}
