import type { CertificateFile } from '../config/certificate-files';
import type { ConfigFacts } from '../config/model';
import { type PemEntry, pemOf } from '../config/pem/facts';
import { dayOf, nameOf, ownerOf, validityAt } from '../probe/chain-words';
import { keyWord } from '../report/probe/words';
import { counted } from '../text/counted';
import type { Span } from '../text/span';
import { type Certificate, isCa, isSelfIssued } from '../x509/certificate';
import type { Sent } from '../x509/sent-list';
import { code, joined, say, text, type Words } from './words';

/** Hovers over certificates: over a block of a PEM file, and over the path of such a file in a configuration. Of keys nothing is shown. */

/** undefined: no block stands there. */
export function pemHoverAt(facts: ConfigFacts, offset: number, now: Date): { readonly at: Span; readonly words: Words } | undefined {
  const blocks = pemOf(facts)?.blocks ?? [];
  const block = blocks.find(({ place: { at } }) => at.start <= offset && offset < at.end);
  return block && { at: block.place.at, words: lines(blockWords(block, blocks, now)) };
}

/** What the file of a setting holds; `key`: the file with the key of the same profile, or with the certificate where the path is that of a key. */
export function certificateFileHover(file: CertificateFile, { now, partner }: { now: Date; partner?: CertificateFile }): Words {
  switch (file.kind) {
    case 'missing':
      return say`There is no such file${file.looked.length > 0 ? say`: ${code(file.looked[0] ?? '')}` : ''}.`;
    case 'elsewhere':
      return say`A path on the server. With a mapping of its folders to folders here, what it holds is shown.`;
    case 'unreadable':
      return say`It cannot be read: ${file.why}`;
    case 'read':
      return lines([...fileWords(file, now), ...pairWords(file, partner)]);
  }
}

type Read = Extract<CertificateFile, { kind: 'read' }>;

function fileWords({ format, certificates, keys }: Read, now: Date): Words[] {
  if (format !== 'pem' && format !== 'der') return [say`${forms[format]}`];
  const [own] = certificates;
  const others = certificates
    .slice(1, 1 + MOST_LISTED)
    .map((one, i) => say`${i + 2}. ${one.kind === 'fault' ? 'not readable' : brief(one, now)}`);
  const more = certificates.length - 1 - MOST_LISTED;
  return [
    ...(own ? certificateWords(own, { index: 0, all: certificates, now }) : []),
    ...others,
    ...(more > 0 ? [say`and ${counted(more, 'more certificate')}`] : []),
    ...keys.map(({ isEncrypted }) => say`${isEncrypted ? 'Private key, sealed by a passphrase' : 'Private key'}`),
    ...(own || keys.length > 0 ? [] : [say`It holds no certificate and no key.`]),
  ];
}

const MOST_LISTED = 5;
const forms = { pkcs12: 'PKCS #12, not PEM', empty: 'An empty file', other: 'Neither PEM nor DER', folder: 'A folder' } as const;

/** Whether certificate and key of a profile belong together, where both were read. */
function pairWords(file: Read, partner: CertificateFile | undefined): Words[] {
  if (partner?.kind !== 'read' || partner.file === file.file) return [];
  const [certified, keyed] = file.keys.length > 0 ? [partner, file] : [file, partner];
  const verdict = isPair(certified, keyed);
  if (verdict === undefined) return [];
  const [certificate] = certified.certificates;
  const name = certificate?.kind === 'certificate' ? nameOf(certificate) : 'the certificate';
  return [say`${verdict ? `Key and certificate belong together: ${name}` : `The key does not belong to ${name}`}`];
}

/** undefined: a file is missing one of them, or the key is sealed. */
function isPair({ leafKey }: Read, { keys }: Read): boolean | undefined {
  const known = keys.flatMap(({ publicKey }) => publicKey ?? []);
  return leafKey === undefined || known.length === 0 ? undefined : known.includes(leafKey);
}

