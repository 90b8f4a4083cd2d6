import { chainEnd } from '../../probe/chain-end';
import { dayOf, nameOf, ownerOf, placeOf, verifyCommand } from '../../probe/chain-words';
import { visibleName } from '../../text/visible-name';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/unknown-root',
  subject: 'chain',
  severity: { practical: 'error', strict: 'error' },
  title: 'Chain ends at a root that is not trusted here',
  remedy:
    'Install it on the side that verifies (Kamailio/OpenSIPS ca_list, Asterisk ca_list_file, FreeSWITCH cafile.pem) after checking its fingerprint out of band.',
  cites: ['RFC 5280 §6.1', 'RFC 5922 §7.1'],
  examples: [
    {
      title: 'a private root, and the roots of the runtime',
      scene: {
        certificates: { public: { by: 'itself', isCa: true } },
        sent: ['leaf', 'intermediate', 'root'],
        trusted: ['public'],
        isPublicStore: true,
      },
      finds: ['error'],
    },
    {
      title: 'the root was not sent',
      scene: { certificates: { mine: { by: 'itself', isCa: true } }, trusted: ['mine'] },
      finds: ['error'],
    },
    {
      title: 'a public root that the file of the user lacks',
      scene: {
        certificates: { mine: { by: 'itself', isCa: true }, intermediate: { caIssuers: 'http://ca.example.com/root.cer' } },
        trusted: ['mine'],
        publicRoots: ['root'],
      },
      finds: ['error'],
    },
    { title: 'the file holds it', scene: {}, finds: [] },
    {
      title: 'what is missing is an intermediate',
      scene: { certificates: { leaf: { caIssuers: 'http://ca.example.com/ca.cer' } }, sent: ['leaf'] },
      finds: [],
    },
    { title: 'one certificate that signed itself', scene: { certificates: { leaf: { by: 'itself' } }, sent: ['leaf'] }, finds: [] },
  ],
  check(facts, _context, report) {
    const end = chainEnd(facts);
    const store = visibleName(facts.store.name);
    const command = verifyCommand(facts);
    if (end?.kind === 'gave-up')
      report(`No way to a trusted certificate (${store}) was found: the list has too many certificates of one name to try them all.`, {
        remedy: 'Send the leaf and the intermediates that lead up from it, and no more.',
        command,
      });
    if (end?.kind !== 'unknown-root') return;
    const { root, last } = end;
    const name = root ? nameOf(root) : ownerOf(last.issuer);
    const [known] = facts.publicRoots?.bySubject.get((root?.subject ?? last.issuer).key) ?? [];
    const isPrivate = !known && (facts.publicRoots !== undefined || !facts.policy.isPrivateStore);
    const lacks = facts.policy.isPrivateStore ? 'the file in use does not hold it' : 'this store is old';
    report(
      `The chain leads to ${name}, which is not among the trusted certificates here (${store}).${known ? ` It has been a public root since ${dayOf(known.notBefore)}: ${lacks}.` : ''}${isPrivate ? ' It looks like a private CA.' : ''}`,
      {
        at: placeOf(facts, root ?? last),
        remedy: `Install ${name} on the side that verifies (Kamailio/OpenSIPS ca_list, Asterisk ca_list_file, FreeSWITCH cafile.pem) after checking its fingerprint out of band.`,
        command,
      },
    );
  },
});
