import { addSettings, type NewSetting } from '../../config/asterisk/edits';
import { type PjsipWizard, pjsipOf } from '../../config/asterisk/pjsip-facts';
import { setting, switchOf } from '../../config/asterisk/pjsip-objects';
import { DEFAULT_PATTERN } from '../../config/asterisk/pjsip-targets';
import type { Entry } from '../../config/asterisk/sections';
import type { FilePlace } from '../../config/model';
import { byPlace } from '../asterisk';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/ast-wizard-transport-pattern',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Wizard with a TLS transport makes URIs that do not say TLS',
  remedy: `Set contact_pattern=${DEFAULT_PATTERN}\\;transport=tls, and server_uri_pattern likewise where it registers.`,
  cites: ['RFC 3263 §4.1', 'Asterisk pjsip_wizard.conf.sample'],
  examples: [
    {
      title: 'the default patterns',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip_wizard.conf': `
[trunk]
type = wizard
transport = t-tls
;           ^^^^^ config/ast-wizard-transport-pattern
sends_registrations = yes
remote_hosts = sip.example.net
endpoint/media_encryption = sdes
`,
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
method=tlsv1_2
`,
      },
    },
    {
      title: 'a pattern of its own',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip_wizard.conf': `
[trunk]
type=wizard
transport=t-tls
remote_hosts=sip.example.net
contact_pattern=sip:gw@\${REMOTE_HOST}
;               ^^^^^^^^^^^^^^^^^^^^^ config/ast-wizard-transport-pattern
endpoint/media_encryption=sdes
`,
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
method=tlsv1_2
`,
      },
    },
    {
      title: 'patterns that say it, phones, and a transport without TLS',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip_wizard.conf': `
[trunk]
type=wizard
transport=t-tls
remote_hosts=sip.example.net
sends_registrations=yes
contact_pattern=sip:\${REMOTE_HOST}\\;transport=tls
server_uri_pattern=sips:\${REMOTE_HOST}
endpoint/media_encryption=sdes
[phone]
type=wizard
transport=t-tls
accepts_registrations=yes
endpoint/media_encryption=sdes
endpoint/rewrite_contact=yes
aor/max_contacts=1
[other]
type=wizard
transport=t-udp
remote_hosts=192.0.2.1
`,
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
ca_list_file=/etc/ssl/certs/ca-certificates.crt
verify_server=yes
method=tlsv1_2
[t-udp]
type=transport
bind=0.0.0.0
`,
      },
    },
    {
      title: 'what is said behind the host is a comment',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip_wizard.conf': `
[trunk]
type=wizard
transport=t-tls
remote_hosts=sip.example.net:5061;transport=tls
;                                ^^^^^^^^^^^^^^ config/ast-wizard-transport-pattern
`,
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/etc/asterisk/keys/sip.crt
priv_key_file=/etc/asterisk/keys/sip.key
method=tlsv1_2
`,
      },
    },
  ],
  check(facts, _context, report) {
    const wizards = (pjsipOf(facts)?.wizards ?? []).filter(
      ({ object, transport, hosts }) => object.isHere && transport?.target?.protocol === 'tls' && hosts.length > 0,
    );
    const lacking = wizards.flatMap((wizard) => lackingIn(wizard).map((lack) => ({ wizard, ...lack })));
    for (const { place, items } of byPlace(lacking, ({ place }) => place)) {
      const [first] = items;
      if (!first) continue;
      const { wizard, written } = first;
      const patterns = items.filter((item) => item.wizard === wizard).map(({ key }) => key);
      const made = written
        ? `${first.key} is ${quoted(written.value.text)}`
        : `${patterns.join(' and ')} are left at ${DEFAULT_PATTERN}`.replace(/^(\S+) are/, '$1 is');
      const missing: NewSetting[] = patterns.map((key) => ({ key, value: `${DEFAULT_PATTERN};transport=tls` }));
      const end = written?.value.place.at.end ?? 0;
      const { cut } = wizard;
      report(
        cut ? cut.at : place,
        `${cut ? `Everything behind “;” is a comment here, ${quoted(cut.text)} too. ` : ''}Wizard ${quoted(wizard.object.name)} is to use a TLS transport, but ${made}, which does not say so. pjsip goes by the URI: it takes another transport or none at all.`,
        {
          covers: ['config/uri-transport-missing'],
          coversAt: [place, ...items.flatMap((item) => item.wizard.hosts.map(({ place: at }) => at))],
          fix: {
            title: 'Write transport=tls in the patterns',
            edits: written
              ? [{ place: { file: place.file, at: { start: end, end } }, text: '\\;transport=tls' }]
              : [addSettings(wizard.object.section, missing)],
          },
        },
      );
    }
  },
});

interface Lack {
  readonly key: string;
  readonly written?: Entry;
  readonly place: FilePlace;
}

/** The patterns that make URIs without a word of TLS. A proxy makes them harmless, and what is spelled out needs no pattern. */
function lackingIn({ object, transport }: PjsipWizard): Lack[] {
  if (!transport || setting(object, 'outbound_proxy')) return [];
  const keys = [
    ...(setting(object, 'aor/contact') ? [] : ['contact_pattern']),
    ...(switchOf(setting(object, 'sends_registrations')) === 'on' ? ['server_uri_pattern'] : []),
  ];
  return keys.flatMap((key): Lack[] => {
    const written = setting(object, key);
    const text = written?.value.text ?? DEFAULT_PATTERN;
    // An empty pattern makes nothing.
    if (text === '' || /^sips:|;transport=/i.test(text)) return [];
    return [{ key, ...(written && { written }), place: (written ?? transport.entry).value.place }];
  });
}
