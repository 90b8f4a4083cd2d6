import { keyOctets, signatureAlgorithm } from './algorithms';
import { type Certificate, serialOctets } from './certificate';
import {
  contentOf,
  type Element,
  elementAt,
  elementsIn,
  hexOf,
  inContext,
  oidOf,
  smallNumberOf,
  TAG,
  timeOf,
  wholeOf,
  writeElement,
} from './der';
import { type DistinguishedName, distinguishedName } from './distinguished-name';
import { extensionRow } from './extension-row';
import { reasonName } from './revocation';
import { countScts } from './scts';
import type { Digest, DigestName, Signed } from './signed';

/** What a responder said (RFC 6960 §4.2.1), as it came: nothing here has been judged. */
export type OcspResponse =
  | OcspAnswers
  /** The responder will not or cannot say anything; `status` as the RFC names it. */
  | { readonly kind: 'refusal'; readonly status: string }
  | { readonly kind: 'fault'; readonly reason: string };

export interface OcspAnswers extends Signed {
  readonly kind: 'answers';
  readonly responder:
    | { readonly by: 'name'; readonly name: DistinguishedName }
    /** SHA-1 of its key. */
    | { readonly by: 'key'; readonly hash: Uint8Array };
  readonly producedAt: Date;
  readonly answers: readonly OcspAnswer[];
  /** Certificates that may help to check the signature, in DER. */
  readonly certificates: readonly Uint8Array[];
  readonly nonce?: Uint8Array;
  /** Critical extensions without a reader here. */
  readonly unknownCritical: readonly string[];
}

export interface OcspAnswer {
  readonly certId: CertId;
  readonly status: 'good' | 'unknown' | { readonly revokedAt: Date; readonly reason?: string };
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date;
  /** Promises of logs that came with it (RFC 6962 §3.3). */
  readonly scts: number;
}

/** Which certificate is meant. `hash` is undefined where it has no name here. */
export interface CertId {
  readonly hash: DigestName | undefined;
  readonly issuerNameHash: Uint8Array;
  readonly issuerKeyHash: Uint8Array;
  readonly serial: Uint8Array;
}

/** A real one has 500 to 3000 bytes. */
export const LARGEST_OCSP = 100_000;
const MOST_ANSWERS = 1000;
const MOST_CERTIFICATES = 16;

/** The identifiers are made with SHA-1, since that is what responders look answers up by (RFC 5019 §2.1.1); nothing depends on its strength. */
export function writeOcspRequest(certificate: Certificate, issuer: Certificate, digest: Digest, nonce?: Uint8Array): Uint8Array {
  const certId = writeElement(
    TAG.sequence,
    writeElement(TAG.sequence, writeElement(TAG.oid, OID_SHA1), writeElement(TAG.null)),
    writeElement(TAG.octetString, digest('sha1', certificate.issuer.der)),
    writeElement(TAG.octetString, digest('sha1', keyOctets(issuer.key))),
    writeElement(TAG.integer, serialOctets(certificate)),
  );
  const requests = writeElement(TAG.sequence, writeElement(TAG.sequence, certId));
  return writeElement(TAG.sequence, writeElement(TAG.sequence, requests, ...(nonce ? [writeNonce(nonce)] : [])));
}

function writeNonce(nonce: Uint8Array): Uint8Array {
  const value = writeElement(TAG.octetString, writeElement(TAG.octetString, nonce));
  const extension = writeElement(TAG.sequence, writeElement(TAG.oid, OID_NONCE_OCTETS), value);
  return writeElement(inContext(2, 'constructed'), writeElement(TAG.sequence, extension));
}

const OID_SHA1 = Uint8Array.of(0x2b, 0x0e, 0x03, 0x02, 0x1a);
const OID_NONCE_OCTETS = Uint8Array.of(0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x02);
const OID_NONCE = '1.3.6.1.5.5.7.48.1.2';
const OID_BASIC = '1.3.6.1.5.5.7.48.1.1';
const OID_SCTS = '1.3.6.1.4.1.11129.2.4.5';

export function readOcspResponse(bytes: Uint8Array): OcspResponse {
  if (bytes.length > LARGEST_OCSP) return fault(`${bytes.length} bytes are more than an OCSP response may have here (${LARGEST_OCSP})`);
  const whole = elementAt(bytes, 0, bytes.length);
  const [status, body] = (whole?.tag === TAG.sequence && elementsIn(bytes, whole)) || [];
  const code = status?.tag === TAG.enumerated ? smallNumberOf(contentOf(bytes, status)) : undefined;
  if (code === undefined) return fault('this does not begin as an OCSP response does');
  if (code !== 0) return { kind: 'refusal', status: statuses[code] ?? `status ${code}` };
  const inner = body?.tag === inContext(0, 'constructed') ? elementAt(bytes, body.content, body.end) : undefined;
  const [type, octets] = (inner && elementsIn(bytes, inner)) ?? [];
  if (type?.tag !== TAG.oid || octets?.tag !== TAG.octetString) return fault('it says "successful" and holds no answer');
  if (oidOf(contentOf(bytes, type)) !== OID_BASIC) return fault('it is of a kind other than the basic response of RFC 6960');
  const basic = elementAt(bytes, octets.content, octets.end);
  return basic?.tag === TAG.sequence ? readBasic(bytes, basic) : fault('the answer is not readable');
}

const fault = (reason: string): OcspResponse => ({ kind: 'fault', reason });

const statuses: { readonly [code: number]: string } = {
  1: 'malformedRequest',
  2: 'internalError',
  3: 'tryLater',
  5: 'sigRequired',
  6: 'unauthorized',
};

