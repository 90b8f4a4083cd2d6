import { type Certificate, isSelfIssued } from '../x509/certificate';
import { isSameKey } from '../x509/path';
import { chainEnd } from './chain-end';
import { judgedPath } from './chain-words';
import type { ChainFacts } from './facts';

/** What the certificates of the list are to the paths up from the server's own, where they are not on the best one. */

/** On another way up, or the same authority as one of the path, certified by another. */
export function isOfOtherPath(facts: ChainFacts, certificate: Certificate): boolean {
  const path = judgedPath(facts);
  if (!path || facts.verdict.kind !== 'judged') return false;
  if (path.links.some((link) => link.certificate.sha256 === certificate.sha256)) return false;
  const others = [path, ...facts.verdict.alternatives].flatMap(({ links }) => links.map((link) => link.certificate));
  return others.some((other) => isSameKey(other, certificate));
}

/** Those that have nothing to do with the server's own certificate, by their place; issuers of such are told by what they issued. */
export function strangers(facts: ChainFacts): readonly number[] {
  const end = chainEnd(facts);
  const twins = end?.kind === 'other-key' ? end.candidates : [];
  const certificates = facts.sent.filter((item) => item.kind === 'certificate');
  return facts.verdict.list.flatMap(({ kind, index }) => {
    const item = facts.sent[index];
    if (kind !== 'extra' || item?.kind !== 'certificate' || isOfOtherPath(facts, item)) return [];
    const isIssuer = certificates.some((other) => other !== item && !isSelfIssued(other) && other.issuer.key === item.subject.key);
    return isIssuer || twins.some((twin) => twin.sha256 === item.sha256) ? [] : index;
  });
}
