import type { TlsSection } from '../../config/kamailio/tls-file';
import { defineConfigRule } from '../config-rule';
import { sectionsOf } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-profile-duplicate',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Two profiles for the same connections',
  remedy: 'Make one section of them, or give both a server_name.',
  cites: ['Kamailio tls module, §10.36'],
  examples: [
    {
      title: 'an address twice',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
certificate = default.pem

[server:192.0.2.4:5061]
certificate = a.pem

[server:192.0.2.4:5061]
#^^^^^^^^^^^^^^^^^^^^^ config/kam-profile-duplicate
server_name = b.example.com
certificate = b.pem
`,
      },
    },
    {
      title: 'two defaults',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
certificate = a.pem

[srv:*]
#^^^^^ config/kam-profile-duplicate
certificate = b.pem
`,
      },
    },
    {
      title: 'told apart by their names',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
certificate = default.pem

[server:192.0.2.4:5061]
server_name = a.example.com
certificate = a.pem

[server:192.0.2.4:5061]
server_name = b.example.com
certificate = b.pem

[client:default]
verify_certificate = yes
ca_list = ca.pem
`,
      },
    },
  ],
  check(facts, _context, report) {
    const first = new Map<string, TlsSection>();
    for (const section of sectionsOf(facts)) {
      const { role, target, address, port, namePlace } = section;
      if (role === 'unknown' || (target !== 'default' && !address?.isKnown)) continue;
      const key = `${role} ${target} ${address?.text} ${port}`;
      const earlier = first.get(key);
      // One without a name is in the way of all others.
      if (!earlier || (isNamed(earlier) && !isNamed(section))) first.set(key, section);
      if (!earlier || (target === 'address' && isNamed(section) && isNamed(earlier))) continue;
      const related = [{ message: 'The first one', place: earlier.namePlace }];
      report(
        namePlace,
        target === 'default'
          ? `A second profile default for the ${role}: Kamailio takes the last one, and what the first says is lost.`
          : `${address?.text}:${port} has two profiles, and not both have a server_name: Kamailio cannot tell which one is meant and does not start.`,
        { related },
      );
    }
  },
});

const isNamed = ({ options }: TlsSection): boolean => options.some(({ name }) => name === 'server_name');
