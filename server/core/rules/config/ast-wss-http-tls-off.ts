import { addSettings, replaceValue } from '../../config/asterisk/edits';
import { generalSetting } from '../../config/asterisk/general';
import type { HttpFacts } from '../../config/asterisk/http-facts';
import { pjsipOf } from '../../config/asterisk/pjsip-facts';
import { setting } from '../../config/asterisk/pjsip-objects';
import { type ConfigFix, defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/ast-wss-http-tls-off',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'WebSocket over TLS is configured, but http.conf opens no TLS socket',
  remedy: 'In [general] of http.conf set tlsenable=yes, tlsbindaddr, tlscertfile and tlsprivatekey.',
  cites: ['RFC 7118 §9.1', 'Asterisk http.conf.sample'],
  examples: [
    {
      title: 'TLS is off in http.conf',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-wss]
type=transport
protocol=wss
;        ^^^ config/ast-wss-http-tls-off
bind=0.0.0.0
`,
        'http.conf': `
[general]
enabled = yes
bindaddr = 0.0.0.0
tlscertfile = /etc/asterisk/keys/fullchain.pem
tlsprivatekey = /etc/asterisk/keys/privkey.pem
`,
      },
    },
    {
      title: 'the HTTP server does not run',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-wss]
type=transport
protocol=wss
;        ^^^ config/ast-wss-http-tls-off
bind=0.0.0.0
`,
        'http.conf': `
[general]
bindaddr=127.0.0.1
tlsenable=yes
tlscertfile=/etc/asterisk/keys/fullchain.pem
`,
      },
    },
    {
      title: 'no address is named, so that no socket is opened',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-wss]
type=transport
protocol=wss
;        ^^^ config/ast-wss-http-tls-off
bind=0.0.0.0
`,
        'http.conf': `
[general]
enabled=yes
tlsenable=yes
tlscertfile=/etc/asterisk/keys/fullchain.pem
`,
      },
    },
    {
      title: 'a server with TLS and its certificate',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-wss]
type=transport
protocol=wss
bind=0.0.0.0
`,
        'http.conf': `
[general]
enabled=yes
bindaddr=0.0.0.0
tlsenable=yes
tlsbindaddr=0.0.0.0:8089
tlscertfile=/etc/asterisk/keys/fullchain.pem
tlsprivatekey=/etc/asterisk/keys/privkey.pem
`,
      },
    },
    {
      title: 'no server in clear, and one for TLS at an address of its own',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-wss]
type=transport
protocol=wss
bind=0.0.0.0
`,
        'http.conf': `
[general]
enabled=no
tlsenable=yes
tlsbindaddr=0.0.0.0:8089
tlscertfile=/etc/asterisk/keys/fullchain.pem
`,
      },
    },
    {
      title: 'no http.conf here, so nobody knows',
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
    const own = pjsipOf(facts);
    if (!own?.http?.isWhole) return;
    const { http } = own;
    const lacks = [
      http.secure === 'off' && http.hasAddress && http.enabled === 'off' && 'enabled=yes',
      http.tls === 'off' && 'tlsenable=yes',
      !http.hasAddress && 'tlsbindaddr',
      (http.certificate?.value.text ?? '') === '' && 'tlscertfile',
    ].flatMap((word) => word || []);
    if (lacks.length === 0) return;
    for (const { object, name, protocol } of own.transports) {
      const entry = setting(object, 'protocol');
      if (!object.isHere || protocol !== 'wss' || !entry) continue;
      const fix = fixOf(http);
      report(
        entry.value.place,
        `Transport ${quoted(name)} is wss, but the http.conf beside it lacks ${lacks.join(', ')}. Nothing listens for it, so browsers cannot connect.`,
        {
          ...(fix && { fix }),
          related: [{ message: 'This is the server whose sockets wss uses.', place: http.general.section?.place ?? entry.value.place }],
        },
      );
    }
  },
});

/** Switches on what is off; a certificate that is not named cannot be guessed. */
function fixOf({ general, certificate, enabled, tls, hasAddress }: HttpFacts): ConfigFix | undefined {
  const { section } = general;
  if (!section || !certificate) return undefined;
  const off = [...(hasAddress ? ([['enabled', enabled]] as const) : []), ['tlsenable', tls] as const];
  const wanted = off.filter(([, state]) => state === 'off').map(([key]) => ({ key, own: generalSetting(general, key) }));
  const missing = [
    ...wanted.filter(({ own }) => !own).map(({ key }) => ({ key, value: 'yes' })),
    ...(hasAddress ? [] : [{ key: 'tlsbindaddr', value: '0.0.0.0:8089' }]),
  ];
  return {
    title: 'Let the HTTP server open its TLS socket',
    edits: [
      ...wanted.flatMap(({ own }) => (own ? [replaceValue(own, 'yes')] : [])),
      ...(missing.length > 0 ? [addSettings(section, missing)] : []),
    ],
  };
}
