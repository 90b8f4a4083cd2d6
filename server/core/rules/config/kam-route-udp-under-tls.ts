import { replacing } from '../../config/edits';
import { defineConfigRule } from '../config-rule';
import { scriptOf } from '../kamailio';

const secure: ReadonlySet<string> = new Set(['tls', 'wss']);

export default defineConfigRule({
  id: 'config/kam-route-udp-under-tls',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'What came over TLS is sent on in clear',
  remedy: 'Send it on over TLS: t_relay_to_tls(), or ;transport=tls in the destination.',
  cites: ['RFC 3261 §26.2.1', 'Kamailio tm module, t_relay_to_udp'],
  examples: [
    {
      title: 'relayed by UDP',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
request_route {
  if (proto==TLS) {
    t_relay_to_udp("10.0.0.2", "5060");
#   ^^^^^^^^^^^^^^ config/kam-route-udp-under-tls
  }
}
`,
      },
    },
    {
      title: 'by its destination, below another condition',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
request_route {
  if ($proto == "tls" && is_method("INVITE")) {
    if ($rU == "100") {
      $du = "sip:10.0.0.2:5060;transport=udp";
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/kam-route-udp-under-tls
    }
  }
}
`,
      },
    },
    {
      title: 'it came by UDP, or by either',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
request_route {
  if (proto != TLS) { t_relay_to_udp("10.0.0.2", "5060"); exit; }
  if (proto == TLS || proto == UDP) t_relay_to_udp("10.0.0.2", "5060");
  if (proto == TLS) { $du = "sip:10.0.0.2:5061;transport=tls"; t_relay(); }
  else { t_relay_to_udp("10.0.0.2", "5060"); }
}
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const step of scriptOf(facts)?.routing.steps ?? []) {
      const { kind, guards, place, uri, isInactive } = step;
      if (isInactive || guards.length === 0 || !guards.every((guard) => secure.has(guard))) continue;
      const transport = kind === 'relay' ? step.transport : kind === 'destination' ? uri?.transport : undefined;
      if (transport !== 'udp' && transport !== 'tcp') continue;
      const word = uri?.scheme === 'sip' ? uri.transportPlace : undefined;
      const name = transport.toUpperCase();
      report(
        place,
        `The condition around says that the request came over TLS; here it is sent on by ${name}, so that everybody on that way can read it.`,
        {
          ...(word && { fix: { title: 'Send it on over TLS', edits: [replacing(word, 'tls')] } }),
        },
      );
    }
  },
});
