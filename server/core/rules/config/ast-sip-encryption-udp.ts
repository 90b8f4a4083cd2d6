import { setSetting } from '../../config/asterisk/edits';
import { type ChanSipPeer, sipFactsOf, transportsIn } from '../../config/asterisk/sip-facts';
import type { FilePlace } from '../../config/model';
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
    {
      title: 'a phone that leaves the transport of its template',
      dialect: 'asterisk-sip',
      files: {
        'sip.conf': `
[general]
tlsenable=yes
tlscertfile=/etc/asterisk/keys/asterisk.pem
tlsprivatekey=/etc/asterisk/keys/asterisk.key

[secure](!)
type=friend
host=dynamic
transport=tls
encryption=yes

[101](secure)
[102](secure)
transport=udp
;         ^^^ config/ast-sip-encryption-udp
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
    for (const { place, items } of byPlace(clear, ({ peer, encryptionEntry }) => overriding(peer) ?? encryptionEntry.value.place)) {
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
        {
          covers: ['config/media-sdes-clear'],
          coversAt: items.map(({ encryptionEntry }) => encryptionEntry.value.place),
          ...(items.length === 1 && own.tls === 'on' && { fix }),
        },
      );
    }
  },
});

/** Its own transport, where the template that says SRTP has one of TLS: then that line is the one to look at. */
function overriding({ section, transportEntry, encryptionEntry }: ChanSipPeer): FilePlace | undefined {
  if (transportEntry?.section !== section || encryptionEntry?.section === section) return undefined;
  const isTaken = section.entries.some(
    (entry) => entry.key === 'transport' && entry.section !== section && transportsIn(entry).includes('tls'),
  );
  return isTaken ? transportEntry.value.place : undefined;
}
