import { replaceValue } from '../../config/asterisk/edits';
import { pjsipOf } from '../../config/asterisk/pjsip-facts';
import { isSlip } from '../../config/slip';
import { byPlace, namesOf } from '../asterisk';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';

export default defineConfigRule({
  id: 'config/ast-endpoint-transport-unknown',
  subject: 'config',
  products: ['asterisk'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Transport is named that does not exist',
  remedy: 'Name a section with type=transport. Transports stand in pjsip.conf, and names count in upper and lower case.',
  cites: ['Asterisk res_pjsip, endpoint transport'],
  examples: [
    {
      title: 'a slip of the pen',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
[transport-udp]
type=transport
bind=0.0.0.0

[1001]
type=endpoint
transport=transport-upd
;         ^^^^^^^^^^^^^ config/ast-endpoint-transport-unknown
aors=1001
`,
      },
    },
    {
      title: 'a wizard beside a pjsip.conf without that transport',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip_wizard.conf': `
[trunk]
type=wizard
transport=t-tls
;         ^^^^^ config/ast-endpoint-transport-unknown
remote_hosts=192.0.2.1
`,
        'pjsip.conf': `
[t-udp]
type=transport
bind=0.0.0.0
[t-tcp]
type=transport
protocol=tcp
bind=0.0.0.0
`,
      },
    },
    {
      title: 'the rest of the configuration is not here',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
#include pjsip.transports.conf

[1001]
type=endpoint
transport=0.0.0.0-udp
aors=1001
`,
      },
    },
    {
      title: 'a transport in a file that is included',
      dialect: 'asterisk-pjsip',
      files: {
        'pjsip.conf': `
#include pjsip.transports.conf

[1001]
type=endpoint
transport=t-udp
aors=1001
`,
        'pjsip.transports.conf': `
[t-udp]
type=transport
bind=0.0.0.0
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = pjsipOf(facts);
    if (!own?.isWhole) return;
    const known = own.transports.map(({ name }) => name);
    const unknown = [...own.endpoints, ...own.wizards].filter(
      ({ object, transport }) => object.isHere && transport?.entry.value.isKnown && !transport.target,
    );
    const named = [
      ...unknown.flatMap(({ object, transport }) => (transport ? [{ name: object.name, word: 'Endpoint', entry: transport.entry }] : [])),
      ...own.registrations.flatMap(({ object, transport }) =>
        object.isHere && transport?.entry.value.isKnown && !transport.target
          ? [{ name: object.name, word: 'Registration', entry: transport.entry }]
          : [],
      ),
    ];
    for (const { place, items } of byPlace(named, ({ entry }) => entry.value.place)) {
      const [first] = items;
      if (!first) continue;
      const text = first.entry.value.text;
      const near = nearest(text, known);
      const who = namesOf(
        first.word.toLowerCase(),
        items.map(({ name }) => name),
      );
      report(
        place,
        `There is no transport ${quoted(text)}. Asterisk complains in its log with each request and goes by the URI alone, so that ${who} may send by another one than you mean, or by none.`,
        {
          ...(near !== undefined && { fix: { title: `Name the transport ${quoted(near)}`, edits: [replaceValue(first.entry, near)] } }),
        },
      );
    }
  },
});

/** The only name there is, or the only one that differs by its letter case or by a slip. */
function nearest(text: string, names: readonly string[]): string | undefined {
  const close = names.filter((name) => isSlip(text.toLowerCase(), name.toLowerCase()));
  const [only, ...more] = close.length > 0 ? close : names;
  return more.length === 0 ? only : undefined;
}
