import { sipFactsOf } from '../../config/asterisk/sip-facts';
import { isAtLeast } from '../../config/product-version';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/ast-sip-removed',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'info', strict: 'info' },
  title: 'This Asterisk no longer reads sip.conf',
  remedy: 'Move the peers to pjsip.conf; the script sip_to_pjsip.py of Asterisk makes a start.',
  cites: ['Asterisk 21, UPGRADE.txt'],
  examples: [
    {
      title: 'Asterisk 21',
      dialect: 'asterisk-sip',
      version: '21.4.0',
      files: {
        'sip.conf': `
[general]
 ^^^^^^^ config/ast-sip-removed
udpbindaddr=0.0.0.0
`,
      },
    },
    {
      title: 'Asterisk 18',
      dialect: 'asterisk-sip',
      version: '18.20.0',
      files: {
        'sip.conf': `
[general]
udpbindaddr=0.0.0.0
`,
      },
    },
    {
      title: 'nobody said which version it is',
      dialect: 'asterisk-sip',
      files: {
        'sip.conf': `
[general]
udpbindaddr=0.0.0.0
`,
      },
    },
  ],
  check(facts, { version }, report) {
    const own = sipFactsOf(facts);
    const said = version('asterisk');
    if (!own || isAtLeast(said, '21') !== true) return;
    const place = own.general.section?.place ?? facts.symbols[0]?.place ?? { file: facts.root, at: { start: 0, end: 0 } };
    report(place, `chan_sip was removed in Asterisk 21, and this is ${said}: nothing in this file has an effect.`);
  },
});
