import type { Certificate } from '../../x509/certificate';
import { defineConfigRule } from '../config-rule';
import { domainName, scriptOf } from '../opensips';

export default defineConfigRule({
  id: 'config/osip-depth',
  subject: 'config',
  products: ['opensips'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Chain that is longer than OpenSIPS checks',
  remedy: 'Have a shorter chain: the depth of three cannot be changed.',
  cites: ['OpenSIPS tls_openssl module, verify depth'],
  examples: [
    {
      title: 'five above one another',
      dialect: 'opensips',
      certificates: {
        '/etc/opensips/tls/ca.pem': [
          { authoritiesAbove: 0 },
          { authoritiesAbove: 1 },
          { authoritiesAbove: 2 },
          { authoritiesAbove: 3 },
          { authoritiesAbove: 4 },
        ],
      },
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
modparam("tls_mgm", "verify_cert", "[sip]1")
modparam("tls_mgm", "require_cert", "[sip]1")
modparam("tls_mgm", "ca_list", "[sip]/etc/opensips/tls/ca.pem")
#                                    ^^^^^^^^^^^^^^^^^^^^^^^^ config/osip-depth
`,
      },
    },
    {
      title: 'a root, and one below it',
      dialect: 'opensips',
      certificates: { '/etc/opensips/tls/ca.pem': [{ authoritiesAbove: 0 }, { authoritiesAbove: 1 }] },
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
modparam("tls_mgm", "verify_cert", "[sip]1")
modparam("tls_mgm", "require_cert", "[sip]1")
modparam("tls_mgm", "ca_list", "[sip]/etc/opensips/tls/ca.pem")
`,
      },
    },
  ],
  check(facts, context, report) {
    for (const domain of scriptOf(facts)?.domains ?? []) {
      const ca = domain.profile.ca?.find(({ purpose }) => purpose === 'ca');
      if (!ca || domain.profile.verifiesPeer.value === 'off') continue;
      const file = context.file(ca);
      if (file.kind !== 'read') continue;
      const authorities = file.certificates.filter((each) => each.kind === 'certificate');
      const longest = Math.max(0, ...lengthsOf(authorities));
      if (longest <= DEEPEST) continue;
      report(
        ca.value.place,
        `In this list ${longest} authorities stand above one another. ${domainName(domain)} checks chains only three deep below the root, and refuses who was issued a certificate at their end.`,
      );
    }
  },
});

/** The root, and three below it; the leaf stands below them. */
const DEEPEST = 4;
/** Lists of the public hold some 150, nearly all of them roots. */
const MOST = 400;

/** How many authorities stand above one another, from this one up. */
function lengthsOf(authorities: readonly Certificate[]): number[] {
  const bySubject = new Map(authorities.map((each) => [each.subject.key, each]));
  return authorities.slice(0, MOST).map((first) => {
    const seen = new Set<Certificate>();
    for (let each: Certificate | undefined = first; each && !seen.has(each); each = bySubject.get(each.issuer.key)) seen.add(each);
    return seen.size;
  });
}
