import { setSetting } from '../../config/asterisk/edits';
import { setting, switchOf } from '../../config/asterisk/pjsip-objects';
import { isAtLeast } from '../../config/product-version';
import { tlsTransports } from '../asterisk';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/ast-reload',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'hint', strict: 'info' },
  title: 'Edits of a TLS transport wait for a restart',
  remedy: 'Restart Asterisk after an edit, or set allow_reload=yes; a reload then breaks the connections that are open.',
  cites: ['Asterisk res_pjsip, transport allow_reload'],
  examples: [
    {
      title: 'not reloaded',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
 ^^^^^ config/ast-reload
type = transport
protocol = tls
bind = 0.0.0.0
cert_file = /etc/asterisk/keys/sip.crt
priv_key_file = /etc/asterisk/keys/sip.key
method = tlsv1_2
`,
      },
    },
    {
      title: 'reloaded, and not TLS',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
method=tlsv1_2
allow_reload=yes

[t-udp]
type=transport
bind=0.0.0.0
`,
      },
    },
  ],
  check(facts, { version }, report) {
    // Seen: 16.28 leaves a renewed certificate alone, 22.10 takes it up.
    const renewed =
      isAtLeast(version('asterisk'), '17') === false
        ? 'not even a renewed certificate is taken up'
        : 'only a renewed certificate and key are taken up, by newer versions, and only under the same file names';
    for (const { object, name } of tlsTransports(facts)) {
      const reload = setting(object, 'allow_reload');
      if (switchOf(reload) !== 'off') continue;
      report(
        reload?.value.place ?? object.section.place,
        `A reload leaves transport ${quoted(name)} as it is: ${renewed}. Edits wait for a restart.`,
        { fix: { title: 'Let a reload start it anew', edits: [setSetting(object.section, { key: 'allow_reload', value: 'yes' })] } },
      );
    }
  },
});
