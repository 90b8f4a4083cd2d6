import { linesAbove, linesBelow } from '../../config/edits';
import { activeOnly } from '../../config/kamailio/facts';
import { tlsModules } from '../../config/kamailio/tls-facts';
import { defineConfigRule } from '../config-rule';
import { scriptOf, tlsParametersOf } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-module-missing',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'error', strict: 'error' },
  title: 'TLS without the module that does it',
  remedy: 'Load tls.so before all other modules.',
  cites: ['Kamailio tls module, §1'],
  examples: [
    {
      title: 'no module is loaded for it',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
^^^^^^^^^^^^^^ config/kam-module-missing
listen=tls:10.0.0.1:5061
loadmodule "tm.so"
`,
      },
    },
    {
      title: 'the sibling for wolfSSL',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tls_wolfssl.so"
`,
      },
    },
    {
      title: 'by its path',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "/usr/lib/kamailio/modules/tls.so"
`,
      },
    },
  ],
  check(facts, _context, report) {
    const script = scriptOf(facts);
    if (script?.tlsEnabled.value !== 'on' || !script.tlsEnabled.place || script.tlsModule || script.isIncomplete) return;
    const [first] = activeOnly(script.modules);
    const suffix = first && !first.value.text.endsWith('.so') ? '' : '.so';
    const line = `loadmodule "tls${suffix}"`;
    const edit = first ? linesAbove(facts, first.whole, [line]) : linesBelow(facts, script.tlsEnabled.place, [line]);
    const isConditional = script.mayGoOn || script.modules.some(({ name, isInactive }) => isInactive && tlsModules.includes(name));
    const parameter = tlsParametersOf(script)[0];
    const inactive = script.modules.find(({ name, isInactive }) => isInactive && tlsModules.includes(name));
    const consequence = parameter
      ? 'Kamailio knows no module for its parameters, and does not start'
      : 'Kamailio warns at start and switches TLS off again';
    const where = inactive ? ': the line that loads it is in a part that is switched off' : '';
    report(script.tlsEnabled.place, `TLS is switched on, but no TLS module is loaded${where}. ${consequence}.`, {
      ...(inactive && { related: [{ message: 'It would be loaded here.', place: inactive.whole }] }),
      fix: { title: 'Load the module tls', edits: [edit] },
      ...(isConditional && { atMost: 'warning' as const }),
    });
  },
});
