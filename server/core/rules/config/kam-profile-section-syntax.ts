import { linesBelow, replacing } from '../../config/edits';
import type { TlsSection } from '../../config/kamailio/tls-file';
import type { ConfigFacts } from '../../config/model';
import type { ConfigFix } from '../config-rule';
import { defineConfigRule } from '../config-rule';
import { quoted, textAt } from '../config-words';
import { sectionsOf } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-profile-section-syntax',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Section that Kamailio does not know',
  remedy: 'Write [server:ADDRESS:PORT], [server:default] or [server:any], and the same with client.',
  cites: ['Kamailio tls module, §10.36'],
  examples: [
    {
      title: 'a name',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+

[server:sip.example.com:5061]
#^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/kam-profile-section-syntax
method = TLSv1.2+
`,
      },
    },
    {
      title: 'no port',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+

[server:192.0.2.1]
#^^^^^^^^^^^^^^^^ config/kam-profile-section-syntax
method = TLSv1.2+
`,
      },
    },
    {
      title: 'an asterisk, which only the source lists',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:*]
#^^^^^^^^ config/kam-profile-section-syntax
method = TLSv1.2+
`,
      },
    },
    {
      title: 'a word that is neither server nor client',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+

[peer:default]
#^^^^^^^^^^^^ config/kam-profile-section-syntax
method = TLSv1.2+
`,
      },
    },
    {
      title: 'all that there is',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[ server : default ]
method = TLSv1.2+
[srv:192.0.2.1:5061] # a comment
method = TLSv1.2+
[server:[2001:db8::1]:5061]
method = TLSv1.2+
[s:ALL]
method = TLSv1.2+
server_name = sip.example.com
[cli:def]
verify_certificate = yes
ca_list = ca.pem
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const section of sectionsOf(facts)) {
      const { role, target, namePlace, name } = section;
      if (role !== 'unknown' && target !== 'invalid') continue;
      const fix = fixOf(facts, section);
      report(
        namePlace,
        role === 'unknown'
          ? `${quoted(name)} is no section of profiles: one begins with server or client, and Kamailio stops here.`
          : `Only an address with its port, default or any can stand here, not ${quoted(textAt(facts, section.targetPlace))}: Kamailio stops here.`,
        fix && { fix },
      );
    }
  },
});

function fixOf(facts: ConfigFacts, { role, targetPlace, header, options }: TlsSection): ConfigFix | undefined {
  const target = textAt(facts, targetPlace);
  if (role === 'unknown') return undefined;
  if (/^(?:\d{1,3}\.){3}\d{1,3}$|^\[[\da-f:]+\]$/i.test(target))
    return { title: 'Add the port 5061', edits: [replacing(targetPlace, `${target}:5061`)] };
  const [, host] = /^([a-z\d](?:[a-z\d.-]*[a-z\d])?)(?::\d+)?$/i.exec(target) ?? [];
  if (host === undefined || /^[\d.]+$/.test(host)) return undefined;
  const name = options.some((option) => option.name === 'server_name') ? [] : [linesBelow(facts, header, [`server_name = ${host}`])];
  return { title: `Use any, with the name ${host}`, edits: [replacing(targetPlace, 'any'), ...name] };
}
