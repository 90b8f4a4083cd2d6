import { flexisipFacts } from '../../config/flexisip/read';
import { lineOf } from '../../config/keyed-lines';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/fx-cipher-no-effect',
  subject: 'config',
  products: ['flexisip'],
  severity: { practical: 'info', strict: 'info' },
  title: 'Part of a cipher list that switches no version off',
  remedy: 'Do not rely on it: what versions are spoken is up to OpenSSL.',
  cites: ['OpenSSL, ciphers(1)', 'Flexisip reference, global tls-ciphers'],
  examples: [
    {
      title: 'as the default has it',
      dialect: 'flexisip',
      files: {
        'flexisip.conf': `
[global]
transports=sips:sip.example.com
tls-certificates-file=/etc/flexisip/tls/agent.pem
tls-certificates-private-key=/etc/flexisip/tls/agent.key
tls-ciphers=HIGH:!TLSv1:!aNULL
#                ^^^^^^ config/fx-cipher-no-effect
`,
      },
    },
    {
      title: 'without it',
      dialect: 'flexisip',
      files: {
        'flexisip.conf': `
[global]
transports=sips:sip.example.com
tls-certificates-file=/etc/flexisip/tls/agent.pem
tls-certificates-private-key=/etc/flexisip/tls/agent.key
tls-ciphers=HIGH:!aNULL
`,
      },
    },
  ],
  check(facts, _context, report) {
    const ciphers = lineOf(flexisipFacts(facts)?.global ?? [], 'tls-ciphers')?.value;
    const match = ciphers && /(?:^|:)(!TLSv1(?:\.[012])?)(?=:|$)/.exec(ciphers.text);
    if (!ciphers || !match) return;
    const word = match[1] ?? '';
    const { file, at } = ciphers.place;
    const start = at.start + match.index + match[0].length - word.length;
    report(
      { file, at: { start, end: start + word.length } },
      `${word} takes out the suites that came with that version, and leaves the version itself on.`,
    );
  },
});
