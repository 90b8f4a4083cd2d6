import { linesAbove, removing } from '../../config/edits';
import { activeOnly } from '../../config/kamailio/facts';
import { defineConfigRule } from '../config-rule';
import { textAt } from '../config-words';
import { scriptOf } from '../kamailio';

/** Modules that are linked with OpenSSL, or with a library that is. */
const others: ReadonlySet<string> = new Set([
  'http_client',
  'http_async_client',
  'db_mysql',
  'db_postgres',
  'jansson_rpc',
  'auth_identity',
  'stirshaken',
  'secsipid',
  'ldap',
  'rabbitmq',
  'ndb_redis',
  'xcap_client',
  'crypto',
  'websocket',
  'outbound',
  'auth_ephemeral',
]);

export default defineConfigRule({
  id: 'config/kam-module-order',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Module tls behind one that uses OpenSSL',
  remedy: 'Make tls.so the first module that is loaded.',
  cites: ['Kamailio tls module, §1'],
  examples: [
    {
      title: 'behind a client for HTTP',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tm.so"
loadmodule "http_client.so"
loadmodule "tls.so"
^^^^^^^^^^^^^^^^^^^ config/kam-module-order
`,
      },
    },
    {
      title: 'in front of it',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
loadmodule "tm.so"
loadmodule "tls.so"
loadmodule "http_client.so"
`,
      },
    },
    {
      title: 'the other one is switched off',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
#!ifdef WITH_MYSQL
loadmodule "db_mysql.so"
#!endif
loadmodule "tls.so"
`,
      },
    },
  ],
  check(facts, _context, report) {
    const script = scriptOf(facts);
    const own = script?.tlsModule;
    if (!script || !own) return;
    const modules = activeOnly(script.modules);
    const earlier = modules.slice(0, modules.indexOf(own)).find(({ name }) => others.has(name));
    if (!earlier) return;
    const isOneFile = earlier.whole.file === own.whole.file;
    report(
      own.whole,
      `The module tls is loaded behind ${earlier.name}, which uses OpenSSL as well and then initialises it first: memory and locks are not those of Kamailio, and processes crash.`,
      {
        related: [{ message: `${earlier.name} is loaded here`, place: earlier.whole }],
        ...(isOneFile && {
          fix: {
            title: 'Load tls first',
            edits: [linesAbove(facts, earlier.whole, [textAt(facts, own.whole)]), removing(facts, own.whole)],
          },
        }),
      },
    );
  },
});