function blockWords(block: PemEntry, blocks: readonly PemEntry[], now: Date): Words[] {
  const certificates = blocks.filter((one) => one.kind === 'certificate');
  switch (block.kind) {
    case 'certificate': {
      const index = certificates.indexOf(block);
      const all = certificates.map(({ certificate }) => certificate);
      const hasKey = blocks.some((one) => one.kind === 'key' && one.publicKey !== undefined && one.publicKey === block.publicKey);
      return [
        ...certificateWords(block.certificate, { index, all, now }),
        ...(hasKey ? [say`The private key in this file belongs to it.`] : []),
      ];
    }
    case 'key': {
      const index = certificates.findIndex(({ publicKey }) => publicKey !== undefined && publicKey === block.publicKey);
      const owner = certificates[index]?.certificate;
      return [
        say`**Private key**${block.isEncrypted ? ', sealed by a passphrase' : ''}`,
        ...(owner?.kind === 'certificate' ? [say`It belongs to certificate ${index + 1} of this file, ${nameOf(owner)}.`] : []),
      ];
    }
    case 'other':
      return [say`**${block.label.toLowerCase()}**`];
    case 'broken':
      return [say`**${block.label.toLowerCase()}**`, say`It cannot be read: ${block.reason}.`];
  }
}

function certificateWords(certificate: Sent[number], { index, all, now }: { index: number; all: Sent; now: Date }): Words[] {
  const place = all.length > 1 ? say` · ${index + 1} of ${all.length}` : say``;
  if (certificate.kind === 'fault') return [say`**Certificate**${place}`, say`It cannot be read: ${certificate.reason}.`];
  const { subjectAltNames = [], key, signature, sha256 } = certificate;
  const names = subjectAltNames.slice(0, MOST_NAMES).map(({ type, value }) => code(type === 'dns' ? value : `${type}:${value}`));
  const more = subjectAltNames.length - MOST_NAMES;
  return [
    say`**${text(certificate.subject.commonNames[0] ?? certificate.subject.text)}** · ${isCa(certificate) ? 'certificate authority' : 'certificate'}${place}`,
    ...(names.length > 0 ? [say`Names: ${joined(names, ', ')}${more > 0 ? ` and ${more} more` : ''}`] : []),
    say`Issuer: ${issuerWords(certificate, all, index)}`,
    say`Valid: ${dayOf(certificate.notBefore)} to ${dayOf(certificate.notAfter)}, ${left(certificate, now)}`,
    say`Key: ${keyWord(key)} · signed with ${signature.name}`,
    say`SHA-256: ${code(sha256)}`,
  ];
}

const MOST_NAMES = 8;

const brief = (certificate: Certificate, now: Date): Words =>
  say`${text(certificate.subject.commonNames[0] ?? certificate.subject.text)}${isCa(certificate) ? ', certificate authority' : ''}, ${left(certificate, now)}`;

/** Where the issuer is found: the next certificate is where it should be. */
function issuerWords(certificate: Certificate, all: Sent, index: number): Words {
  if (isSelfIssued(certificate)) return say`itself`;
  const place = all.findIndex((one) => one.kind === 'certificate' && one.subject.key === certificate.issuer.key);
  const where =
    place < 0
      ? all.length > 1 || !isCa(certificate)
        ? ', not in this file'
        : ''
      : place === index + 1
        ? ', the next in this file'
        : `, certificate ${place + 1} of this file`;
  return say`${ownerOf(certificate.issuer)}${where}`;
}

function left(certificate: Certificate, now: Date): string {
  const { state, lasting } = validityAt(certificate, now);
  return { expired: `expired ${lasting} ago`, early: `not yet valid, for ${lasting}`, valid: `${lasting} left` }[state];
}

const lines = (words: readonly Words[]): Words => ({
  markdown: words.map(({ markdown }) => markdown).join('  \n'),
  plain: words.map(({ plain }) => plain).join('\n'),
});
