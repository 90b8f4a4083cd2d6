import type { DomainParameter, OpensipsFacts } from '../../config/opensips/facts';
import { isAtLeast } from '../../config/product-version';
import type { ConfigFix } from '../config-rule';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { scriptOf } from '../opensips';

export default defineConfigRule({
  id: 'config/osip-domain-bracket',
  subject: 'config',
  products: ['opensips'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Parameter without its domain',
  remedy: 'Write the name of the domain in brackets in front of the value: "[name]value".',
  cites: ['OpenSIPS tls_mgm module, server_domain'],
  examples: [
    {
      title: 'no bracket, in 3.x',
      dialect: 'opensips',
      version: '3.4.0',
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
modparam("tls_mgm", "require_cert", "[sip]0")
modparam("tls_mgm", "verify_cert", "0")
#                                   ^ config/osip-domain-bracket
`,
      },
    },
    {
      title: 'not closed, and nothing in it',
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
modparam("tls_mgm", "ca_list", "[sip/etc/ca.pem")
#                               ^^^^^^^^^^^^^^^ config/osip-domain-bracket
modparam("tls_mgm", "ca_dir", "[]/etc/ssl/certs")
#                              ^^^^^^^^^^^^^^^^ config/osip-domain-bracket
`,
      },
    },
    {
      title: 'no value',
      dialect: 'opensips',
      version: '3.6.1',
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
modparam("tls_mgm", "ca_list", "[sip]")
#                               ^^^^^ config/osip-domain-bracket
`,
      },
    },
    {
      title: 'for all, as it was up to 2.4',
      dialect: 'opensips',
      files: {
        'opensips.cfg': `
children=4
listen=tls:192.0.2.1:5061
loadmodule "tls_mgm.so"
loadmodule "proto_tls.so"
modparam("tls_mgm", "verify_cert", "1")
modparam("tls_mgm", "require_cert", "0")
modparam("tls_mgm", "ca_list", "/etc/opensips/tls/ca.pem")
`,
      },
    },
    {
      title: 'with it',
      dialect: 'opensips',
      version: '3.4.0',
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
    const own = scriptOf(facts);
    const isNew = isAtLeast(context.version('opensips'), '3.0');
    if (!own || isNew === false || own.style === 'core' || own.style === 'default-domain') return;
    for (const each of own.said) {
      const { fault, parameter } = each;
      if (!fault || !parameter.value.isKnown) continue;
      const fix = fixOf(each, own);
      report(parameter.value.place, messages[fault](quoted(parameter.value.text)), {
        ...(isNew === undefined && { atMost: 'warning' as const }),
        ...(fix && { fix }),
      });
    }
  },
});

const messages: { readonly [fault in NonNullable<DomainParameter['fault']>]: (value: string) => string } = {
  'no-bracket': (value) => `${value} names no domain. Since 3.0 each of these values is for one: OpenSIPS does not start with it.`,
  'open-bracket': (value) => `The bracket in ${value} is not closed: OpenSIPS does not start with it.`,
  'no-name': (value) => `The brackets in ${value} name no domain: OpenSIPS does not start with it.`,
  'no-value': (value) => `Nothing stands behind the brackets of ${value}: OpenSIPS does not start with it.`,
};

/** Where there is one domain only, it is the one that was meant. */
function fixOf({ fault, parameter }: DomainParameter, { domains }: OpensipsFacts): ConfigFix | undefined {
  const [only] = domains;
  if (fault !== 'no-bracket' || !only?.definition || domains.length > 1) return undefined;
  const { file, at } = parameter.value.place;
  return {
    title: `Say it for ${quoted(only.name.text)}`,
    edits: [{ place: { file, at: { start: at.start, end: at.start } }, text: `[${only.name.text}]` }],
  };
}
