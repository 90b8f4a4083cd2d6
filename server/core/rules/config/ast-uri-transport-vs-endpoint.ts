import { pjsipOf } from '../../config/asterisk/pjsip-facts';
import type { PjsipUri } from '../../config/asterisk/pjsip-shapes';
import { targetOf } from '../../config/asterisk/pjsip-targets';
import { placeIn, saidTransport, uriPlace } from '../../config/asterisk/uris';
import type { FilePlace } from '../../config/model';
import { param } from '../../sip/parts';
import { byPlace } from '../asterisk';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/ast-uri-transport-vs-endpoint',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'error', strict: 'error' },
  title: 'URI says another transport than the TLS one that is named for it',
  remedy: 'Write \\;transport=tls at the end of the URI, or leave the parameter out: the transport that is named counts then.',
  cites: ['RFC 3261 §19.1.1', 'RFC 3263 §4.1', 'Asterisk res_pjsip, endpoint transport'],
  examples: [
    {
      title: 'a contact that says TCP',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
type = transport
protocol = tls
bind = 0.0.0.0
cert_file = /etc/asterisk/keys/sip.crt
priv_key_file = /etc/asterisk/keys/sip.key
ca_list_file = /etc/ssl/certs/ca-certificates.crt
method = tlsv1_2
verify_server = yes

[trunk]
type = endpoint
transport = t-tls
aors = trunk

[trunk]
type = aor
contact = sip:trunk.example.net:5061\\;transport=tcp
;         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/ast-uri-transport-vs-endpoint
`,
      },
    },
    {
      title: 'a registration that says UDP, and a proxy',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
ca_list_file=/etc/ssl/certs/ca-certificates.crt
method=tlsv1_2
verify_server=yes

[one]
type=registration
transport=t-tls
server_uri=sip:sip.example.net\\;transport=udp
;          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/ast-uri-transport-vs-endpoint
client_uri=sip:1000@sip.example.net

[two]
type=registration
transport=t-tls
server_uri=sip:sip.example.net
client_uri=sip:1000@sip.example.net
outbound_proxy=sip:proxy.example.net\\;transport=udp\\;lr
;              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/ast-uri-transport-vs-endpoint
`,
      },
    },
    {
      title: 'URIs that say TLS, or nothing, and a transport without TLS',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
ca_list_file=/etc/ssl/certs/ca-certificates.crt
method=tlsv1_2
verify_server=yes
[t-udp]
type=transport
bind=0.0.0.0

[one]
type=registration
transport=t-tls
server_uri=sip:sip.example.net\\;transport=TLS
[two]
type=registration
transport=t-tls
server_uri=sips:sip.example.net
[three]
type=registration
transport=t-udp
server_uri=sip:sip.example.net
[four]
type=registration
transport=t-tls
server_uri=sip:sip.example.net:5061
outbound_proxy=sip:proxy.example.net\\;lr
`,
      },
    },
  ],
  check(facts, _context, report) {
    const wrong = (pjsipOf(facts)?.uris ?? []).filter((written) => written.owner.isHere && isClear(written));
    for (const { place, items } of byPlace(wrong, uriPlace)) {
      const [written] = items;
      const transport = written?.transports.find(({ target }) => target?.protocol === 'tls');
      if (!written || !transport) continue;
      report(
        place,
        `${written.owner.name === '' ? 'This' : quoted(written.owner.name)} is to be sent by the TLS transport ${quoted(transport.entry.value.text)}, but the URI says transport=${saidTransport(written.uri)}. The two do not fit together, and Asterisk sends nothing.`,
        {
          covers: ['config/uri-transport-missing', 'config/port-plain-on-5061'],
          fix: { title: 'Write transport=tls in the URI', edits: [editOf(written)] },
          related: [{ message: 'The transport is named here.', place: transport.entry.value.place }],
        },
      );
    }
  },
});

function isClear(written: PjsipUri): boolean {
  const said = saidTransport(written.uri);
  return (
    !written.uri.isSips &&
    (said === 'udp' || said === 'tcp') &&
    written.transports.some(({ target }) => target?.protocol === 'tls') &&
    !targetOf(written).isBehindProxy
  );
}

/** Only what says a transport comes here. */
function editOf(written: PjsipUri): { place: FilePlace; text: string } {
  const said = param(written.uri.params, 'transport')?.valueSpan ?? written.uri;
  return { place: placeIn(written, said.start, said.end), text: 'tls' };
}
