import { pemOf } from '../../config/pem/facts';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/pem-key-mixed-in',
  subject: 'config',
  products: ['pem'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Private key among certificates',
  remedy:
    'Move the key to a file of its own that only the server may read (mode 0600). If this file was handed out, make a new key and certificate.',
  cites: ['RFC 7468 §10'],
  examples: [
    {
      title: 'in a file that is called as if it held certificates',
      dialect: 'pem',
      files: {
        'fullchain.pem': `
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
-----BEGIN EC PRIVATE KEY-----
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/pem-key-mixed-in
MHcCAQEEIPE+Wq2nBzLfIewVEsp1kmCaKLEE8+EYhKKRNetugsGVoAoGCCqGSM49
AwEHoUQDQgAETCD/AFjym/ORN0l8FCydzHh++Gzih1UMlmv9730OCj/LfCEu3xdK
Dbxck8oxW/K3kEN6JbnefmkzlcFnoZKE2A==
-----END EC PRIVATE KEY-----
`,
      },
    },
    {
      title: 'FreeSWITCH wants both in one file',
      dialect: 'pem',
      files: {
        'agent.pem': `
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
-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIPE+Wq2nBzLfIewVEsp1kmCaKLEE8+EYhKKRNetugsGVoAoGCCqGSM49
AwEHoUQDQgAETCD/AFjym/ORN0l8FCydzHh++Gzih1UMlmv9730OCj/LfCEu3xdK
Dbxck8oxW/K3kEN6JbnefmkzlcFnoZKE2A==
-----END EC PRIVATE KEY-----
`,
      },
    },
  ],
  check(facts, _context, report) {
    const blocks = pemOf(facts)?.blocks ?? [];
    const name = facts.root.slice(facts.root.lastIndexOf('/') + 1).toLowerCase();
    if (!blocks.some(({ kind }) => kind === 'certificate')) return;
    const isMeantForOthers = /\.(?:crt|cer)$|chain|^(?:ca|root|roots|bundle|cert)\b|ca-?(?:file|list|bundle|cert)/.test(name);
    if (!isMeantForOthers) return;
    for (const block of blocks)
      if (block.kind === 'key')
        report(
          block.head,
          `A private key${block.isEncrypted ? ', sealed by a passphrase,' : ''} stands among the certificates. Certificates are handed to peers and read by everybody; with the key anybody can pose as this server.`,
        );
  },
});
