import { replacing } from '../../config/edits';
import { numberOf } from '../../config/kamailio/characters';
import { parametersOf } from '../../config/kamailio/facts';
import { defineConfigRule } from '../config-rule';
import { scriptOf } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-rr-ignore-sips',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'info', strict: 'warning' },
  title: 'Record-Route never says sips:',
  remedy: 'Leave ignore_sips at 0, unless a peer cannot do with sips: in a Route.',
  cites: ['RFC 3261 §16.6', 'Kamailio rr module, §4.8'],
  examples: [
    {
      title: 'it is on',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
loadmodule "rr.so"
modparam("rr", "ignore_sips", 1)
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/kam-rr-ignore-sips
`,
      },
    },
    {
      title: 'it is off',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
loadmodule "rr.so"
modparam("rr", "ignore_sips", 0)
`,
      },
    },
  ],
  check(facts, _context, report) {
    const script = scriptOf(facts);
    const setting = script && parametersOf(script, 'rr', 'ignore_sips').at(-1);
    if (!setting?.value.isKnown || !numberOf(setting.value.text)) return;
    report(
      setting.whole,
      'Record-Route will say sip: even where the request was for sips:, so that later requests of the call need not be protected.',
      { fix: { title: 'Say sips: where the request does', edits: [replacing(setting.value.place, '0')] } },
    );
  },
});
