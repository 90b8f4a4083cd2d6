import { keyOctets } from './algorithms';
import { type Certificate, serialOctets } from './certificate';
import { isSame } from './der';
import { type OcspAnswer, type OcspAnswers, type OcspResponse, serialText } from './ocsp';
import { bad, type RevocationTools, type RevocationVerdict, revokedVerdict, timeFault, written } from './revocation';

export interface OcspQuestion {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  /** Of the request, where it had one. A responder may leave it out (RFC 6960 §4.4.1). */
  readonly nonce?: Uint8Array;
  readonly now: Date;
  readonly tools: RevocationTools;
}

/** Whether the response speaks of this certificate, with the authority of its issuer, and in time; and then what it says. */
export function judgeOcsp(response: OcspResponse, question: OcspQuestion): RevocationVerdict {
  if (response.kind === 'fault') return bad('malformed', `The OCSP response cannot be read: ${response.reason}.`);
  if (response.kind === 'refusal')
    return bad('no-answer', `The responder gave no answer: ${refusals[response.status] ?? response.status}.`);
  const answer = newest(response.answers.filter((one) => isAbout(one, question)));
  if (!answer) return bad('other-certificate', otherCertificate(response, question));
  const times = { thisUpdate: answer.thisUpdate, ...(answer.nextUpdate && { nextUpdate: answer.nextUpdate }) };
  const faultOf = (): RevocationVerdict | undefined => {
    const [oid] = response.unknownCritical;
    if (oid !== undefined) return bad('out-of-scope', `The answer has a critical extension, ${oid}, which nobody here knows.`);
    if (question.nonce && response.nonce && !isSame(question.nonce, response.nonce))
      return bad('other-nonce', 'The answer belongs to another request: its nonce differs.');
    return signerFault(response, question) ?? timeFault(times, question.now, 'The OCSP answer');
  };
  return { ...(faultOf() ?? said(answer, question.now)), ...times };
}

/** RFC 6960 §2.3. */
const refusals: { readonly [status: string]: string } = {
  malformedRequest: 'it calls the request malformed (malformedRequest)',
  internalError: 'it has a fault of its own (internalError)',
  tryLater: 'it asks to try later (tryLater)',
  sigRequired: 'it wants signed requests only (sigRequired)',
  unauthorized: 'it may not, or cannot, speak of this certificate (unauthorized)',
};

const newest = (answers: readonly OcspAnswer[]): OcspAnswer | undefined =>
  answers.toSorted((a, b) => b.thisUpdate.getTime() - a.thisUpdate.getTime())[0];

function isAbout({ certId: { hash, issuerNameHash, issuerKeyHash, serial } }: OcspAnswer, question: OcspQuestion): boolean {
  const { certificate, issuer, tools } = question;
  if (hash === undefined || !isSame(serial, serialOctets(certificate))) return false;
  const isIssuerKey = isSame(issuerKeyHash, tools.digest(hash, keyOctets(issuer.key)));
  return isIssuerKey && isSame(issuerNameHash, tools.digest(hash, certificate.issuer.der));
}

function otherCertificate({ answers: [first] }: OcspAnswers, { certificate }: OcspQuestion): string {
  if (!first) return 'The OCSP response holds no answer.';
  if (isSame(first.certId.serial, serialOctets(certificate)))
    return 'The OCSP answer is for a certificate of the same serial number by another issuer.';
  return `The OCSP answer is for another certificate: serial ${serialText(first.certId)}, not ${certificate.serial}.`;
}

/** Who may sign: the issuer, or whom it appointed by a certificate of its own for this purpose (RFC 6960 §4.2.2.2). */
function signerFault(response: OcspAnswers, { issuer, now, tools }: OcspQuestion): RevocationVerdict | undefined {
  const isNamed = (one: Certificate): boolean =>
    response.responder.by === 'name'
      ? one.subject.key === response.responder.name.key
      : isSame(response.responder.hash, tools.digest('sha1', keyOctets(one.key)));
  if (isNamed(issuer)) {
    const outcome = tools.checkSigned(response, issuer.key);
    if (outcome !== 'bad') return outcome === 'good' ? undefined : unchecked(response);
  }
  const named = response.certificates.map(tools.certificateOf).filter((one) => one.kind === 'certificate' && isNamed(one));
  for (const delegate of named) {
    if (delegate.kind !== 'certificate') continue;
    const outcome = tools.checkSigned(response, delegate.key);
    if (outcome === 'unsupported') return unchecked(response);
    if (outcome === 'good') return delegateFault(delegate, { issuer, now, tools });
  }
  if (isNamed(issuer) || named.length > 0)
    return bad('bad-signature', 'The signature of the OCSP answer is wrong: it was changed, or forged.');
  const who = response.responder.by === 'name' ? response.responder.name.text : 'somebody known by a key identifier only';
  return bad('other-signer', `The OCSP answer is signed by ${who}, whose certificate is not in it, and not by the issuer.`);
}

const unchecked = ({ signature }: OcspAnswers): RevocationVerdict =>
  bad('signature-unchecked', `The signature of the OCSP answer cannot be checked here (${signature.name}).`);

function delegateFault(
  delegate: Certificate,
  { issuer, now, tools }: Pick<OcspQuestion, 'issuer' | 'now' | 'tools'>,
): RevocationVerdict | undefined {
  const who = delegate.subject.text;
  const isAppointed = delegate.issuer.key === issuer.subject.key && tools.checkSignature(delegate, issuer) === 'good';
  if (!isAppointed) return bad('other-signer', `The OCSP answer is signed by ${who}, whom the issuer of the certificate did not appoint.`);
  if (!delegate.extendedKeyUsage?.includes('OCSPSigning'))
    return bad('other-signer', `The OCSP answer is signed by ${who}, whose certificate is not for signing OCSP answers (OCSPSigning).`);
  if (now > delegate.notAfter || now < delegate.notBefore)
    return bad(
      'other-signer',
      `The OCSP answer is signed by ${who}, whose certificate is out of its time (until ${written(delegate.notAfter)}).`,
    );
  return undefined;
}

function said({ status, nextUpdate }: OcspAnswer, now: Date): RevocationVerdict {
  const until = nextUpdate ? `, until ${written(nextUpdate)}` : '';
  if (status === 'good') return { outcome: 'good', why: `The responder says that it is not revoked${until}.` };
  if (status === 'unknown') return { outcome: 'unknown', why: 'The responder does not know this certificate.' };
  return revokedVerdict({ ...status, by: 'The responder' }, now);
}
