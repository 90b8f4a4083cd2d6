import { replacing } from '../../config/edits';
import { span } from '../../text/span';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { scriptOf, tlsListeners } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-rr-preset',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Preset Record-Route without its transport',
  remedy: 'Add ;transport=tls to what is preset for TLS.',
  cites: ['RFC 3261 §16.6', 'Kamailio rr module, §5.6'],
  examples: [
    {
      title: 'a name and the port of TLS',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
listen=tls:192.0.2.1:5061
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
request_route {
  record_route_preset("sip.example.com:5061");
#                      ^^^^^^^^^^^^^^^^^^^^ config/kam-rr-preset
}
`,
      },
    },
    {
      title: 'with it, and one for each side',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
listen=tls:192.0.2.1:5061
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
request_route {
  record_route_preset("sip.example.com:5061;transport=tls");
  record_route_preset("sip.example.com:5061;transport=tls", "10.0.0.1:5060");
}
`,
      },
    },
    {
      title: 'nobody listens for TLS',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
listen=udp:192.0.2.1:5060
request_route {
  record_route_preset("sip.example.com:5060");
}
`,
      },
    },
  ],
  check(facts, _context, report) {
    const script = scriptOf(facts);
    if (!script || tlsListeners(facts).length === 0) return;
    const presets = (script.routing.calls.get('record_route_preset') ?? []).filter(({ isInactive }) => !isInactive);
    for (const { call } of presets) {
      const [first, ...more] = call.arguments;
      const values = [first, ...more].flatMap((each) => (each?.kind === 'text' ? [each.value] : []));
      if (first?.kind !== 'text' || values.length < call.arguments.length || values.some(({ text }) => /transport=|\$/.test(text)))
        continue;
      const { text, place } = first.value;
      const end = { file: place.file, at: span(place.at.end, place.at.end) };
      report(
        place,
        `The Record-Route will say ${quoted(text)} without a transport: the other side sends the next request there by UDP, and the dialog breaks.`,
        {
          ...(first.isPlain && { fix: { title: 'Add ;transport=tls', edits: [replacing(end, ';transport=tls')] } }),
        },
      );
    }
  },
});
