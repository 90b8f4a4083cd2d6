import { placeOf, printCommand } from '../../probe/chain-words';
import { visibleName } from '../../text/visible-name';
import { hiddenCharacters } from '../../x509/odd-names';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/name-control-characters',
  subject: 'chain',
  severity: { practical: 'error', strict: 'error' },
  title: 'NUL or control characters in a name',
  remedy: 'Do not trust this certificate; ask its CA.',
  cites: ['RFC 5280 §4.2.1.6'],
  examples: [
    {
      title: 'a NUL in front of another domain',
      scene: { certificates: { leaf: { names: ['DNS:sip.example.com\u0000.evil.example'] } } },
      finds: ['error'],
    },
    {
      title: 'writing turned round in the common name',
      scene: { certificates: { leaf: { commonName: 'sip\u202emoc.elpmaxe' } } },
      finds: ['error'],
    },
    { title: 'a line feed in an intermediate', scene: { certificates: { intermediate: { commonName: 'Test\nCA' } } }, finds: ['error'] },
    { title: 'plain names', scene: {}, finds: [] },
    { title: 'letters of other languages', scene: { certificates: { intermediate: { commonName: 'Pr\u00fcfstelle \u0394' } } }, finds: [] },
  ],
  check(facts, _context, report) {
    const seen = new Set<string>();
    for (const item of facts.sent) {
      if (item.kind !== 'certificate' || seen.has(item.sha256)) continue;
      seen.add(item.sha256);
      const [found] = hiddenCharacters(item);
      if (!found) continue;
      report(`The name ${visibleName(found.name, 120)} contains ${found.character} (${found.field}). ${consequences[found.kind]}`, {
        at: placeOf(facts, item),
        command: printCommand(facts, item, '-text | cat -v'),
      });
    }
  },
});

const consequences = {
  nul: 'Old software stops reading there and sees another name: a known forgery.',
  control: 'Logs and screens show another name than programs read: a known forgery.',
  direction: 'It turns the writing round, so that people read another name than programs do: a known forgery.',
} as const;
