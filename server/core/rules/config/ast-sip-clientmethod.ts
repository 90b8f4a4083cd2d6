import { removeSetting } from '../../config/asterisk/edits';
import { generalSetting } from '../../config/asterisk/general';
import { sipFactsOf } from '../../config/asterisk/sip-facts';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/ast-sip-clientmethod',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'error', strict: 'error' },
  title: 'chan_sip connects with a version that has been withdrawn',
  remedy: 'Take tlsclientmethod out: without it chan_sip negotiates the newest version that both sides have.',
  cites: ['RFC 8996 §4', 'RFC 7568 §3', 'RFC 6176 §3', 'Asterisk sip.conf.sample, tlsclientmethod'],
  examples: [
    {
      title: 'SSL 3.0',
      dialect: 'asterisk-sip',
      files: {
        'sip.conf': `
[general]
tlsenable = yes
tlscertfile = /etc/asterisk/keys/asterisk.pem
tlscafile = /etc/ssl/certs/ca-certificates.crt
tlsclientmethod = sslv3
;                 ^^^^^ config/ast-sip-clientmethod
`,
      },
    },
    {
      title: 'TLS 1.0',
      dialect: 'asterisk-sip',
      files: {
        'sip.conf': `
[general]
tlsenable=yes
tlscertfile=/etc/asterisk/keys/asterisk.pem
tlscafile=/etc/ssl/certs/ca-certificates.crt
tlsclientmethod=tlsv1
;               ^^^^^ config/ast-sip-clientmethod
`,
      },
    },
    {
      title: 'negotiated',
      dialect: 'asterisk-sip',
      files: {
        'sip.conf': `
[general]
tlsenable=yes
tlscertfile=/etc/asterisk/keys/asterisk.pem
tlscafile=/etc/ssl/certs/ca-certificates.crt
`,
      },
    },
  ],
  check(facts, { profile }, report) {
    const own = sipFactsOf(facts);
    const entry = own && generalSetting(own.general, 'tlsclientmethod');
    const version = versions[entry?.value.text.toLowerCase() ?? ''];
    if (!entry || version === undefined) return;
    const isOwn = entry.section.own.includes(entry);
    report(entry.value.place, `chan_sip connects with ${version} and nothing else, which OpenSSL 3 and most servers refuse.`, {
      // What RFC 8996 forbids still works here and there.
      ...(version === 'TLS 1.0' && profile === 'practical' && { severity: 'warning' }),
      covers: ['config/method-single-old', 'config/method-deprecated'],
      ...(isOwn && { fix: { title: 'Negotiate the version', edits: [removeSetting(entry)] } }),
    });
  },
});

const versions: { readonly [method: string]: string } = { tlsv1: 'TLS 1.0', sslv3: 'SSL 3.0', sslv2: 'SSL 2.0' };
