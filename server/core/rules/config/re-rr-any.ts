import { replacing } from '../../config/edits';
import { optionOf, reproFacts, saidOf } from '../../config/repro/read';
import { readSocket } from '../../sip/socket';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/re-rr-any',
  subject: 'config',
  products: ['repro'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Record-Route that does not lead back over TLS',
  remedy: 'Write the URI with the name of this server: sip:sip.example.com:5061;transport=TLS.',
  cites: ['repro.config, RecordRouteUri', 'RFC 3261 §16.6'],
  examples: [
    {
      title: 'a transport on all addresses',
      dialect: 'repro',
      files: {
        'repro.config': `
Transport1Interface = 0.0.0.0:5061
Transport1Type = TLS
Transport1TlsDomain = sip.example.com
Transport1RecordRouteUri = auto
#                          ^^^^ config/re-rr-any
`,
      },
    },
    {
      title: 'without the transport',
      dialect: 'repro',
      files: {
        'repro.config': `
Transport1Interface = 192.0.2.1:5061
Transport1Type = TLS
Transport1TlsDomain = sip.example.com
Transport1RecordRouteUri = sip:sip.example.com:5061
#                          ^^^^^^^^^^^^^^^^^^^^^^^^ config/re-rr-any
`,
      },
    },
    {
      title: 'for single ports',
      dialect: 'repro',
      files: {
        'repro.config': `
TLSPort = 5061
RecordRouteUri = auto
#                ^^^^ config/re-rr-any
`,
      },
    },
    {
      title: 'with it, and an address',
      dialect: 'repro',
      files: {
        'repro.config': `
Transport1Interface = 192.0.2.1:5061
Transport1Type = TLS
Transport1TlsDomain = sip.example.com
Transport1RecordRouteUri = sip:sip.example.com:5061;transport=TLS
Transport2Interface = 192.0.2.1:5062
Transport2Type = TLS
Transport2TlsDomain = sip.example.com
Transport2RecordRouteUri = auto
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = reproFacts(facts);
    for (const group of own?.groups ?? []) {
      const route = optionOf(group, 'recordrouteuri');
      const [socket, type] = [optionOf(group, 'interface'), optionOf(group, 'type')];
      if (!route?.value.isKnown || !socket || !type) continue;
      const host = readSocket(socket.value.text).host;
      if (route.value.text.toLowerCase() === 'auto') {
        if (host === '0.0.0.0' || host === '::')
          report(
            route.value.place,
            `auto writes the address of the transport into Record-Route, and this one is bound to ${host}: nobody finds the way back.`,
          );
      } else if (type.value.text.toLowerCase() === 'tls' && /^sip:/i.test(route.value.text) && !/;transport=tls/i.test(route.value.text))
        report(
          route.value.place,
          'The transport is TLS, and the URI for Record-Route does not say so: what follows in the dialog comes by UDP, in clear.',
          {
            fix: { title: 'Add ;transport=TLS', edits: [replacing(route.value.place, `${route.value.text};transport=TLS`)] },
          },
        );
    }
    const single = saidOf(own?.lines ?? [], 'RecordRouteUri');
    const address = saidOf(own?.lines ?? [], 'IPAddress');
    if (single?.value.text.toLowerCase() === 'auto' && own?.groups.length === 0 && (!address || address.value.text === '0.0.0.0'))
      report(
        single.value.place,
        'auto writes the address that is bound into Record-Route, and no single one is: nobody finds the way back.',
      );
  },
});
