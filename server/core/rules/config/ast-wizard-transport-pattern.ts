import { pjsipOf } from '../../config/asterisk/pjsip-facts';
import { setting, switchOf } from '../../config/asterisk/pjsip-objects';
import type { PjsipWizard } from '../../config/asterisk/pjsip-shapes';
import type { Entry } from '../../config/asterisk/sections';
import type { FilePlace } from '../../config/model';
import { byPlace } from '../asterisk';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/ast-wizard-transport-pattern',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Wizard with a TLS transport makes URIs that say another one',
  remedy:
    'Write \\;transport=tls in contact_pattern and server_uri_pattern, or leave the parameter out: the transport of the wizard counts then.',
  cites: ['RFC 3263 §4.1', 'Asterisk pjsip_wizard.conf.sample'],
  examples: [
    {
      title: 'a pattern that says UDP',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip_wizard.conf': `
[trunk]
type = wizard
transport = t-tls
sends_registrations = yes
remote_hosts = sip.example.net
contact_pattern = sip:\${REMOTE_HOST}\\;transport=udp
;                                               ^^^ config/ast-wizard-transport-pattern
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
      title: 'what is said behind the host is a comment',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip_wizard.conf': `
[trunk]
type=wizard
transport=t-tls
remote_hosts=sip.example.net:5061;transport=tls
;                                ^^^^^^^^^^^^^^ config/ast-wizard-transport-pattern
[other]
type=wizard
transport=t-udp
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
[t-udp]
type=transport
bind=0.0.0.0
`,
      },
    },
    {
      title: 'patterns that say TLS, or nothing, phones, and a transport without TLS',
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
[silent]
type=wizard
transport=t-tls
remote_hosts=sip.example.net:5061
sends_registrations=yes
contact_pattern=sip:gw@\${REMOTE_HOST}
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
  ],
  check(facts, _context, report) {
    const wizards = (pjsipOf(facts)?.wizards ?? []).filter(({ object, hosts }) => object.isHere && hosts.length > 0);
    const wrong = wizards.flatMap((wizard) => othersIn(wizard).map((other) => ({ wizard, ...other })));
    for (const { place, items } of byPlace(wrong, ({ place }) => place)) {
      const [first] = items;
      if (!first) continue;
      report(
        place,
        `Wizard ${quoted(first.wizard.object.name)} is to use a TLS transport, but ${first.key} says transport=${first.said}. The two do not fit together, and Asterisk sends nothing.`,
        {
          covers: ['config/uri-transport-missing', 'config/port-plain-on-5061'],
          coversAt: first.wizard.hosts.map(({ place: at }) => at),
          fix: { title: 'Write transport=tls in the pattern', edits: [{ place, text: 'tls' }] },
        },
      );
    }
    for (const { transport, cut, hosts } of wizards) {
      if (!cut) continue;
      const isTls = transport?.target?.protocol === 'tls';
      const then = isTls
        ? `It is TLS nevertheless, because transport is ${quoted(transport.entry.value.text)}`
        : transport?.target
          ? `It is sent by ${quoted(transport.entry.value.text)}, without TLS`
          : 'The pattern alone says what it is sent by, and without a word it is UDP';
      report(cut.at, `Everything behind “;” is a comment here, ${quoted(cut.text)} too. ${then}.`, {
        ...(isTls && { severity: 'info' }),
        ...(!isTls && !transport?.target && { atMost: 'warning' }),
        covers: ['config/uri-transport-missing'],
        coversAt: hosts.map(({ place }) => place),
      });
    }
  },
});

interface Other {
  readonly key: string;
  readonly said: string;
  /** Of the word behind `transport=`. */
  readonly place: FilePlace;
}

/** The patterns that say another transport than the TLS one. A proxy makes them harmless, and what is spelled out needs no pattern. */
function othersIn({ object, transport }: PjsipWizard): Other[] {
  if (transport?.target?.protocol !== 'tls' || setting(object, 'outbound_proxy')) return [];
  const keys = [
    ...(setting(object, 'aor/contact') ? [] : ['contact_pattern']),
    ...(switchOf(setting(object, 'sends_registrations')) === 'on' ? ['server_uri_pattern'] : []),
  ];
  return keys.flatMap((key) => {
    const entry = setting(object, key);
    const other = entry && saidIn(entry);
    return other ? [{ key, ...other }] : [];
  });
}

function saidIn({ value, source }: Entry): Omit<Other, 'key'> | undefined {
  const { start, end } = value.place.at;
  const found = /^(sip:.*;transport=)(udp|tcp)(?![\w-])/i.exec(source.text.slice(start, end));
  const [, before = '', said = ''] = found ?? [];
  const at = start + before.length;
  return found ? { said, place: { file: value.place.file, at: { start: at, end: at + said.length } } } : undefined;
}
