import { replaceValue } from '../../config/asterisk/edits';
import { generalSetting } from '../../config/asterisk/general';
import { httpFactsOf } from '../../config/asterisk/http-facts';
import { isOn } from '../../config/asterisk/pjsip-objects';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/ast-http-tlsdisable',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'warning', strict: 'error' },
  title: 'The HTTP server of Asterisk allows TLS 1.0',
  remedy: 'Take tlsdisablev1 out: TLS 1.0 is off where nobody says otherwise.',
  cites: ['RFC 8996 §4', 'Asterisk http.conf.sample, tlsdisablev1'],
  examples: [
    {
      title: 'switched on again',
      dialect: 'asterisk-http',
      files: {
        'http.conf': `
[general]
enabled = yes
bindaddr = 0.0.0.0
tlsenable = yes
tlscertfile = /etc/asterisk/keys/fullchain.pem
tlsprivatekey = /etc/asterisk/keys/privkey.pem
tlsdisablev1 = no
;              ^^ config/ast-http-tlsdisable
`,
      },
    },
    {
      title: 'as it is by itself',
      dialect: 'asterisk-http',
      files: {
        'http.conf': `
[general]
enabled=yes
bindaddr=0.0.0.0
tlsenable=yes
tlscertfile=/etc/asterisk/keys/fullchain.pem
tlsprivatekey=/etc/asterisk/keys/privkey.pem
tlsdisablev11=yes
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = httpFactsOf(facts);
    const entry = own && generalSetting(own.general, 'tlsdisablev1');
    if (!entry || isOn(entry) !== false || own.tls === 'off') return;
    report(
      entry.value.place,
      'TLS 1.0, which Asterisk’s HTTP server leaves out by itself, is allowed here. RFC 8996 has withdrawn it, and browsers no longer speak it.',
      { covers: ['config/method-deprecated'], fix: { title: 'Switch TLS 1.0 off', edits: [replaceValue(entry, 'yes')] } },
    );
  },
});
