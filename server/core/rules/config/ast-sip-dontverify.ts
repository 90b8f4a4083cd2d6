import { removeSetting } from '../../config/asterisk/edits';
import { generalSetting } from '../../config/asterisk/general';
import { isOn } from '../../config/asterisk/pjsip-objects';
import { sipFactsOf } from '../../config/asterisk/sip-facts';
import { SYSTEM_AUTHORITIES } from '../asterisk';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/ast-sip-dontverify',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'chan_sip takes any certificate from servers',
  remedy: `Take tlsdontverifyserver out, and name the trusted authorities with tlscafile=${SYSTEM_AUTHORITIES}.`,
  cites: ['RFC 3261 §26.3.1', 'RFC 5922 §7.3', 'Asterisk sip.conf.sample, tlsdontverifyserver'],
  examples: [
    {
      title: 'not verified',
      dialect: 'asterisk-sip',
      files: {
        'sip.conf': `
[general]
tlsenable = yes
tlscertfile = /etc/asterisk/keys/asterisk.pem
tlscafile = /etc/ssl/certs/ca-certificates.crt
tlsdontverifyserver = yes
;                     ^^^ config/ast-sip-dontverify
`,
      },
    },
    {
      title: 'verified, or without TLS at all',
      dialect: 'asterisk-sip',
      files: {
        'sip.conf': `
[general]
tlsenable=yes
tlscertfile=/etc/asterisk/keys/asterisk.pem
tlscafile=/etc/ssl/certs/ca-certificates.crt
tlsdontverifyserver=no
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = sipFactsOf(facts);
    const entry = own && generalSetting(own.general, 'tlsdontverifyserver');
    if (!entry || isOn(entry) !== true || own.tls === 'off') return;
    const isOwn = entry.section.own.includes(entry);
    report(
      entry.value.place,
      'chan_sip takes any certificate from the servers that it connects to, so anybody in the path can answer in their place.',
      {
        covers: ['config/verify-client-off'],
        ...(isOwn && { fix: { title: 'Verify servers again', edits: [removeSetting(entry)] } }),
      },
    );
  },
});
