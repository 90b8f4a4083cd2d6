import { setSetting } from '../../config/asterisk/edits';
import { pjsipOf } from '../../config/asterisk/pjsip-facts';
import type { PjsipFacts, PjsipUri } from '../../config/asterisk/pjsip-shapes';
import { placeIn, saidTransport, uriPlace } from '../../config/asterisk/uris';
import { param } from '../../sip/parts';
import { byPlace } from '../asterisk';
import { type ConfigFix, defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/ast-uri-sips',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'error', strict: 'error' },
  title: 'URI wants TLS, and there is no TLS transport to send it by',
  remedy: 'Name a transport with protocol=tls. Asterisk sends by nothing else where the URI is sips: or says transport=tls.',
  cites: ['RFC 3261 §26.2.2', 'Asterisk res_pjsip, endpoint transport'],
  examples: [
    {
      title: 'the endpoint sends by UDP',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-udp]
type = transport
bind = 0.0.0.0

[trunk]
type = endpoint
transport = t-udp
aors = trunk

[trunk]
type = aor
contact = sips:trunk.example.net
;         ^^^^ config/ast-uri-sips
`,
      },
    },
    {
      title: 'there is a TLS transport, but another one is named',
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
ca_list_file=/etc/ssl/certs/ca-certificates.crt
method=tlsv1_2
verify_server=yes

[trunk]
type=registration
transport=t-tcp
server_uri=sips:sip.example.net
;          ^^^^ config/ast-uri-sips
client_uri=sips:1000@sip.example.net

[other]
type=registration
transport=t-tcp
server_uri=sip:sip.example.net\\;transport=tls
;                                         ^^^ config/ast-uri-sips
client_uri=sip:1000@sip.example.net
`,
      },
    },
    {
      title: 'the endpoint sends by TLS, or by what fits',
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
server_uri=sips:sip.example.net
[two]
type=registration
server_uri=sips:sip.example.net
[three]
type=registration
server_uri=sip:sip.example.net\\;transport=tls
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = pjsipOf(facts);
    if (!own) return;
    const wrong = own.uris.filter((written) => written.owner.isHere && wantsTls(written) && lacksTls(written, own));
    for (const { items } of byPlace(wrong, uriPlace)) {
      const [written] = items;
      if (!written) continue;
      const [named] = written.transports;
      const by = named?.target
        ? `the transport ${quoted(named.entry.value.text)} is ${named.target.protocol.toUpperCase()}`
        : 'there is no transport with protocol=tls';
      const { isSips, schemeSpan, params } = written.uri;
      const { start, end } = (isSips ? schemeSpan : param(params, 'transport')?.valueSpan) ?? written.uri;
      const fix = named && fixOf(named.entry.section, own);
      report(
        placeIn(written, start, end),
        `A URI ${isSips ? 'of sips:' : 'with transport=tls'} may leave by TLS only, and ${by}. Nothing can be sent to ${written.uri.host}.`,
        {
          ...(fix && { fix }),
        },
      );
    }
  },
});

function wantsTls({ uri }: PjsipUri): boolean {
  const said = saidTransport(uri);
  return said === 'tls' || (uri.isSips && said !== 'udp');
}

function lacksTls({ transports }: PjsipUri, { transports: all, isWhole }: PjsipFacts): boolean {
  if (transports.length > 0)
    return transports.every(
      ({ target }) => target && target.protocol !== 'tls' && target.protocol !== 'flow' && target.protocol !== 'unknown',
    );
  return isWhole && all.length > 0 && all.every(({ protocol }) => protocol === 'udp' || protocol === 'tcp');
}

/** The TLS transport, where there is one to choose. */
function fixOf(section: Parameters<typeof setSetting>[0], { transports }: PjsipFacts): ConfigFix | undefined {
  const [only, ...more] = transports.filter(({ protocol }) => protocol === 'tls');
  if (!only || more.length > 0) return undefined;
  return {
    title: `Send by the transport ${quoted(only.name)}`,
    edits: [setSetting(section, { key: 'transport', value: only.name })],
  };
}
