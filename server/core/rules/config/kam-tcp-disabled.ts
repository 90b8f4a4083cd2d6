import { removing } from '../../config/edits';
import { lastAssignment } from '../../config/kamailio/facts';
import { switchOf } from '../../config/kamailio/switches';
import { defineConfigRule } from '../config-rule';
import { scriptOf } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-tcp-disabled',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'error', strict: 'error' },
  title: 'TLS without TCP',
  remedy: 'Delete disable_tcp, or switch TLS off as well.',
  cites: ['Kamailio core cookbook, disable_tcp'],
  examples: [
    {
      title: 'TCP is off',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
disable_tcp=yes
^^^^^^^^^^^^^^^ config/kam-tcp-disabled
enable_tls=yes
loadmodule "tls.so"
`,
      },
    },
    {
      title: 'without TLS',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
disable_tcp=yes
listen=udp:10.0.0.1:5060
`,
      },
    },
    {
      title: 'TCP is on after all',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
disable_tcp=yes
disable_tcp=no
enable_tls=yes
loadmodule "tls.so"
`,
      },
    },
  ],
  check(facts, _context, report) {
    const script = scriptOf(facts);
    const setting = script && lastAssignment(script.assignments, 'disable_tcp');
    const place = script?.tlsEnabled.place;
    if (!setting || switchOf(setting.value) !== 'on' || script.tlsEnabled.value !== 'on' || !place) return;
    report(setting.whole, 'TCP is switched off. TLS runs on TCP, so Kamailio switches it off, too.', {
      related: [{ message: 'TLS is switched on here', place }],
      fix: { title: 'Leave TCP on', edits: [removing(facts, setting.whole)] },
    });
  },
});
