import { setSetting } from '../../config/asterisk/edits';
import { sipFactsOf } from '../../config/asterisk/sip-facts';
import { byPlace, namesOf } from '../asterisk';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/ast-sip-encryption-udp',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'warning', strict: 'error' },
  title: 'chan_sip sends media keys in clear text',
  remedy: 'Let the peer use transport=tls, with tlsenable=yes in [general].',
  cites: ['RFC 4568 §8.3', 'Asterisk sip.conf.sample, encryption'],
  examples: [
    {
      title: 'SRTP with UDP',
      dialect: 'asterisk-sip',
      files: {
        'sip.conf': `
[general]
tlsenable = yes
tlscertfile = /etc/asterisk/keys/asterisk.pem
tlscafile = /etc/ssl/certs/ca-certificates.crt

[trunk]
type = peer
host = sip.example.net
encryption = yes
;            ^^^ config/ast-sip-encryption-udp
`,
      },
    },
    {
      title: 'SRTP with TLS, and keys in the media path',
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
encryption=yes
[browser]
type=friend
host=dynamic
transport=ws
encryption=yes
dtlsenable=yes
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = sipFactsOf(facts);
    if (!own) return;
    const clear = own.peers.flatMap((peer) => {
      const { encryption, encryptionEntry, dtls, transports } = peer;
      const isProtected = transports.includes('tls') || transports.includes('wss');
      return encryption === 'on' && encryptionEntry && dtls === 'off' && !isProtected ? [{ peer, encryptionEntry }] : [];
    });
    for (const { place, items } of byPlace(clear, ({ encryptionEntry }) => encryptionEntry.value.place)) {
      const [first] = items;
      if (!first) continue;
      const { section, transports, transportEntry } = first.peer;
      const who = namesOf(
        'Peer',
        items.map(({ peer: { name } }) => name),
      );
      const fix = {
        title: 'Use TLS for it',
        edits: [setSetting(section, { key: 'transport', value: 'tls' }, transportEntry ?? first.encryptionEntry)],
      };
      report(
        place,
        `${who}: SRTP is offered with its keys in SDP, and SIP goes over ${transports.join(' or ').toUpperCase()} without TLS. Whoever reads it can decrypt the call.`,
        { covers: ['config/media-sdes-clear'], ...(items.length === 1 && own.tls === 'on' && { fix }) },
      );
    }
  },
});
