import { replacing } from '../../config/edits';
import { methodOf, methods, nearestMethod } from '../../config/kamailio/methods';
import { isAtLeast } from '../../config/product-version';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { oncePerPlace, profilesOf } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-method-invalid',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Method that Kamailio does not know',
  remedy: 'Write it as TLSv1.2, or as TLSv1.2+ for that version or newer.',
  cites: ['Kamailio tls module, §10.1'],
  examples: [
    {
      title: 'an underscore in place of the dot',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1_2
#        ^^^^^^^ config/kam-method-invalid
`,
      },
    },
    {
      title: 'as other servers write it, in a parameter',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
loadmodule "tls.so"
modparam("tls", "tls_method", "tls1.2-")
#                              ^^^^^^^ config/kam-method-invalid
`,
      },
    },
    {
      title: 'too new for this version',
      dialect: 'kamailio-tls',
      version: '5.6.3',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.3+
#        ^^^^^^^^ config/kam-method-invalid
`,
      },
    },
    {
      title: 'letter case does not count',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = tlsv1.2+
`,
      },
    },
    {
      title: 'TLS 1.3, and nobody knows the version',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.3
`,
      },
    },
  ],
  check(facts, { version }, report) {
    const options = profilesOf(facts).flatMap(({ options: each }) => each.get('method') ?? []);
    for (const { value } of oncePerPlace(options, (each) => each.value.place)) {
      const known = methodOf(value.text);
      const isTooNew = known?.since !== undefined && isAtLeast(version('kamailio'), known.since) === false;
      if (!value.isKnown || (known && !isTooNew)) continue;
      const instead = isTooNew ? methodOf('TLSv1.2+') : nearestMethod(value.text);
      const names = methods.map(({ name }) => name).join(', ');
      const text = isTooNew
        ? `${value.text} exists since Kamailio ${known.since}: ${version('kamailio')} does not start with it.`
        : `Kamailio knows no method ${quoted(value.text)} and does not start with it. It knows ${names}.`;
      report(value.place, text, instead && { fix: { title: `Set ${instead.name}`, edits: [replacing(value.place, instead.name)] } });
    }
  },
});
