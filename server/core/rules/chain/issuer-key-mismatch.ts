import { chainEnd } from '../../probe/chain-end';
import { indexOf, ownerOf, placeOf, verifyCommand } from '../../probe/chain-words';
import { keyIdentifierMismatch } from '../../x509/chain-facts';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/issuer-key-mismatch',
  subject: 'chain',
  severity: { practical: 'error', strict: 'error' },
  title: 'Issuer of that name did not sign this',
  remedy: 'Take the certificate of the issuer that matches authorityKeyIdentifier.',
  cites: ['RFC 5280 §6.1.3', 'RFC 5280 §4.2.1.1'],
  examples: [
    {
      title: 'an intermediate of that name with another key',
      scene: { certificates: { twin: { commonName: 'Test CA', isCa: true } }, sent: ['leaf', 'twin'] },
      finds: ['error'],
    },
    {
      title: 'a root of that name with another key is trusted',
      scene: { certificates: { twin: { commonName: 'Test Root', by: 'itself', isCa: true } }, trusted: ['twin'] },
      finds: ['error'],
    },
    { title: 'the right one', scene: {}, finds: [] },
    {
      title: 'both are sent',
      scene: { certificates: { twin: { commonName: 'Test CA', isCa: true } }, sent: ['leaf', 'twin', 'intermediate'] },
      finds: [],
    },
    { title: 'none of that name', scene: { sent: ['leaf'] }, finds: [] },
  ],
  check(facts, _context, report) {
    const end = chainEnd(facts);
    if (end?.kind !== 'other-key') return;
    const twin = end.candidates.find((candidate) => indexOf(facts, candidate) !== undefined) ?? end.candidates[0];
    if (!twin) return;
    const issuer = ownerOf(end.below.issuer);
    const ids = keyIdentifierMismatch(end.below, twin);
    const holder = indexOf(facts, twin) === undefined ? `the trusted certificate of that name is` : 'this list has the certificate';
    report(
      `${issuer} was re-keyed: ${holder} of ${ids ? 'the other' : 'another'} generation${ids ? ` (key id ${ids.has}, needed ${ids.wanted})` : ', whose key did not make this signature'}.`,
      {
        at: placeOf(facts, indexOf(facts, twin) === undefined ? end.below : twin),
        remedy: ids
          ? `Take the certificate of ${issuer} whose key identifier is ${ids.wanted}.`
          : `Take the certificate of ${issuer} that was in use when this one was issued.`,
        command: verifyCommand(facts),
      },
    );
  },
});
