import { addSettings } from '../../config/asterisk/edits';
import { pjsipOf } from '../../config/asterisk/pjsip-facts';
import { setting } from '../../config/asterisk/pjsip-objects';
import type { PjsipTransport } from '../../config/asterisk/pjsip-shapes';
import type { Entry } from '../../config/asterisk/sections';
import { tlsTransports } from '../asterisk';
import { type ConfigFix, defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/ast-tls-cert-missing-option',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'error', strict: 'error' },
  title: 'TLS transport without certificate or key',
  remedy:
    'Name both files: cert_file with the certificate and its intermediates, priv_key_file with the key. They may be one and the same file.',
  cites: ['Asterisk res_pjsip, transport cert_file and priv_key_file'],
  examples: [
    {
      title: 'the key is not named',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
type = transport
protocol = tls
bind = 0.0.0.0
cert_file = /etc/asterisk/keys/fullchain.pem
;           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/ast-tls-cert-missing-option
method = tlsv1_2
`,
      },
    },
    {
      title: 'the certificate is not named',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0
priv_key_file=/etc/asterisk/keys/sip.key
;             ^^^^^^^^^^^^^^^^^^^^^^^^^^ config/ast-tls-cert-missing-option
method=tlsv1_2
`,
      },
    },
    {
      title: 'neither is named',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[t-tls]
 ^^^^^ config/ast-tls-cert-missing-option
type=transport
protocol=tls
bind=0.0.0.0
method=tlsv1_2
`,
      },
    },
    {
      title: 'both, the certificate by a template',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[files](!)
cert_file=/etc/asterisk/keys/sip.crt

[t-tls](files)
type=transport
protocol=tls
bind=0.0.0.0
priv_key_file=/etc/asterisk/keys/sip.key
method=tlsv1_2

[t-udp]
type=transport
bind=0.0.0.0
`,
      },
    },
  ],
  check(facts, _context, report) {
    // What is not here may add to the transport.
    const atMost = pjsipOf(facts)?.isWhole ? undefined : 'warning';
    for (const transport of tlsTransports(facts)) {
      const certificate = stated(transport, 'cert_file');
      const key = stated(transport, 'priv_key_file');
      const named = certificate ?? key;
      if (certificate && key) continue;
      const lack = named
        ? key
          ? 'priv_key_file but no cert_file'
          : 'cert_file but no priv_key_file'
        : 'neither cert_file nor priv_key_file';
      const why = certificate
        ? 'The key is never taken from the file of the certificate, so no TLS handshake succeeds.'
        : 'It has no certificate to show, so no TLS handshake succeeds.';
      const fix = named && pairFix(transport, named, key ? 'cert_file' : 'priv_key_file');
      report(named?.value.place ?? transport.object.section.place, `Transport ${quoted(transport.name)} has ${lack}. ${why}`, {
        ...(atMost && { atMost }),
        ...(fix && { fix }),
      });
    }
  },
});

const stated = ({ object }: PjsipTransport, key: string): Entry | undefined => {
  const entry = setting(object, key);
  return entry?.value.text === '' ? undefined : entry;
};

/** Where the usual tools put the other file of a pair: certbot, and those that name both by the host. */
const pairs = [
  [/(^|\/)(?:fullchain|cert)(\d*)\.pem$/, '$1privkey$2.pem'],
  [/(^|\/)privkey(\d*)\.pem$/, '$1fullchain$2.pem'],
  [/\.(?:crt|cer)$/, '.key'],
  [/\.key$/, '.crt'],
] as const;

function pairFix({ object }: PjsipTransport, named: Entry, key: string): ConfigFix | undefined {
  const path = named.value.text;
  const [pattern, other] = pairs.find(([each]) => each.test(path)) ?? [];
  if (!pattern || other === undefined || !named.value.isKnown) return undefined;
  const value = path.replace(pattern, other);
  return { title: `Add ${key} = ${value}`, edits: [addSettings(object.section, [{ key, value }], named)] };
}
