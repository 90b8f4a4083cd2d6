import { nameOf } from '../../probe/chain-words';
import { isSelfIssued } from '../../x509/certificate';
import { defineConfigRule } from '../config-rule';
import { isOnlyInside, oncePerPlace, profilesInForce } from '../config-words';

export default defineConfigRule({
  id: 'config/cert-selfsigned-public',
  subject: 'config',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Self-signed certificate on a public socket',
  remedy: 'Use a certificate of an authority that the peers trust, or hand this one to each of them as an anchor.',
  cites: ['RFC 5280 §6.1'],
  examples: [
    {
      title: 'for everybody',
      dialect: 'kamailio',
      certificates: {
        'tls/server.pem': { names: ['sip.example.com'], isSelfSigned: true },
        'tls/server.key': { names: ['sip.example.com'], holds: 'key' },
      },
      files: {
        'kamailio.cfg': `
#!KAMAILIO
enable_tls=yes
listen=tls:192.0.2.1:5061
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
modparam("tls", "certificate", "tls/server.pem")
#                               ^^^^^^^^^^^^^^ config/cert-selfsigned-public
modparam("tls", "private_key", "tls/server.key")
request_route {
  exit;
}
`,
      },
    },
    {
      title: 'by its name alone',
      dialect: 'kamailio-tls',
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = /usr/local/etc/kamailio/kamailio-selfsigned.pem
#             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/cert-selfsigned-public
private_key = /usr/local/etc/kamailio/kamailio-selfsigned.key
`,
      },
    },
    {
      title: 'inside only',
      dialect: 'kamailio',
      certificates: {
        'tls/server.pem': { names: ['sip.example.com'], isSelfSigned: true },
        'tls/server.key': { names: ['sip.example.com'], holds: 'key' },
      },
      files: {
        'kamailio.cfg': `
#!KAMAILIO
enable_tls=yes
listen=tls:10.0.0.1:5061
loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
modparam("tls", "certificate", "tls/server.pem")
modparam("tls", "private_key", "tls/server.key")
request_route {
  exit;
}
`,
      },
    },
    {
      title: 'as it should be',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/server.pem': [{ names: ['sip.example.com'] }, { isCa: true }],
        'tls/server.key': { names: ['sip.example.com'], holds: 'key' },
      },
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = tls/server.pem
private_key = tls/server.key
`,
      },
    },
  ],
  check(facts, context, report) {
    const servers = profilesInForce(facts).filter((profile) => profile.role !== 'client' && !isOnlyInside(facts, profile));
    const refs = servers.flatMap(({ certificate }) => certificate ?? []);
    for (const ref of oncePerPlace(refs, ({ value }) => value.place)) {
      const file = context.file(ref);
      const first = file.kind === 'read' ? file.certificates[0] : undefined;
      const consequence = 'every peer has to be made to trust it by hand, and again at each renewal';
      if (first?.kind === 'certificate' && isSelfIssued(first)) report(ref.value.place, `${nameOf(first)} signed itself: ${consequence}.`);
      else if (file.kind !== 'read' && ref.value.isKnown && /self-?_?signed|snakeoil/i.test(ref.value.text))
        report(ref.value.place, `By its name this certificate signed itself: ${consequence}.`, { atMost: 'info' });
    }
  },
});
