import { moduleState } from '../../config/asterisk/module-list';
import { pjsipOf } from '../../config/asterisk/pjsip-facts';
import { setting } from '../../config/asterisk/pjsip-objects';
import type { FilePlace } from '../../config/model';
import { byPlace, endpointsOf, namesOf, whoDoes } from '../asterisk';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/ast-module-left-out',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'error', strict: 'error' },
  title: 'modules.conf leaves out what this needs',
  remedy: 'Let modules.conf load the module.',
  cites: ['Asterisk modules.conf.sample', 'Asterisk main/loader.c'],
  examples: [
    {
      title: 'SIP over WebSocket, and SRTP',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-wss]
type=transport
protocol=wss
;        ^^^ config/ast-module-left-out
bind=0.0.0.0

[t-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
method=tlsv1_2

[1001]
type=endpoint
transport=t-tls
rewrite_contact=yes
media_encryption=sdes
;                ^^^^ config/ast-module-left-out
`,
        'modules.conf': `
[modules]
autoload=yes
noload => res_pjsip_transport_websocket.so
noload = res_srtp
`,
      },
    },
    {
      title: 'only what is named is loaded, and it is not',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-ws]
type=transport
protocol=ws
;        ^^ config/ast-module-left-out
bind=0.0.0.0
`,
        'modules.conf': `
[modules]
autoload=no
load = res_pjsip.so
load = res_http_websocket.so
`,
      },
    },
    {
      title: 'loaded, and left out where nobody needs it',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-udp]
type=transport
bind=0.0.0.0

[1001]
type=endpoint
transport=t-udp
media_encryption=dtls
dtls_cert_file=/etc/asterisk/keys/sip.crt
dtls_verify=fingerprint
`,
        'modules.conf': `
[modules]
autoload=yes
noload => res_http_websocket.so
;noload => res_srtp.so
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = pjsipOf(facts);
    const { modules } = own ?? {};
    if (!own || !modules) return;
    const tell = (place: FilePlace, who: string, needed: readonly string[]) => {
      for (const name of needed) {
        const state = moduleState(modules, name);
        if (state.kind !== 'left-out') continue;
        const how = state.by ? 'keeps it out by noload' : 'loads only what it names, and does not name it';
        const related = state.by && [{ message: 'It is kept out here.', place: state.by.value.place }];
        report(place, `${who} ${name}.so, and modules.conf ${how}.`, { ...(related && { related }) });
        return;
      }
    };
    for (const { object, name, protocol } of own.transports) {
      const said = object.isHere && (protocol === 'ws' || protocol === 'wss') ? setting(object, 'protocol') : undefined;
      if (said) tell(said.value.place, `${namesOf('Transport', [name])} needs`, ['res_pjsip_transport_websocket', 'res_http_websocket']);
    }
    const encrypted = endpointsOf(facts).flatMap(({ name, media, mediaEntry, webrtc, object }) => {
      const entry = webrtc === 'on' ? setting(object, 'webrtc') : mediaEntry;
      return entry && (media === 'sdes' || media === 'dtls') ? [{ name, place: entry.value.place }] : [];
    });
    for (const { place, items } of byPlace(encrypted, (each) => each.place)) {
      const names = items.map(({ name }) => name);
      tell(place, `To encrypt media, ${whoDoes(names, ['needs', 'need']).replace('Endpoint', 'endpoint')}`, ['res_srtp']);
    }
  },
});
