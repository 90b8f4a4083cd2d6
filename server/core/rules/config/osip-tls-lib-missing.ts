import { linesAbove } from '../../config/edits';
import { moduleNamed, parameterOf } from '../../config/opensips/facts';
import { isAtLeast } from '../../config/product-version';
import { defineConfigRule } from '../config-rule';
import { libraryOf, scriptOf } from '../opensips';

export default defineConfigRule({
  id: 'config/osip-tls-lib-missing',
  subject: 'config',
  products: ['opensips'],
  severity: { practical: 'error', strict: 'error' },
  title: 'No library for TLS is loaded',
  remedy: 'Load tls_openssl or tls_wolfssl before tls_mgm.',
  cites: ['OpenSIPS tls_mgm module, tls_library'],
  examples: [
    {
      title: 'none of the two',
      dialect: 'opensips',
      version: '3.4.2',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_mgm.so"
#           ^^^^^^^^^^ config/osip-tls-lib-missing
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
      title: 'the version is not known',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_mgm.so"
#           ^^^^^^^^^^ config/osip-tls-lib-missing
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
      title: 'tls_mgm still did it itself',
      dialect: 'opensips',
      version: '3.1.5',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
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
      title: 'with wolfSSL',
      dialect: 'opensips',
      version: '3.4.2',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_wolfssl.so"
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
  ],
  check(facts, context, report) {
    const own = scriptOf(facts);
    if (own?.style !== 'named-domains' || libraryOf(own)) return;
    const first = moduleNamed(own, 'tls_mgm') ?? moduleNamed(own, 'proto_tls', 'proto_wss');
    const isNew = isAtLeast(context.version('opensips'), '3.2');
    const isElsewhere = own.isIncomplete && !own.isTemplate;
    if (!first || isNew === false || isElsewhere || parameterOf(own, 'tls_mgm', 'tls_library')?.value.text === 'none') return;
    report(
      first.value.place,
      'Neither tls_openssl nor tls_wolfssl is loaded. Since 3.2 tls_mgm does no TLS by itself: OpenSIPS does not start without one of them.',
      {
        ...(isNew === undefined && { atMost: 'warning' as const }),
        fix: { title: 'Load tls_openssl', edits: [linesAbove(facts, first.whole, ['loadmodule "tls_openssl.so"'])] },
      },
    );
  },
});
