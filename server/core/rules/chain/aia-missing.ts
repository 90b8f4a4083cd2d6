import { chainEnd, rootBeyond } from '../../probe/chain-end';
import { isPublic, nameOf, ownerOf, placeOf, printCommand } from '../../probe/chain-words';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/aia-missing',
  subject: 'chain',
  severity: { practical: 'off', strict: 'hint' },
  title: 'No issuer URL in the certificate',
  remedy: 'Look for the certificate of its issuer at the CA.',
  cites: ['RFC 5280 §4.2.2.1'],
  examples: [
    {
      title: 'the leaf alone does not say where its issuer is',
      scene: { sent: ['leaf'], helpers: [{ certificate: 'intermediate', from: '192.0.2.2:5061' }], isPublicStore: true },
      finds: ['hint'],
    },
    { title: 'nobody has it', scene: { sent: ['leaf'], isPublicStore: true }, finds: ['hint'] },
    {
      title: 'it says so',
      scene: {
        certificates: { leaf: { caIssuers: 'http://ca.example.com/ca.cer' } },
        sent: ['leaf'],
        helpers: [{ certificate: 'intermediate', from: '192.0.2.2:5061' }],
        isPublicStore: true,
      },
      finds: [],
    },
    { title: 'the path is complete', scene: { isPublicStore: true }, finds: [] },
    { title: 'a private CA', scene: { sent: ['leaf'], helpers: [{ certificate: 'intermediate', from: '192.0.2.2:5061' }] }, finds: [] },
  ],
  check(facts, _context, report) {
    const end = chainEnd(facts);
    const root = rootBeyond(facts);
    const isOfPublicCa = root ? isPublic(facts, root) : !facts.policy.isPrivateStore;
    if (end?.kind !== 'intermediate-missing' || end.url !== undefined || !isOfPublicCa) return;
    const { authorityKeyId, issuer } = end.below;
    report(
      `${nameOf(end.below)} does not say where its issuer's certificate is; the missing intermediate has to come from the CA's web page.`,
      {
        at: placeOf(facts, end.below),
        remedy: `Look for ${ownerOf(issuer)}${authorityKeyId === undefined ? '' : ` (key id ${authorityKeyId})`} at the CA.`,
        command: printCommand(facts, end.below, '-ext authorityInfoAccess'),
      },
    );
  },
});
