import type { TlsSection } from '../../config/kamailio/tls-file';
import { defineConfigRule } from '../config-rule';
import { sectionsOf } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-profile-duplicate',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Two profiles for the same connections',
  remedy: 'Make one section of them, or give each a server_name of its own.',
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
certificate = b.pem
`,
      },
    },
    {
      title: 'the one for every name comes last; and a name twice',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
certificate = default.pem

[server:192.0.2.4:5061]
server_name = a.example.com
certificate = a.pem

[server:192.0.2.4:5061]
#^^^^^^^^^^^^^^^^^^^^^ config/kam-profile-duplicate
certificate = b.pem

[server:any]
server_name = c.example.com
certificate = c.pem

[server:any]
#^^^^^^^^^^ config/kam-profile-duplicate
server_name = C.example.com
certificate = d.pem
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

[srv:def]
#^^^^^^^ config/kam-profile-duplicate
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
    {
      title: 'one for all other names comes first; clients are picked by their ids',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
certificate = default.pem

[server:192.0.2.4:5061]
certificate = a.pem

[server:192.0.2.4:5061]
server_name = b.example.com
certificate = b.pem

[client:192.0.2.9:5061]
server_id = one

[client:192.0.2.9:5061]
server_id = two
`,
      },
    },
  ],
  // Kamailio begins with the last section, and takes the first one that fits: one without a name fits every name.
  check(facts, _context, report) {
    const seen: TlsSection[] = [];
    for (const section of sectionsOf(facts)) {
      const { role, target, address, namePlace } = section;
      if (role === 'unknown' || target === 'invalid' || (target === 'address' && !address?.isKnown)) continue;
      if (role === 'client' && target !== 'default') continue;
      const name = nameOf(section);
      const hidden = seen.filter((each) => isSamePlace(each, section) && (name === undefined || name === nameOf(each)));
      seen.push(section);
      const earlier = hidden.at(-1);
      if (!earlier || name === 'unknown') continue;
      const others = nameOf(earlier);
      report(
        namePlace,
        target === 'default'
          ? `A second profile default for the ${role}: Kamailio takes the last one, and what the first says is lost.`
          : `Kamailio looks at the last section first, and this one fits ${name === undefined ? 'every name' : 'the same name'}: the earlier one${others === undefined || name !== undefined ? '' : ` for ${others}`} is never taken.`,
        { related: [{ message: 'The earlier one', place: earlier.namePlace }] },
      );
    }
  },
});

function isSamePlace(one: TlsSection, other: TlsSection): boolean {
  return one.role === other.role && one.target === other.target && one.address?.text === other.address?.text && one.port === other.port;
}

/** The name of SNI that a section is for, as it is compared; undefined: for every name. One for all names below another counts as itself. */
function nameOf({ options }: TlsSection): string | undefined {
  const name = options.findLast((option) => option.name === 'server_name')?.value;
  if (!name) return undefined;
  const mode = options.findLast((option) => option.name === 'server_name_mode')?.value.text ?? '0';
  return name.isKnown ? `${name.text.toLowerCase()}${mode === '0' ? '' : ` (mode ${mode})`}` : 'unknown';
}
