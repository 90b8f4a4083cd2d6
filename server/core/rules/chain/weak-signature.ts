import { judgedPath, nameOf, placeOf, printCommand, problemsOf, verifyCommand } from '../../probe/chain-words';
import type { Certificate } from '../../x509/certificate';
import { isSelfIssued } from '../../x509/certificate';
import type { PlaceExtras } from '../endpoint-rule';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/weak-signature',
  subject: 'chain',
  severity: { practical: 'error', strict: 'error' },
  title: 'Certificate signed with SHA-1 or MD5',
  remedy: 'Reissue with SHA-256; when the signer is your own CA, change default_md there.',
  cites: ['RFC 9325 §4.5', 'RFC 9155'],
  examples: [
    { title: 'SHA-1 under the leaf', scene: { certificates: { leaf: { hash: 'SHA-1' } } }, finds: ['error'] },
    { title: 'SHA-1 under an intermediate', scene: { certificates: { intermediate: { hash: 'SHA-1' } } }, finds: ['error'] },
    {
      title: 'on a cross-signed certificate that nobody needs',
      scene: {
        certificates: {
          old: { by: 'itself', isCa: true },
          cross: { commonName: 'Test Root', keyOf: 'root', by: 'old', isCa: true, hash: 'SHA-1' },
        },
        sent: ['leaf', 'intermediate', 'cross'],
      },
      finds: ['warning'],
    },
    { title: 'SHA-256', scene: {}, finds: [] },
    {
      title: 'what an anchor signed itself with proves nothing',
      scene: { certificates: { root: { hash: 'SHA-1' } }, sent: ['leaf', 'intermediate', 'root'] },
      finds: [],
    },
    {
      title: 'nor does it of a leaf that signed itself',
      scene: { certificates: { leaf: { by: 'itself', hash: 'SHA-1' } }, sent: ['leaf'] },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const tell = (certificate: Certificate, extras: PlaceExtras): void =>
      report(
        `${nameOf(certificate)} is signed with ${certificate.signature.name}. OpenSSL 3 at its usual level refuses it ("ca md too weak").`,
        {
          at: placeOf(facts, certificate),
          command: printCommand(facts, certificate, "-text | grep 'Signature Algorithm'") ?? verifyCommand(facts),
          ...extras,
        },
      );
    const onPath = new Set(judgedPath(facts)?.links.map(({ certificate }) => certificate.sha256));
    for (const { certificate } of problemsOf(facts, 'weak-signature')) if (!isSelfIssued(certificate)) tell(certificate, {});
    for (const item of facts.sent) {
      if (item.kind !== 'certificate' || onPath.size === 0 || onPath.has(item.sha256) || isSelfIssued(item)) continue;
      if (weakHashes.has(item.signature.hash ?? '')) tell(item, { severity: 'warning' });
    }
  },
});

const weakHashes: ReadonlySet<string> = new Set(['md2', 'md5', 'sha1']);
