import { fittingPlace } from '../../config/pem/chain';
import { certificatesIn, pemOf } from '../../config/pem/facts';
import { nameOf } from '../../probe/chain-words';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/pem-key-mismatch',
  subject: 'config',
  products: ['pem'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Key and certificate of one file do not belong together',
  remedy:
    'Put the pair of one order together: openssl x509 -noout -pubkey of the certificate and openssl pkey -pubout of the key print the same.',
  cites: ['RFC 8446 §4.4.3'],
  examples: [
    {
      title: 'the key of another certificate',
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
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/pem-key-mismatch
MHcCAQEEIGEu60Yc9KcjjEX6rpJbJT+7SUMl3rYEOviZyYbtonWkoAoGCCqGSM49
AwEHoUQDQgAEHwNYdJfVIUA4UYK7mYCQhlgLySZX1tra1zcwccRQIUc11hksTZts
BERT22FfjlNenRnQ9AiHEB7v4Kl+Kv2wEg==
-----END EC PRIVATE KEY-----
`,
      },
    },
    {
      title: 'its own key',
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
    const certificates = certificatesIn(blocks);
    const [own] = certificates;
    const [key, ...more] = blocks.filter((block) => block.kind === 'key');
    // A sealed key, or one of several, may well be the right one.
    if (own?.kind !== 'certificate' || key?.publicKey === undefined || more.length > 0) return;
    if (fittingPlace(blocks) >= 0) return;
    report(
      key.head,
      `This private key belongs to none of the certificates in the file; the first is ${nameOf(own)}. OpenSSL says "key values mismatch", and the listener does not start.`,
    );
  },
});
