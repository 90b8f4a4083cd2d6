import { type Certificate, isCa, serialOctets } from './certificate';
import { type Crl, type CrlFault, findEntry } from './crl';
import { bad, type RevocationTools, type RevocationVerdict, revokedVerdict, timeFault, written } from './revocation';

export interface CrlQuestion {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  readonly now: Date;
  readonly tools: Pick<RevocationTools, 'checkSigned'>;
}

/** Whether the list speaks of this certificate, with the authority of its issuer, and in time; and then what it says (RFC 5280 §6.3.3). */
export function judgeCrl(crl: Crl | CrlFault, question: CrlQuestion): RevocationVerdict {
  if (crl.kind === 'fault') return bad('malformed', `The revocation list cannot be read: ${crl.reason}.`);
  const times = { thisUpdate: crl.thisUpdate, ...(crl.nextUpdate && { nextUpdate: crl.nextUpdate }) };
  const fault = scopeFault(crl, question) ?? signerFault(crl, question) ?? timeFault(times, question.now, 'The revocation list');
  return { ...(fault ?? said(crl, question)), ...times };
}

function scopeFault({ issuer, scope, isDelta, unknownCritical: [oid] }: Crl, { certificate }: CrlQuestion): RevocationVerdict | undefined {
  if (issuer.key !== certificate.issuer.key)
    return bad('other-signer', `The revocation list is of ${issuer.text}, who did not issue this certificate.`);
  if (oid !== undefined) return outside(`has a critical extension, ${oid}, which nobody here knows`);
  if (isDelta) return outside('holds only what changed since another list');
  if (!scope) return undefined;
  if (scope.isIndirect) return outside('also lists what others issued (an indirect list), which is not supported here');
  if (scope.only === 'attribute-certificates') return outside('is for attribute certificates');
  if (scope.only === 'ca-certificates' && !isCa(certificate)) return outside('is for certificates of authorities only');
  if (scope.only === 'user-certificates' && isCa(certificate)) return outside('is not for certificates of authorities');
  if (scope.urls && !scope.urls.some((url) => certificate.crls?.includes(url)))
    return outside(`is published for ${scope.urls[0] ?? 'a place without an address'}, which this certificate does not name`);
  return undefined;
}

const outside = (what: string): RevocationVerdict => bad('out-of-scope', `The revocation list ${what}.`);

function signerFault(crl: Crl, { issuer, tools }: CrlQuestion): RevocationVerdict | undefined {
  if (issuer.keyUsage && !issuer.keyUsage.includes('cRLSign'))
    return bad('other-signer', `The key of ${issuer.subject.text} may not sign revocation lists (cRLSign is missing from its key usage).`);
  const outcome = tools.checkSigned(crl, issuer.key);
  if (outcome === 'good') return undefined;
  if (outcome === 'unsupported')
    return bad('signature-unchecked', `The signature of the revocation list cannot be checked here (${crl.signature.name}).`);
  const { authorityKeyId } = crl;
  if (authorityKeyId !== undefined && issuer.subjectKeyId !== undefined && authorityKeyId !== issuer.subjectKeyId)
    return bad('other-signer', `The revocation list is signed with another key of ${crl.issuer.text} (key identifier ${authorityKeyId}).`);
  return bad('bad-signature', 'The signature of the revocation list is wrong: it was changed, or forged.');
}

function said(crl: Crl, { certificate, now }: CrlQuestion): RevocationVerdict {
  const entry = findEntry(crl, serialOctets(certificate));
  if (entry === undefined) {
    if (crl.scope?.isSomeReasonsOnly) return outside('covers some reasons only, so that not to stand in it proves nothing');
    const until = crl.nextUpdate ? `, until ${written(crl.nextUpdate)}` : '';
    const size = crl.entryCount === 1 ? '1 entry' : `${crl.entryCount} entries`;
    return { outcome: 'good', why: `The revocation list does not have it (${size}${until}).` };
  }
  if ('kind' in entry) return bad('malformed', `The revocation list cannot be read: ${entry.reason}.`);
  const [oid] = entry.unknownCritical;
  if (oid !== undefined) return outside(`has this certificate with a critical extension, ${oid}, which nobody here knows`);
  if (entry.reason === 'removeFromCRL') return { outcome: 'good', why: 'The revocation list says that its suspension was lifted.' };
  return revokedVerdict({ ...entry, by: 'The revocation list' }, now);
}
