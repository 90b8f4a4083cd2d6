import type { ConfigFacts, TlsProfile } from '../../config/model';
import { listed } from '../../hover/words';
import { nameOf } from '../../probe/chain-words';
import { providerFor } from '../../probe/providers';
import { ownCertificates } from '../config-certificates';
import { defineConfigRule } from '../config-rule';
import { profileOf, tlsTargets } from '../config-words';

export default defineConfigRule({
  id: 'config/cert-eku',
  subject: 'config',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Certificate is not for the role that it plays',
  remedy: 'Have it issued with serverAuth for a listener, clientAuth for what connects to others.',
  cites: ['RFC 5280 §4.2.1.12', 'RFC 5924 §4'],
  examples: [
    {
      title: 'a server that shows a certificate for clients',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/server.pem': [{ names: ['sip.example.com'], purposes: ['clientAuth'] }, { isCa: true }],
        'tls/server.key': { names: ['sip.example.com'], holds: 'key' },
      },
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = tls/server.pem
#             ^^^^^^^^^^^^^^ config/cert-eku
private_key = tls/server.key
`,
      },
    },
    {
      title: 'a client that shows one for servers',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/server.pem': [{ names: ['sip.example.com'], purposes: ['serverAuth'] }, { isCa: true }],
        'tls/server.key': { names: ['sip.example.com'], holds: 'key' },
      },
      files: {
        'tls.cfg': `
[client:default]
method = TLSv1.2+
verify_certificate = yes
require_certificate = yes
ca_list = /etc/ssl/certs/ca-certificates.crt
certificate = tls/server.pem
#             ^^^^^^^^^^^^^^ config/cert-eku
private_key = tls/server.key
`,
      },
    },
    {
      title: 'for servers, on a server',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/server.pem': [{ names: ['sip.example.com'], purposes: ['serverAuth'] }, { isCa: true }],
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
    {
      title: 'for any purpose',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/server.pem': [{ names: ['sip.example.com'], purposes: ['anyExtendedKeyUsage'] }, { isCa: true }],
        'tls/server.key': { names: ['sip.example.com'], holds: 'key' },
      },
      files: {
        'tls.cfg': `
[client:default]
method = TLSv1.2+
verify_certificate = yes
require_certificate = yes
ca_list = /etc/ssl/certs/ca-certificates.crt
certificate = tls/server.pem
private_key = tls/server.key
`,
      },
    },
    {
      title: 'for SIP, by its own purpose',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/server.pem': [{ names: ['sip.example.com'], purposes: ['sipDomain'] }, { isCa: true }],
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
    for (const { profile, ref, leaf } of ownCertificates(facts, context)) {
      const has = leaf.extendedKeyUsage;
      if (!has || has.includes('anyExtendedKeyUsage') || has.includes('sipDomain')) continue;
      const { role } = profile;
      const needs =
        role === 'client'
          ? ['clientAuth']
          : role === 'server' || !isDemanded(facts, profile)
            ? ['serverAuth']
            : ['serverAuth', 'clientAuth'];
      for (const purpose of needs) {
        if (has.includes(purpose)) continue;
        const consequence = purpose === 'clientAuth' ? 'mutual TLS with it fails' : 'clients that verify refuse it';
        report(
          ref.value.place,
          `${nameOf(leaf)} is marked for ${listed(has)} only, not for ${purpose}: ${consequence} ("unsuitable certificate purpose").`,
        );
      }
    }
  },
});

/** A provider that is connected to with it asks for a certificate. */
const isDemanded = (facts: ConfigFacts, profile: TlsProfile): boolean =>
  tlsTargets(facts).some(
    (peer) => profileOf(facts, peer) === profile && providerFor(peer.host.text)?.customer?.clientCertificate === 'required',
  );
