import { secureTransports } from '../../config/drachtio/facts';
import { replacing } from '../../config/edits';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { drachtioCite, drachtioXml } from '../drachtio';

export default defineConfigRule({
  id: 'config/dr-contact-port',
  subject: 'config',
  products: ['drachtio'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'TLS contact on port 5060',
  remedy: 'Listen on 5061, the port of SIP over TLS.',
  cites: ['RFC 3261 §18.1.1', drachtioCite('drachtio.conf.xml')],
  examples: [
    {
      title: '5060',
      dialect: 'drachtio',
      files: {
        'drachtio.conf.xml': `
<drachtio>
  <sip>
    <contacts>
      <contact external-ip="198.51.100.1">sips:*:5060;transport=tls</contact>
<!--                                             ^^^^ config/dr-contact-port -->
    </contacts>
    <tls>
      <key-file>/etc/drachtio/key.pem</key-file>
      <cert-file>/etc/drachtio/fullchain.pem</cert-file>
      <min-tls-version>1.2</min-tls-version>
    </tls>
  </sip>
</drachtio>
`,
      },
    },
    {
      title: 'UDP on 5060, TLS on its own port',
      dialect: 'drachtio',
      files: {
        'drachtio.conf.xml': `
<drachtio>
  <sip>
    <contacts>
      <contact>sip:*:5060;transport=udp</contact>
      <contact external-ip="198.51.100.1">sips:*:5061;transport=tls</contact>
    </contacts>
    <tls>
      <key-file>/etc/drachtio/key.pem</key-file>
      <cert-file>/etc/drachtio/fullchain.pem</cert-file>
      <min-tls-version>1.2</min-tls-version>
    </tls>
  </sip>
</drachtio>
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const contact of drachtioXml(facts)?.contacts ?? []) {
      if (contact.port !== 5060 || !contact.portPlace || !secureTransports(contact).includes('tls')) continue;
      report(
        contact.portPlace,
        `${quoted(contact.value.text)} speaks TLS on 5060, where everybody expects clear text: phones and providers that use the port as it is meant get no answer.`,
        { covers: ['config/port-tls-on-5060'], fix: { title: 'Listen on 5061', edits: [replacing(contact.portPlace, '5061')] } },
      );
    }
  },
});
