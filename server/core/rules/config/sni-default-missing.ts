import type { TlsProfile } from '../../config/model';
import { defineConfigRule } from '../config-rule';
import { profilesInForce } from '../config-words';

export default defineConfigRule({
  id: 'config/sni-default-missing',
  subject: 'config',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Profiles by server name, and none for clients that send none',
  remedy: 'Add a default profile for the same socket.',
  cites: ['RFC 6066 §3', 'RFC 9325 §3.7'],
  examples: [
    {
      title: 'two names, no default',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:any]
#^^^^^^^^^^ config/sni-default-missing
server_name = a.example.com
method = TLSv1.2+
certificate = /etc/kamailio/tls/a.pem
private_key = /etc/kamailio/tls/a.key

[server:any]
server_name = b.example.com
method = TLSv1.2+
certificate = /etc/kamailio/tls/b.pem
private_key = /etc/kamailio/tls/b.key
`,
      },
    },
    {
      title: 'with a default',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /etc/kamailio/tls/a.pem
private_key = /etc/kamailio/tls/a.key

[server:any]
server_name = a.example.com
method = TLSv1.2+
certificate = /etc/kamailio/tls/a.pem
private_key = /etc/kamailio/tls/a.key

[server:any]
server_name = b.example.com
method = TLSv1.2+
certificate = /etc/kamailio/tls/b.pem
private_key = /etc/kamailio/tls/b.key
`,
      },
    },
  ],
  check(facts, _context, report) {
    const servers = profilesInForce(facts).filter(({ role }) => role !== 'client');
    const named = servers.filter(isForNames);
    const [first, second] = named;
    if (!first || !second) return;
    // What is for one socket only may be the default of that one.
    const hasDefault = servers.some(
      (profile) => !isForNames(profile) || profile.match.names?.some(({ text, isKnown }) => !isKnown || text === '*'),
    );
    if (hasDefault) return;
    report(
      first.place,
      `All ${named.length} profiles are for server names. Clients that send none, as OpenSIPS, FreeSWITCH and Kamailio do by themselves, get no certificate and are turned away.`,
      { related: named.slice(1, 6).map(({ place }) => ({ message: 'So is this one.', place })) },
    );
  },
});

const isForNames = ({ match }: TlsProfile): boolean => (match.names ?? []).some(({ text }) => text !== '' && text !== 'none');
