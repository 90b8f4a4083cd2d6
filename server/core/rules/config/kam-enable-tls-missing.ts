import { linesAbove, replacing } from '../../config/edits';
import { activeOnly, isTlsSocket } from '../../config/kamailio/facts';
import { defineConfigRule } from '../config-rule';
import { scriptOf } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-enable-tls-missing',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'error', strict: 'error' },
  title: 'TLS sockets while TLS is switched off',
  remedy: 'Set enable_tls=yes, and load the module tls.',
  cites: ['Kamailio core cookbook, enable_tls'],
  examples: [
    {
      title: 'nobody switches TLS on',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
#!KAMAILIO
listen=udp:10.0.0.1:5060
listen=tls:10.0.0.1:5061
#      ^^^^^^^^^^^^^^^^^ config/kam-enable-tls-missing
`,
      },
    },
    {
      title: 'the last of several settings counts',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
tls_disable=yes
listen=tls:10.0.0.1:5061
#      ^^^^^^^^^^^^^^^^^ config/kam-enable-tls-missing
loadmodule "tls.so"
`,
      },
    },
    {
      title: 'it is on',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
listen=tls:10.0.0.1:5061
`,
      },
    },
    {
      title: 'a file that is not here may say it',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
include_file "tls-settings.cfg"
listen=tls:10.0.0.1:5061
`,
      },
    },
    {
      title: 'sockets that are switched off, too',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
#!ifdef WITH_TLS
enable_tls=yes
listen=tls:10.0.0.1:5061
#!endif
listen=udp:10.0.0.1:5060
`,
      },
    },
  ],
  check(facts, _context, report) {
    const script = scriptOf(facts);
    if (script?.tlsEnabled.value !== 'off') return;
    const { place } = script.tlsEnabled;
    const sockets = activeOnly(script.sockets).filter(isTlsSocket);
    const [first] = sockets.flatMap(({ addresses }) => addresses.filter(({ protocol }) => protocol?.text === 'tls'));
    const [firstSocket] = activeOnly(script.sockets);
    if (!first || !firstSocket) return;
    const setting = script.assignments.findLast(({ whole }) => whole === place);
    const edit = setting
      ? replacing(setting.value.place, setting.name === 'enable_tls' ? 'yes' : 'no')
      : linesAbove(facts, firstSocket.whole, ['enable_tls=yes']);
    // Where a condition would switch it on, the command line may have met it.
    const isConditional = script.mayGoOn || script.assignments.some(({ name, isInactive }) => name === 'enable_tls' && isInactive);
    report(
      first.place,
      `A TLS socket is configured, but TLS is ${setting ? 'switched off' : 'off, as it is without enable_tls=yes'}: Kamailio skips the socket without a word, and nobody answers there.`,
      {
        fix: { title: 'Switch TLS on', edits: [edit] },
        ...(isConditional && { atMost: 'warning' as const }),
        ...(setting && { related: [{ message: 'It is switched off here', place: setting.whole }] }),
      },
    );
  },
});
