import { defineConfigRule } from '../config-rule';
import { drachtioCite, drachtioXml } from '../drachtio';

export default defineConfigRule({
  id: 'config/dr-admin-secret',
  subject: 'config',
  products: ['drachtio'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Admin socket is open to everybody with the shipped secret',
  remedy: 'Choose a secret of your own, or bind the socket to 127.0.0.1.',
  cites: [drachtioCite('drachtio.conf.xml, admin')],
  examples: [
    {
      title: 'all addresses',
      dialect: 'drachtio',
      files: {
        'drachtio.conf.xml': `
<drachtio>
  <admin port="9022" secret="cymru">0.0.0.0</admin>
<!--                         ^^^^^ config/dr-admin-secret -->
  <sip>
    <contact>sip:*;transport=udp,tcp</contact>
  </sip>
</drachtio>
`,
      },
    },
    {
      title: 'as shipped, on this machine only',
      dialect: 'drachtio',
      files: {
        'drachtio.conf.xml': `
<drachtio>
  <admin port="9022" secret="cymru">127.0.0.1</admin>
  <sip>
    <contact>sip:*;transport=udp,tcp</contact>
  </sip>
</drachtio>
`,
      },
    },
  ],
  check(facts, _context, report) {
    const admin = drachtioXml(facts)?.admin;
    if (admin?.secret?.text !== SHIPPED || !['0.0.0.0', '::', '*'].includes(admin.address.text)) return;
    report(
      admin.secret.place,
      'The admin socket listens on all addresses, and its secret is the one that drachtio is shipped with: whoever reaches the port makes calls and reads all signalling.',
      { covers: ['config/secret-inline'] },
    );
  },
});

const SHIPPED = 'cymru';
