import type { FilePlace } from '../../config/model';
import { type PemEntry, pemOf } from '../../config/pem/facts';
import { visibleName } from '../../text/visible-name';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/pem-broken',
  subject: 'config',
  products: ['pem'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Block of a PEM file cannot be read',
  remedy:
    'Copy the block again from where it was issued, with its lines -----BEGIN and -----END, and with nothing in between that folds or changes lines.',
  cites: ['RFC 7468 §3', 'RFC 7468 §5.1'],
  examples: [
    {
      title: 'a character that is none of base64',
      dialect: 'pem',
      files: {
        'sip.pem': `
-----BEGIN CERTIFICATE-----
MIIBYDCCAQagAwIBAgIBATAKBggqhkjOPQQDAjAaMRgwFgYDVQQDDA9zaXAuZXhh
bXBsZS5jb20wHhcNMjYwMTAxMDAwMDAwWhcNMzYwMTAxMDAwMDAwWjAaMRgwFgYD
VQQDDA9zaX*uZXhhbXBsZS5jb20wWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARM
          ^ config/pem-broken
IP8AWPKb85E3SXwULJ3MeH74bOKHVQyWa/3vfQ4KP8t8IS7fF0oNvFyTyjFb8reQ
Q3olud5+aTOVwWehkoTYoz0wOzAaBgNVHREEEzARgg9zaXAuZXhhbXBsZS5jb20w
HQYDVR0OBBYEFA4kewl7bOyKFS6UgzfD0lU39f74MAoGCCqGSM49BAMCA0gAMEUC
IGfInXyX5+2ImW7DEfkPfuIqbmX7UBmF2GITOPhN2tDrAiEA+FHMhZWTMR1AKT93
GQZ+bAlrl7p4wmiiEIhu/cfgITo=
-----END CERTIFICATE-----
`,
      },
    },
    {
      title: 'a block that breaks off',
      dialect: 'pem',
      files: {
        'sip.pem': `
-----BEGIN CERTIFICATE-----
MIIBYDCCAQagAwIBAgIBATAKBggqhkjOPQQDAjAaMRgwFgYDVQQDDA9zaXAuZXhh
-----BEGIN CERTIFICATE-----
^^^^^ config/pem-broken
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
    {
      title: 'no certificate',
      dialect: 'pem',
      files: {
        'sip.pem': `
-----BEGIN CERTIFICATE-----
^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/pem-broken
MIIBCg==
-----END CERTIFICATE-----
`,
      },
    },
    {
      title: 'a whole one',
      dialect: 'pem',
      files: {
        'sip.pem': `
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
  check(facts, _context, report) {
    for (const block of pemOf(facts)?.blocks ?? []) {
      const fault = faultOf(block);
      if (!fault) continue;
      report(
        fault.place,
        `This ${fault.what} cannot be read: ${fault.reason}. OpenSSL refuses the file for it, and with that the listener: it does not start, or goes on with what it loaded before.`,
      );
    }
  },
});

function faultOf(block: PemEntry): { readonly place: FilePlace; readonly what: string; readonly reason: string } | undefined {
  if (block.kind === 'broken') return { place: block.fault, what: visibleName(block.label.toLowerCase(), 64), reason: block.reason };
  if (block.kind !== 'certificate' || block.certificate.kind !== 'fault') return undefined;
  return { place: block.head, what: 'certificate', reason: block.certificate.reason };
}
