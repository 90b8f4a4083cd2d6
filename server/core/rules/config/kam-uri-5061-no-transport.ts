import { replacing } from '../../config/edits';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { scriptOf } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-uri-5061-no-transport',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Port 5061 in a sip: URI that says nothing of TLS',
  remedy: 'Add ;transport=tls to the URI.',
  cites: ['RFC 3263 §4.1', 'Kamailio dispatcher module, destinations'],
  examples: [
    {
      title: 'set as the destination',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
request_route {
  $du = "sip:192.0.2.4:5061";
#        ^^^^^^^^^^^^^^^^^^ config/kam-uri-5061-no-transport
  seturi("sip:$rU@sip.example.net:5061;user=phone");
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/kam-uri-5061-no-transport
  t_relay();
}
`,
      },
    },
    {
      title: 'with its transport, by sips, and on another port',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
request_route {
  $du = "sip:192.0.2.4:5061;transport=tls";
  $du = "sips:sip.example.net:5061";
  $du = "sip:192.0.2.4:5060";
  $du = "sip:192.0.2.4:5061" + $var(parameters);
  t_relay();
}
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const { uri, isInactive } of scriptOf(facts)?.routing.steps ?? []) {
      if (!uri || isInactive || uri.scheme !== 'sip' || uri.port !== 5061 || uri.transport !== undefined) continue;
      const { value, end } = uri;
      const isPlain = end.at.start === end.at.end;
      report(
        value.place,
        `${quoted(value.text)} says nothing of its transport, so that Kamailio sends by UDP to port 5061, where TLS is spoken: nobody answers.`,
        {
          covers: ['config/uri-transport-missing', 'config/port-plain-on-5061'],
          ...(isPlain && { fix: { title: 'Add ;transport=tls', edits: [replacing(end, ';transport=tls')] } }),
        },
      );
    }
  },
});
