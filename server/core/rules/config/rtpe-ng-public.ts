import { lineOf } from '../../config/keyed-lines';
import { rtpengineFacts } from '../../config/rtpengine/read';
import { readSocket } from '../../sip/socket';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/rtpe-ng-public',
  subject: 'config',
  products: ['rtpengine'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Orders are taken from everywhere',
  remedy: 'Bind listen-ng to 127.0.0.1, or to an address that only the SIP server reaches.',
  cites: ['rtpengine, listen-ng', 'RFC 4568 §7.2'],
  examples: [
    {
      title: 'all addresses',
      dialect: 'rtpengine',
      files: {
        'rtpengine.conf': `
[rtpengine]
interface = 192.0.2.1
listen-ng = 0.0.0.0:2223
#           ^^^^^^^^^^^^ config/rtpe-ng-public
`,
      },
    },
    {
      title: 'a port alone',
      dialect: 'rtpengine',
      files: {
        'rtpengine.conf': `
[rtpengine]
interface = 192.0.2.1
listen-ng = 2223
#           ^^^^ config/rtpe-ng-public
`,
      },
    },
    {
      title: 'this host only',
      dialect: 'rtpengine',
      files: {
        'rtpengine.conf': `
[rtpengine]
interface = 192.0.2.1
listen-ng = 127.0.0.1:2223
`,
      },
    },
  ],
  check(facts, _context, report) {
    const listen = lineOf(rtpengineFacts(facts)?.lines ?? [], 'listen-ng');
    if (!listen?.value.isKnown || listen.value.text === '') return;
    // A port alone is bound on all addresses.
    const host = /^\d+$/.test(listen.value.text) ? '0.0.0.0' : readSocket(listen.value.text).host.replace(/^\[(.*)\]$/, '$1');
    if (host !== '0.0.0.0' && host !== '::' && host !== '*') return;
    report(
      listen.value.place,
      'Orders are taken on all addresses and without a password: whoever reaches the port can redirect calls, and keys of SRTP travel there in clear.',
    );
  },
});
