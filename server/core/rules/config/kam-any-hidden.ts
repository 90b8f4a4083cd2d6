import type { TlsSection } from '../../config/kamailio/tls-file';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { sectionsOf } from '../kamailio';

export default defineConfigRule({
  id: 'config/kam-any-hidden',
  subject: 'config',
  products: ['kamailio'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Profile of an address hides those of names',
  remedy: 'Give the section with the address a server_name, or call it [server:default].',
  cites: ['Kamailio tls module, §10.36'],
  examples: [
    {
      title: 'the names stand in sections for any address, and one for the address takes all',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
certificate = default.pem

[server:any]
server_name = a.example.com
certificate = a.pem

[server:192.0.2.4:5061]
#^^^^^^^^^^^^^^^^^^^^^ config/kam-any-hidden
certificate = b.pem
`,
      },
    },
    {
      title: 'the section for the address has a name of its own',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
certificate = default.pem

[server:any]
server_name = a.example.com
certificate = a.pem

[server:192.0.2.4:5061]
server_name = b.example.com
certificate = b.pem
`,
      },
    },
  ],
  // Sections with an address are looked at before those for any, whatever their order, and one without a name fits every name.
  check(facts, _context, report) {
    const servers = sectionsOf(facts).filter(({ role }) => role === 'server');
    const [named, ...others] = servers.filter((section) => section.target === 'any' && nameOf(section)?.isKnown);
    if (!named) return;
    for (const section of servers) {
      if (section.target !== 'address' || !section.address?.isKnown || nameOf(section)) continue;
      const also = others.length > 0 ? ` and ${others.length} other ${others.length > 1 ? 'names' : 'name'}` : '';
      report(
        section.namePlace,
        `Here this section is taken for every name: a client that asks for ${quoted(nameOf(named)?.text ?? '')}${also} gets its certificate, and never that of [server:any].`,
        { related: [{ message: 'Not taken at this address', place: named.namePlace }] },
      );
    }
  },
});

const nameOf = ({ options }: TlsSection) => options.findLast(({ name }) => name === 'server_name')?.value;
