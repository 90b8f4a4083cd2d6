import { linesAbove, removing } from '../../config/edits';
import type { ConfigFacts } from '../../config/model';
import { isOfModule, moduleNamed, type OpensipsFacts } from '../../config/opensips/facts';
import type { ConfigReport } from '../config-rule';
import { defineConfigRule } from '../config-rule';
import { textAt } from '../config-words';
import { isBehind, libraries, wholeScriptOf } from '../opensips';

export default defineConfigRule({
  id: 'config/osip-order',
  subject: 'config',
  products: ['opensips'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Order of modules and their parameters',
  remedy: 'Load the library, then tls_mgm, then proto_tls and proto_wss; set parameters of a module below what loads it.',
  cites: ['OpenSIPS tls_mgm module, dependencies', 'OpenSIPS proto_tls module, dependencies'],
  examples: [
    {
      title: 'a parameter above its module',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_openssl.so"
modparam("tls_mgm", "server_domain", "sip")
#         ^^^^^^^ config/osip-order
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
`,
      },
    },
    {
      title: 'as it should not be, and works',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
socket=tls:192.0.2.1:5061
loadmodule "tls_openssl.so"
loadmodule "proto_tls.so"
#           ^^^^^^^^^^^^ config/osip-order
loadmodule "tls_mgm.so"
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
      title: 'as the documentation has it',
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
  ],
  check(facts, context, report) {
    const own = wholeScriptOf(facts);
    if (!own) return;
    checkParameters(facts, own, report);
    const [manager, library, user] = [
      moduleNamed(own, 'tls_mgm'),
      moduleNamed(own, ...libraries),
      moduleNamed(own, 'proto_tls', 'proto_wss'),
    ];
    for (const [early, late] of [
      [library, manager],
      [manager, user],
    ])
      if (early && late && isBehind(early.whole, late.whole))
        report(
          late.value.place,
          `${late.name} is loaded before ${early.name}, which it builds on. OpenSIPS has put that right by itself since 2.1; its documentation asks for the other order.`,
          {
            severity: context.profile === 'strict' ? 'info' : 'hint',
            related: [{ message: `${early.name} is loaded here.`, place: early.value.place }],
          },
        );
  },
});

/** What is set in a module that is not loaded yet is a fault at once: `modparam` looks only at those that are. */
function checkParameters(facts: ConfigFacts, own: OpensipsFacts, report: ConfigReport): void {
  for (const name of ['tls_mgm', 'proto_tls', 'proto_wss']) {
    const module = moduleNamed(own, name);
    const first = own.parameters.find((each) => isOfModule(each, name));
    if (!module || !first || !isBehind(module.whole, first.whole)) continue;
    report(
      first.module.place,
      `A parameter of ${name} is set before the module is loaded: OpenSIPS finds no such parameter, and does not start.`,
      {
        related: [{ message: `${name} is loaded here.`, place: module.value.place }],
        fix: {
          title: `Load ${name} first`,
          edits: [linesAbove(facts, first.whole, [textAt(facts, module.whole)]), removing(facts, module.whole)],
        },
      },
    );
  }
}
