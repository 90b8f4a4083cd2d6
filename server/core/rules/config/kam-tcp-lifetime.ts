import { replacing } from '../../config/edits';
import { lastAssignment, parametersOf, type ScriptFacts } from '../../config/kamailio/facts';
import type { Value } from '../../config/model';
import { defineConfigRule } from '../config-rule';
import { scriptOf, tlsListeners } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-tcp-lifetime',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'info', strict: 'warning' },
  title: 'Connections end before registrations do',
  remedy: 'Set tcp_connection_lifetime a little above the longest time of a registration.',
  cites: ['RFC 5626 §3.5.1', 'Kamailio core cookbook, tcp_connection_lifetime', 'Kamailio registrar module, min_expires'],
  examples: [
    {
      title: 'every registration lasts longer',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
listen=tls:192.0.2.1:5061
tcp_connection_lifetime=610
#                       ^^^ config/kam-tcp-lifetime
loadmodule "tls.so"
loadmodule "usrloc.so"
loadmodule "registrar.so"
modparam("registrar", "min_expires", 1800)
modparam("registrar", "max_expires", 3600)
`,
      },
    },
    {
      title: 'those may that ask for it',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
listen=tls:192.0.2.1:5061
tcp_connection_lifetime=610
#                       ^^^ config/kam-tcp-lifetime
loadmodule "tls.so"
loadmodule "usrloc.so"
loadmodule "registrar.so"
modparam("registrar", "max_expires", 3600)
`,
      },
    },
    {
      title: 'as shipped',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
listen=tls:192.0.2.1:5061
tcp_connection_lifetime=3605
loadmodule "tls.so"
loadmodule "usrloc.so"
loadmodule "registrar.so"
modparam("registrar", "max_expires", 3600)
`,
      },
    },
    {
      title: 'Kamailio keeps the connections alive',
      dialect: 'kamailio',
      files: {
        'kamailio.cfg': `
enable_tls=yes
listen=tls:192.0.2.1:5061
tcp_connection_lifetime=120
loadmodule "tls.so"
loadmodule "usrloc.so"
loadmodule "registrar.so"
loadmodule "nathelper.so"
modparam("nathelper", "natping_interval", 30)
modparam("nathelper", "sipping_bflag", 7)
modparam("registrar", "max_expires", 3600)
`,
      },
    },
  ],
  check(facts, _context, report) {
    const script = scriptOf(facts);
    if (!script || script.isIncomplete || tlsListeners(facts).length === 0 || keepsAlive(script)) return;
    const said = lastAssignment(script.assignments, 'tcp_connection_lifetime');
    const lifetime = secondsOf(said?.value);
    const shortest = expiresOf(script, 'min_expires') ?? 0;
    // Without a limit a phone may ask for any time; what it gets without asking is known then.
    const longest = expiresOf(script, 'max_expires') || expiresOf(script, 'default_expires') || 0;
    if (!said || lifetime === undefined || Math.max(shortest, longest) <= lifetime) return;
    const isAlways = shortest > lifetime;
    const how = isAlways ? `lasts at least ${String(shortest)} s` : `may last ${String(longest)} s`;
    const enough = String(Math.max(shortest, longest) + 5);
    report(
      said.value.place,
      `A connection without traffic is closed after ${String(lifetime)} s, and a registration ${how}: unless the phone sends keepalives, its TLS connection is gone when a call comes in, and to a phone behind NAT no new one can be opened.`,
      {
        ...(isAlways && { severity: 'warning' }),
        fix: { title: `Keep connections for ${enough} s`, edits: [replacing(said.value.place, enough)] },
      },
    );
  },
});

/** Requests that Kamailio itself sends over the connections of phones. */
const keepsAlive = (script: ScriptFacts): boolean =>
  parametersOf(script, 'nathelper', 'sipping_bflag').length > 0 ||
  parametersOf(script, 'usrloc', 'ka_mode').length > 0 ||
  script.modules.some(({ name, isInactive }) => !isInactive && (name === 'keepalive' || name === 'nat_traversal' || name === 'outbound'));

const expiresOf = (script: ScriptFacts, name: string): number | undefined =>
  secondsOf(parametersOf(script, 'registrar', name).at(-1)?.value);

const secondsOf = (value: Value | undefined): number | undefined =>
  value?.isKnown && /^\d{1,9}$/.test(value.text) ? Number(value.text) : undefined;
