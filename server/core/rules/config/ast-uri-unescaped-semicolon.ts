import { pjsipOf } from '../../config/asterisk/pjsip-facts';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/ast-uri-unescaped-semicolon',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Parameters of a URI are read as a comment',
  remedy: 'Write a backslash in front of each semicolon of the URI.',
  cites: ['Asterisk main/config.c', 'RFC 3261 §19.1.1'],
  examples: [
    {
      title: 'the transport of a contact',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[trunk]
type = aor
contact = sip:trunk.example.net:5061;transport=tls
;                                   ^^^^^^^^^^^^^^ config/ast-uri-unescaped-semicolon
`,
      },
    },
    {
      title: 'a proxy, with a comment behind',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[proxied](!)
type=registration
outbound_proxy=sip:proxy.example.net;transport=tls;lr ; the edge
;                                   ^^^^^^^^^^^^^^^^^ config/ast-uri-unescaped-semicolon
`,
      },
    },
    {
      title: 'the pattern of a wizard, of which half is right',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip_wizard.conf': `
[trunk]
type=wizard
remote_hosts=sip.example.net
contact_pattern=sip:\${REMOTE_HOST}\\;transport=tls;lr
;                                                ^^^ config/ast-uri-unescaped-semicolon
`,
      },
    },
    {
      title: 'with backslashes, and a comment that is meant as one',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[trunk]
type=aor
contact=sip:a.example.net:5061\\;transport=tls;the first one
contact=sip:b.example.net:5061\\;transport=tls ;transport=udp before
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const { entry, at, text } of pjsipOf(facts)?.cutUris ?? [])
      report(
        at,
        `Everything behind “;” is a comment here, so ${entry.line.key.text} is only ${quoted(entry.value.text)}. ${/transport=/i.test(text) ? 'pjsip never sees which transport is meant, and takes the one that the endpoint names, or else UDP' : `pjsip never sees ${quoted(text)}`}.`,
        {
          covers: [
            'config/ast-uri-transport-vs-endpoint',
            'config/ast-wizard-transport-pattern',
            'config/uri-transport-missing',
            'config/port-plain-on-5061',
          ],
          fix: { title: 'Write backslashes in front of the semicolons', edits: [{ place: at, text: text.replaceAll(';', '\\;') }] },
        },
      );
  },
});
