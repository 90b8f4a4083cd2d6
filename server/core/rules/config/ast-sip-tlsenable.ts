import { addSettings, replaceValue } from '../../config/asterisk/edits';
import { generalSetting } from '../../config/asterisk/general';
import { sipFactsOf, transportsIn } from '../../config/asterisk/sip-facts';
import { byPlace } from '../asterisk';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/ast-sip-tlsenable',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'error', strict: 'error' },
  title: 'TLS is asked for, but chan_sip has it switched off',
  remedy: 'Set tlsenable=yes in [general], and tlscertfile with certificate and key.',
  cites: ['Asterisk sip.conf.sample, tlsenable', 'Asterisk chan_sip.c'],
  examples: [
    {
      title: 'a peer over TLS',
      dialect: 'asterisk-sip',
      files: {
        'sip.conf': `
[general]
udpbindaddr = 0.0.0.0
tlscertfile = /etc/asterisk/keys/asterisk.pem

[trunk]
type = peer
host = sip.example.net
transport = tls
;           ^^^ config/ast-sip-tlsenable
`,
      },
    },
    {
      title: 'switched off, and preferred by all',
      dialect: 'asterisk-sip',
      files: {
        'sip.conf': `
[general]
tlsenable=no
transport=tls,udp
;         ^^^^^^^ config/ast-sip-tlsenable

[trunk]
type=peer
host=sip.example.net
`,
      },
    },
    {
      title: 'switched on',
      dialect: 'asterisk-sip',
      files: {
        'sip.conf': `
[general]
tlsenable=yes
tlscertfile=/etc/asterisk/keys/asterisk.pem
tlscafile=/etc/ssl/certs/ca-certificates.crt

[trunk]
type=peer
host=sip.example.net
transport=tls
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = sipFactsOf(facts);
    if (!own?.general.section || own.tls !== 'off') return;
    const { general } = own;
    const entries = [generalSetting(general, 'transport'), ...own.peers.map(({ transportEntry }) => transportEntry)].filter(
      (entry) => entry !== undefined && transportsIn(entry).includes('tls'),
    );
    const enable = generalSetting(general, 'tlsenable');
    for (const { place } of byPlace(
      entries.flatMap((entry) => entry ?? []),
      ({ value }) => value.place,
    ))
      report(
        place,
        'TLS is asked for here, but tlsenable is not set in [general]. chan_sip takes TLS out of the list and falls back to UDP, in clear text.',
        {
          ...(own.isWhole ? {} : { atMost: 'warning' }),
          fix: {
            title: 'Set tlsenable=yes in [general]',
            edits: [enable ? replaceValue(enable, 'yes') : addSettings(own.general.section, [{ key: 'tlsenable', value: 'yes' }])],
          },
        },
      );
  },
});
