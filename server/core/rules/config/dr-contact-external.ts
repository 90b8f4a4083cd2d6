import { isPrivate } from '../../sip/socket';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { drachtioCite, drachtioXml } from '../drachtio';

export default defineConfigRule({
  id: 'config/dr-contact-external',
  subject: 'config',
  products: ['drachtio'],
  severity: { practical: 'info', strict: 'info' },
  title: 'TLS contact announces a local address',
  remedy: 'Add external-ip with the public address, and dns-names with the names of the certificate; Microsoft Teams needs the name.',
  cites: ['RFC 3261 §8.1.1.8', drachtioCite('sip-transports.cpp, getContactAndVia')],
  examples: [
    {
      title: 'any address',
      dialect: 'drachtio',
      files: {
        'drachtio.conf.xml': `
<drachtio>
  <sip>
    <contacts>
      <contact>sips:*:5061;transport=tls</contact>
<!--                ^ config/dr-contact-external -->
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
      title: 'a private address with a name, and a public one',
      dialect: 'drachtio',
      files: {
        'drachtio.conf.xml': `
<drachtio>
  <sip>
    <contacts>
      <contact dns-names="sip.example.com">sips:10.0.0.1:5061;transport=tls</contact>
      <contact>sips:192.0.2.1:5062;transport=tls</contact>
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
    for (const { value, host, scheme, isTls, externalIp, dnsNames } of drachtioXml(facts)?.contacts ?? []) {
      if (!isTls || !value.isKnown || externalIp || dnsNames.length > 0) continue;
      if (host !== '*' && host !== '0.0.0.0' && host !== '::' && !isPrivate(host)) continue;
      const start = value.place.at.start + scheme.length + 1;
      const place = { file: value.place.file, at: { start, end: Math.min(start + host.length, value.place.at.end) } };
      const which = host === '*' || host === '0.0.0.0' || host === '::' ? 'the address of the machine' : host;
      report(
        place,
        `${quoted(value.text)} writes ${which} into Via and Contact. Behind NAT nobody outside can reach that, and no certificate names it.`,
      );
    }
  },
});