function readBasic(bytes: Uint8Array, basic: Element): OcspResponse {
  const [tbs, algorithm, value, bag] = elementsIn(bytes, basic) ?? [];
  const signature = algorithm && signatureAlgorithm(bytes, algorithm);
  if (tbs?.tag !== TAG.sequence || !signature || value?.tag !== TAG.bitString) return fault('answer and signature cannot be told apart');
  const all = elementsIn(bytes, tbs) ?? [];
  const [id, produced, list, more] = all[0]?.tag === inContext(0, 'constructed') ? all.slice(1) : all;
  const responder = id && readResponder(bytes, id);
  const producedAt = produced && timeOf(produced.tag, contentOf(bytes, produced));
  if (!responder || !producedAt) return fault('the responder, or the time of its answer, is not readable');
  const singles = list?.tag === TAG.sequence ? elementsIn(bytes, list) : undefined;
  if (!singles || singles.length > MOST_ANSWERS) return fault('the list of answers is not readable, or too long');
  const answers = singles.flatMap((single) => readAnswer(bytes, single) ?? []);
  if (answers.length < singles.length) return fault('one of its answers is not readable');
  const certificates = bag ? certificatesIn(bytes, bag) : [];
  const said = more ? extensionsIn(bytes, more) : [];
  if (!certificates || !said) return fault('the certificates or the extensions beside the answer are not readable');
  const nonce = said.find(({ oid }) => oid === OID_NONCE)?.inner;
  return {
    kind: 'answers',
    responder,
    producedAt,
    answers,
    certificates,
    ...(nonce && { nonce: contentOf(bytes, nonce) }),
    unknownCritical: said.filter(({ oid, isCritical }) => isCritical && oid !== OID_NONCE).map(({ oid }) => oid),
    signature,
    signed: wholeOf(bytes, tbs),
    signatureValue: contentOf(bytes, value).subarray(1),
  };
}

function readResponder(bytes: Uint8Array, id: Element): OcspAnswers['responder'] | undefined {
  const inner = elementAt(bytes, id.content, id.end);
  if (id.tag === inContext(2, 'constructed'))
    return inner?.tag === TAG.octetString ? { by: 'key', hash: contentOf(bytes, inner) } : undefined;
  const name = id.tag === inContext(1, 'constructed') && inner ? distinguishedName(bytes, inner) : undefined;
  return name && { by: 'name', name };
}

function readAnswer(bytes: Uint8Array, single: Element): OcspAnswer | undefined {
  const [id, state, from, ...rest] = (single.tag === TAG.sequence && elementsIn(bytes, single)) || [];
  const certId = id && readCertId(bytes, id);
  const status = state && readStatus(bytes, state);
  const thisUpdate = from && timeOf(from.tag, contentOf(bytes, from));
  if (!certId || !status || !thisUpdate) return undefined;
  const next = rest.find(({ tag }) => tag === inContext(0, 'constructed'));
  const until = next && elementAt(bytes, next.content, next.end);
  const nextUpdate = until && timeOf(until.tag, contentOf(bytes, until));
  const more = rest.find(({ tag }) => tag === inContext(1, 'constructed'));
  const said = more ? extensionsIn(bytes, more) : [];
  if ((next && !nextUpdate) || !said || said.some(({ isCritical }) => isCritical)) return undefined;
  const scts = said.find(({ oid }) => oid === OID_SCTS)?.inner;
  return { certId, status, thisUpdate, ...(nextUpdate && { nextUpdate }), scts: (scts && countScts(contentOf(bytes, scts))) ?? 0 };
}

function readCertId(bytes: Uint8Array, element: Element): CertId | undefined {
  const [algorithm, name, key, serial] = (element.tag === TAG.sequence && elementsIn(bytes, element)) || [];
  const [type] = (algorithm && elementsIn(bytes, algorithm)) ?? [];
  const oid = type?.tag === TAG.oid ? oidOf(contentOf(bytes, type)) : undefined;
  if (oid === undefined || name?.tag !== TAG.octetString || key?.tag !== TAG.octetString || serial?.tag !== TAG.integer) return undefined;
  return {
    hash: hashes[oid],
    issuerNameHash: contentOf(bytes, name),
    issuerKeyHash: contentOf(bytes, key),
    serial: contentOf(bytes, serial),
  };
}

const hashes: { readonly [oid: string]: DigestName } = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

function readStatus(bytes: Uint8Array, element: Element): OcspAnswer['status'] | undefined {
  if (element.tag === inContext(0, 'primitive')) return 'good';
  if (element.tag === inContext(2, 'primitive')) return 'unknown';
  if (element.tag !== inContext(1, 'constructed')) return undefined;
  const [time, why] = elementsIn(bytes, element) ?? [];
  const revokedAt = time && timeOf(time.tag, contentOf(bytes, time));
  const code = why && elementAt(bytes, why.content, why.end);
  const reason = code?.tag === TAG.enumerated ? smallNumberOf(contentOf(bytes, code)) : undefined;
  return revokedAt && { revokedAt, ...(reason !== undefined && { reason: reasonName(reason) }) };
}

function certificatesIn(bytes: Uint8Array, bag: Element): readonly Uint8Array[] | undefined {
  const row = bag.tag === inContext(0, 'constructed') ? elementAt(bytes, bag.content, bag.end) : undefined;
  const items = row?.tag === TAG.sequence ? elementsIn(bytes, row) : undefined;
  return items?.slice(0, MOST_CERTIFICATES).map((item) => wholeOf(bytes, item));
}

function extensionsIn(bytes: Uint8Array, field: Element): ReturnType<typeof extensionRow> {
  const row = field.tag === inContext(1, 'constructed') ? elementAt(bytes, field.content, field.end) : undefined;
  return row && extensionRow(bytes, row);
}

/** The certificate of an identifier, for people. */
export const serialText = ({ serial }: CertId): string => hexOf(serial.subarray(0, 64));
