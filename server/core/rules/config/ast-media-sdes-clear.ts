import { setSetting } from '../../config/asterisk/edits';
import { pjsipOf } from '../../config/asterisk/pjsip-facts';
import type { PjsipEndpoint, PjsipFacts } from '../../config/asterisk/pjsip-shapes';
import type { FilePlace } from '../../config/model';
import { byPlace, endpointsOf, whoDoes } from '../asterisk';
import { type ConfigFix, defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/ast-media-sdes-clear',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'warning', strict: 'error' },
  title: 'Media keys travel in clear text',
  remedy: 'Let the endpoint use a TLS transport, or agree on the keys in the media path with media_encryption=dtls.',
  cites: ['RFC 4568 §8.3', 'Asterisk res_pjsip, endpoint media_encryption'],
  examples: [
    {
      title: 'SDES over UDP',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-udp]
type = transport
bind = 0.0.0.0

[trunk]
type = endpoint
transport = t-udp
media_encryption = sdes
;                  ^^^^ config/ast-media-sdes-clear
aors = trunk
`,
      },
    },
    {
      title: 'said in a template, and a TLS transport is there to take',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tcp]
type=transport
protocol=tcp
bind=0.0.0.0
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
method=tlsv1_2

[secure](!)
type=endpoint
media_encryption=sdes
;                ^^^^ config/ast-media-sdes-clear
rewrite_contact=yes

[1001](secure)
transport=t-tcp
[1002](secure)
transport=t-tls
`,
      },
    },
    {
      title: 'a phone that leaves the transport of its template',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-udp]
type=transport
bind=0.0.0.0
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
method=tlsv1_2

[secure](!)
type=endpoint
transport=t-tls
media_encryption=sdes
rewrite_contact=yes

[1001](secure)
[1002](secure)
transport=t-udp
;         ^^^^^ config/ast-media-sdes-clear
`,
      },
    },
    {
      title: 'no transport is named, and not all are TLS',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-udp]
type=transport
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
media_encryption=sdes
;                ^^^^ config/ast-media-sdes-clear
`,
      },
    },
    {
      title: 'SDES over TLS, keys in the media path, and a browser',
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
[t-ws]
type=transport
protocol=ws
bind=0.0.0.0

[1001]
type=endpoint
transport=t-tls
media_encryption=sdes
[1002]
type=endpoint
transport=t-ws
media_encryption=sdes
webrtc=yes
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = pjsipOf(facts);
    if (!own) return;
    const clear = endpointsOf(facts).flatMap((endpoint) => {
      const { media, mediaEntry, carriedBy, transport } = endpoint;
      if (media !== 'sdes' || !mediaEntry) return [];
      const isOpen = carriedBy === 'unknown' && !transport && own.isWhole;
      return isClear(carriedBy) || isOpen ? [{ endpoint, mediaEntry, isOpen }] : [];
    });
    for (const { place, items } of byPlace(clear, ({ endpoint, mediaEntry }) => overriding(endpoint, own) ?? mediaEntry.value.place)) {
      const sure = items.filter(({ isOpen }) => !isOpen);
      const [first] = sure.length > 0 ? sure : items;
      if (!first) continue;
      const named = (sure.length > 0 ? sure : items).map(({ endpoint: { name } }) => name);
      const who = `${whoDoes(named, ['offers', 'offer'])} SRTP with its keys in SDP`;
      const how = first.isOpen
        ? 'no transport is named, so the signalling may go without TLS. Whoever reads it then can decrypt the call.'
        : `the signalling goes over ${first.endpoint.carriedBy.toUpperCase()} without TLS. Whoever reads it can decrypt the call.`;
      const fix = items.length === 1 ? fixOf(first.endpoint, own) : undefined;
      report(place, `${who}, and ${how}`, {
        ...(first.isOpen && { severity: 'info' }),
        covers: ['config/media-sdes-clear'],
        coversAt: items.map(({ mediaEntry }) => mediaEntry.value.place),
        ...(fix && { fix }),
      });
    }
  },
});

/** Its own transport, where the template that says SDES has one of TLS: then that line is the one to look at. */
function overriding(
  { object: { section, entries }, transport, mediaEntry }: PjsipEndpoint,
  { transports }: PjsipFacts,
): FilePlace | undefined {
  if (transport?.entry.section !== section || mediaEntry?.section === section) return undefined;
  const others = entries.flatMap(({ key, section: from, value }) => (key === 'transport' && from !== section ? value.text : []));
  const isTaken = transports.some(({ name, protocol }) => protocol === 'tls' && others.includes(name));
  return isTaken ? transport.entry.value.place : undefined;
}

const isClear = (transport: PjsipEndpoint['carriedBy']): boolean => transport === 'udp' || transport === 'tcp' || transport === 'ws';

function fixOf({ object: { section } }: PjsipEndpoint, { transports }: PjsipFacts): ConfigFix | undefined {
  const [only, ...more] = transports.filter(({ protocol }) => protocol === 'tls');
  if (!only || more.length > 0) return undefined;
  return { title: `Use the transport ${quoted(only.name)}`, edits: [setSetting(section, { key: 'transport', value: only.name })] };
}
