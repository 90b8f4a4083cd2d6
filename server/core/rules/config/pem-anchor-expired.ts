import { pemOf } from '../../config/pem/facts';
import { dayOf, lasting, nameOf } from '../../probe/chain-words';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/pem-anchor-expired',
  subject: 'config',
  products: ['pem'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Trusted certificate has expired',
  remedy: 'Put its successor in its place; where there is none, the certificates below it have to be issued anew.',
  cites: ['RFC 5280 §6.1.3'],
  examples: [
    {
      title: 'a root that ended a month ago',
      dialect: 'pem',
      files: {
        'ca.pem': `
-----BEGIN CERTIFICATE-----
^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/pem-anchor-expired
MIIBSDCB76ADAgECAgECMAoGCCqGSM49BAMCMBQxEjAQBgNVBAMMCVRlc3QgUm9v
dDAeFw0yNjAxMDEwMDAwMDBaFw0yNjA1MDEwMDAwMDBaMBQxEjAQBgNVBAMMCVRl
c3QgUm9vdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABB8DWHSX1SFAOFGCu5mA
kIZYC8kmV9ba2tc3MHHEUCFHNdYZLE2bbAREU9thX45TXp0Z0PQIhxAe7+Cpfir9
sBKjMjAwMA8GA1UdEwEB/wQFMAMBAf8wHQYDVR0OBBYEFFZlZe0O3Plh8USlADc2
S+7ObQU1MAoGCCqGSM49BAMCA0gAMEUCIFGfPgvlQfm6EQyYDNuWZ+fE4XLOt97Q
HaAvkzEnPszGAiEA0BFVkZzfPLCpBvttmp4i9fTuKrPNB5rbuxZwc1xVKOk=
-----END CERTIFICATE-----
`,
      },
    },
    {
      title: 'a certificate that signed itself and is valid',
      dialect: 'pem',
      files: {
        'peer.pem': `
-----BEGIN CERTIFICATE-----
MIIBYDCCAQagAwIBAgIBATAKBggqhkjOPQQDAjAaMRgwFgYDVQQDDA9zaXAuZXhh
bXBsZS5jb20wHhcNMjYwMTAxMDAwMDAwWhcNMzYwMTAxMDAwMDAwWjAaMRgwFgYD
VQQDDA9zaXAuZXhhbXBsZS5jb20wWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARM
IP8AWPKb85E3SXwULJ3MeH74bOKHVQyWa/3vfQ4KP8t8IS7fF0oNvFyTyjFb8reQ
Q3olud5+aTOVwWehkoTYoz0wOzAaBgNVHREEEzARgg9zaXAuZXhhbXBsZS5jb20w
HQYDVR0OBBYEFA4kewl7bOyKFS6UgzfD0lU39f74MAoGCCqGSM49BAMCA0gAMEUC
IGfInXyX5+2ImW7DEfkPfuIqbmX7UBmF2GITOPhN2tDrAiEA+FHMhZWTMR1AKT93
GQZ+bAlrl7p4wmiiEIhu/cfgITo=
-----END CERTIFICATE-----
`,
      },
    },
  ],
  check(facts, { now }, report) {
    const pem = pemOf(facts);
    if (pem?.use !== 'anchors') return;
    for (const block of pem.blocks) {
      if (block.kind !== 'certificate' || block.certificate.kind === 'fault') continue;
      const { certificate, head } = block;
      if (now <= certificate.notAfter) continue;
      report(
        head,
        `${nameOf(certificate)} expired ${lasting(now.getTime() - certificate.notAfter.getTime())} ago, on ${dayOf(certificate.notAfter)}. Whoever trusts this file refuses each chain that ends there.`,
      );
    }
  },
});
