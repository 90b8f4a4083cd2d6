import { type PjsipUri, pjsipOf } from '../../config/asterisk/pjsip-facts';
import { targetOf } from '../../config/asterisk/pjsip-targets';
import { paramsEnd, placeIn, saidTransport, uriPlace } from '../../config/asterisk/uris';
import type { FilePlace } from '../../config/model';
import { param } from '../../sip/parts';
import { byPlace } from '../asterisk';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/ast-uri-transport-vs-endpoint',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'URI does not say TLS, though a TLS transport is named for it',
  remedy: 'Write \\;transport=tls at the end of the URI.',
  cites: ['RFC 3261 §19.1.1', 'RFC 3263 §4.1', 'Asterisk res_pjsip, endpoint transport'],
  examples: [
    {
      title: 'a contact with the port of TLS, and nothing else of it',
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
contact = sip:trunk.example.net:5061
;         ^^^^^^^^^^^^^^^^^^^^^^^^^^ config/ast-uri-transport-vs-endpoint
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
outbound_proxy=sip:proxy.example.net\\;lr
;              ^^^^^^^^^^^^^^^^^^^^^^^^^ config/ast-uri-transport-vs-endpoint
`,
      },
    },
    {
      title: 'URIs that say it, and a transport without TLS',
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
      const said = saidTransport(written.uri);
      const what = said === undefined ? 'names no transport' : `says transport=${said}`;
      report(
        place,
        `${written.owner.name === '' ? 'This' : quoted(written.owner.name)} is to be sent by the TLS transport ${quoted(transport.entry.value.text)}, but the URI ${what}. pjsip goes by the URI: it takes another transport or none at all.`,
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
    (said === undefined || said === 'udp' || said === 'tcp') &&
    written.transports.some(({ target }) => target?.protocol === 'tls') &&
    !targetOf(written).isBehindProxy
  );
}

/** Inside of a value a semicolon is written with its backslash. */
function editOf(written: PjsipUri): { place: FilePlace; text: string } {
  const said = param(written.uri.params, 'transport')?.valueSpan;
  if (said) return { place: placeIn(written, said.start, said.end), text: 'tls' };
  const end = paramsEnd(written.uri);
  return { place: placeIn(written, end, end), text: '\\;transport=tls' };
}
