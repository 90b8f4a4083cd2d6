import { linesBelow, replacing } from '../../config/edits';
import { lastAssignment } from '../../config/kamailio/facts';
import { isAtLeast } from '../../config/product-version';
import { defineConfigRule } from '../config-rule';
import { scriptOf } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-threads-mode',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'info', strict: 'info' },
  title: 'tls_threads_mode is not what OpenSSL 3 needs',
  remedy: 'Set tls_threads_mode=2.',
  cites: ['Kamailio core cookbook, tls_threads_mode', 'Kamailio tls module, §3'],
  examples: [
    {
      title: 'not set, in a version whose default is 0',
      dialect: 'kamailio',
      version: '5.8.2',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tls.so"
^^^^^^^^^^^^^^^^^^^ config/kam-threads-mode
modparam("tls", "tls_method", "TLSv1.2+")
`,
      },
    },
    {
      title: 'a mode that version 6 replaces',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
tls_threads_mode=1
#                ^ config/kam-threads-mode
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
`,
      },
    },
    {
      title: 'mode 2',
      dialect: 'kamailio',
      version: '5.8.2',
      files: {
        'kamailio.cfg': `
enable_tls=yes
tls_threads_mode=2
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
`,
      },
    },
    {
      title: 'not set, and the version is not known',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
`,
      },
    },
  ],
  check(facts, { version }, report) {
    const script = scriptOf(facts);
    const module = script?.tlsModule;
    if (!module || script.tlsEnabled.value !== 'on' || !script.tlsEnabled.place) return;
    const own = version('kamailio');
    const isSix = isAtLeast(own, '6.0');
    const setting = lastAssignment(script.assignments, 'tls_threads_mode');
    if (setting && setting.value.text === '1' && isSix !== false)
      report(setting.value.place, 'Mode 1 is rejected since Kamailio 6.0 and replaced by 2.', {
        severity: 'warning',
        fix: { title: 'Set mode 2', edits: [replacing(setting.value.place, '2')] },
      });
    if (setting || script.isIncomplete || isAtLeast(own, '5.8') !== true || isSix === true) return;
    report(
      module.whole,
      'tls_threads_mode is not set, so that nothing keeps the state which OpenSSL 3 has for each thread apart when Kamailio forks: with OpenSSL 3, processes may crash.',
      { fix: { title: 'Set tls_threads_mode=2', edits: [linesBelow(facts, script.tlsEnabled.place, ['tls_threads_mode=2'])] } },
    );
  },
});
