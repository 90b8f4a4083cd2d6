import { isOfOtherPath } from '../../probe/chain-list';
import { anchorOf, dayOf, positionOf, problemsOf, verifyCommand } from '../../probe/chain-words';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/expired-unneeded',
  subject: 'chain',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Expired certificate in the sent list, path works without it',
  remedy: 'Stop sending it: take it out of the file. With ACME choose the chain without the cross-signature.',
  cites: ['RFC 5280 §6.1.3', 'RFC 4158'],
  examples: [
    {
      title: 'a root cross-signed by one that has expired',
      scene: {
        certificates: {
          old: { commonName: 'Old Root', by: 'itself', isCa: true, notAfter: '-1d' },
          cross: { commonName: 'Test Root', keyOf: 'root', by: 'old', isCa: true, notAfter: '-1d' },
        },
        sent: ['leaf', 'intermediate', 'cross'],
      },
      finds: ['warning'],
    },
    {
      title: 'the same list without it',
      scene: { sent: ['leaf', 'intermediate'] },
      finds: [],
    },
    {
      title: 'it has not expired',
      scene: {
        certificates: {
          old: { commonName: 'Old Root', by: 'itself', isCa: true },
          cross: { commonName: 'Test Root', keyOf: 'root', by: 'old', isCa: true },
        },
        sent: ['leaf', 'intermediate', 'cross'],
      },
      finds: [],
    },
    {
      title: 'the leaf has expired as well, and that is what counts',
      scene: {
        certificates: {
          leaf: { notAfter: '-1d' },
          old: { commonName: 'Old Root', by: 'itself', isCa: true },
          cross: { commonName: 'Test Root', keyOf: 'root', by: 'old', isCa: true, notAfter: '-1d' },
        },
        sent: ['leaf', 'intermediate', 'cross'],
      },
      finds: [],
    },
    {
      title: 'what has expired has nothing to do with the leaf',
      scene: { certificates: { other: { by: 'itself', isCa: true, notAfter: '-1d' } }, sent: ['leaf', 'intermediate', 'other'] },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    if (!anchorOf(facts) || problemsOf(facts, 'expired').length > 0) return;
    for (const [index, item] of facts.sent.entries()) {
      if (index === 0 || item.kind !== 'certificate' || facts.now <= item.notAfter || !isOfOtherPath(facts, item)) continue;
      report(
        `${positionOf(facts, item)} expired on ${dayOf(item.notAfter)}. Current verifiers take another path; old ones (OpenSSL 1.0.2, many phones) follow the sent one and fail with "certificate has expired".`,
        {
          at: { certificate: index },
          remedy: `Stop sending it: take certificate ${index + 1} out of the file. With ACME choose the chain without the cross-signature.`,
          command: verifyCommand(facts),
        },
      );
    }
  },
});
