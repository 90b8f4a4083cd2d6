import { chainEnd } from '../../probe/chain-end';
import { nameOf, placeOf, verifyCommand } from '../../probe/chain-words';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/self-signed',
  subject: 'chain',
  severity: { practical: 'error', strict: 'error' },
  title: 'Self-signed certificate',
  remedy: 'Install a certificate of a CA that the peer trusts; between your own boxes, distribute this one as a trust anchor on purpose.',
  cites: ['RFC 5280 §6.1', 'RFC 5922 §7.1'],
  examples: [
    {
      title: 'the certificate that came with the product',
      scene: { certificates: { leaf: { commonName: 'asterisk', by: 'itself', names: null } }, sent: ['leaf'] },
      finds: ['error'],
    },
    {
      title: 'another one for other server names',
      scene: { certificates: { leaf: { by: 'itself', isCa: true } }, sent: ['leaf'], showsOthers: true },
      finds: ['error'],
    },
    {
      title: 'the very certificate is in the CA file',
      scene: { certificates: { leaf: { by: 'itself' } }, sent: ['leaf'], trusted: ['leaf'] },
      finds: ['info'],
    },
    { title: 'issued by an authority', scene: {}, finds: [] },
    {
      title: 'the root of the chain signed itself, as all roots do',
      scene: { certificates: { mine: { by: 'itself', isCa: true } }, sent: ['leaf', 'intermediate', 'root'], trusted: ['mine'] },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const end = chainEnd(facts);
    const { leaf } = facts;
    const extras = { at: placeOf(facts, leaf), command: verifyCommand(facts) };
    if (end?.kind === 'pinned' && end.isSelfSigned)
      report(
        `${nameOf(leaf)} signed itself, and this very certificate is trusted here: it is pinned. Who does not have it cannot check it, and each renewal has to reach everybody.`,
        {
          ...extras,
          severity: 'info',
          remedy: 'Nothing between your own boxes. Before it is renewed, distribute the new one.',
        },
      );
    if (end?.kind !== 'self-signed-leaf') return;
    const isDefault = leaf.subject.commonNames.some((name) => productNames.test(name));
    report(
      `${nameOf(leaf)} signed itself; nobody can check it.${isDefault ? " It looks like the product's default certificate." : ''}${facts.showsOthers ? ' With another server name this address shows a different one.' : ''}`,
      extras,
    );
  },
});

/** What installers write into the common name. */
const productNames = /^(?:3cx|asterisk|freepbx|freeswitch|fusionpbx|kamailio|opensips|localhost|snakeoil)\b/i;
