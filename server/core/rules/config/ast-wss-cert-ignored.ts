import { removeSetting } from '../../config/asterisk/edits';
import { pjsipOf } from '../../config/asterisk/pjsip-facts';
import { setting } from '../../config/asterisk/pjsip-objects';
import { enumerated } from '../../text/enumerated';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/ast-wss-cert-ignored',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Certificate of a WebSocket transport stands in the wrong file',
  remedy: 'Set tlscertfile and tlsprivatekey in http.conf, and take these lines out.',
  cites: ['Asterisk res_pjsip, config_transport.c', 'Asterisk http.conf.sample'],
  examples: [
    {
      title: 'certificate and key at the transport',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-wss]
type = transport
protocol = wss
bind = 0.0.0.0
cert_file = /etc/asterisk/keys/sip.crt
^^^^^^^^^ config/ast-wss-cert-ignored
priv_key_file = /etc/asterisk/keys/sip.key
`,
      },
    },
    {
      title: 'no certificate at the transport',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-wss]
type=transport
protocol=wss
bind=0.0.0.0
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const { object, name, protocol } of pjsipOf(facts)?.transports ?? []) {
      if (!object.isHere || (protocol !== 'ws' && protocol !== 'wss')) continue;
      const entries = keys.flatMap((key) => setting(object, key) ?? []).filter(({ value }) => value.text !== '');
      const [first] = entries;
      if (!first) continue;
      const own = entries.filter((entry) => object.section.own.includes(entry));
      report(
        first.name,
        `The sockets of ${protocol} are those of Asterisk’s HTTP server, which takes its certificate from http.conf. What ${quoted(name)} says with ${enumerated(entries.map(({ key }) => key))} counts for nothing.`,
        own.length === entries.length ? { fix: { title: 'Take these lines out', edits: own.map(removeSetting) } } : {},
      );
    }
  },
});

const keys = ['cert_file', 'priv_key_file', 'ca_list_file', 'ca_list_path'] as const;
