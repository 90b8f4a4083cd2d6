import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/syntax',
  subject: 'config',
  severity: { practical: 'error', strict: 'error' },
  title: 'Text that the product cannot read',
  remedy: 'Correct what stands here; the message says what is expected.',
  cites: [],
  examples: [
    {
      title: 'Two equals signs',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `enable_tls=1
listen=tls:192.0.2.1:5061
loadmodule "tls.so"
children==4
#       ^^ config/syntax
request_route { exit; }
`,
      },
    },
    {
      title: 'One equals sign',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `enable_tls=1
listen=tls:192.0.2.1:5061
loadmodule "tls.so"
children=4
request_route { exit; }
`,
      },
    },
  ],
  check({ problems }, _context, report) {
    for (const { place, message, isFatal } of problems) report(place, message, { severity: isFatal ? 'error' : 'warning' });
  },
});
