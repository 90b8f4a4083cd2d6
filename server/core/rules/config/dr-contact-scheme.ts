import type { Contact } from '../../config/drachtio/facts';
import { replacing } from '../../config/edits';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { drachtioCite, drachtioXml } from '../drachtio';

export default defineConfigRule({
  id: 'config/dr-contact-scheme',
  subject: 'config',
  products: ['drachtio'],
  severity: { practical: 'info', strict: 'info' },
  title: 'Scheme and transport of a contact do not fit',
  remedy: 'Write sips: with transport=tls or transport=wss, and sip: with the others.',
  cites: ['RFC 3261 §26.2.2', 'RFC 7118 §5.2', drachtioCite('controller.cpp, tlsTransport')],
  examples: [
    {
      title: 'sip: over TLS',
      dialect: 'drachtio',
      files: {
        'drachtio.conf.xml': `
<drachtio>
  <sip>
    <contacts>
      <contact external-ip="198.51.100.1">sip:*:5061;transport=tls</contact>
<!--                                      ^^^ config/dr-contact-scheme -->
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
      title: 'sips: over UDP, and secure WebSocket that gets no certificate',
      dialect: 'drachtio',
      files: {
        'drachtio.conf.xml': `
<drachtio>
  <sip>
    <contacts>
      <contact>sips:192.0.2.1:5070;transport=udp</contact>
<!--                              ^^^^^^^^^^^^^^ config/dr-contact-scheme -->
      <contact>sip:192.0.2.1:443;transport=wss</contact>
<!--           ^^^ config/dr-contact-scheme -->
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
      title: 'as it should be',
      dialect: 'drachtio',
      files: {
        'drachtio.conf.xml': `
<drachtio>
  <sip>
    <contacts>
      <contact>sip:*;transport=udp,tcp</contact>
      <contact external-ip="198.51.100.1">sips:*:443;transport=wss</contact>
      <contact external-ip="198.51.100.1">sips:*</contact>
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
      const { value, scheme, schemePlace, transports, transportPlace, isTls } = contact;
      if (!value.isKnown) continue;
      const toSips = { fix: { title: 'Write sips:', edits: [replacing(schemePlace, 'sips')] } };
      if (scheme === 'sips' && transports.includes('udp'))
        report(
          transportPlace ?? value.place,
          'sips: demands TLS and can never travel over UDP: who asks for this contact by sips: gets no answer.',
          {
            severity: 'error',
            covers: ['config/uri-sips-udp'],
            ...(onlyUdp(contact) && {
              fix: { title: 'Write sip:', edits: [replacing(schemePlace, 'sip')] },
            }),
          },
        );
      else if (scheme === 'sip' && transports.includes('wss') && !isTls)
        report(
          schemePlace,
          `drachtio hands key and certificate to contacts with “sips” or “tls” in their text. ${quoted(value.text)} has neither, and its handshakes fail.`,
          { severity: 'error', ...(transports.length === 1 && toSips) },
        );
      else if (scheme === 'sip' && transports.includes('tls'))
        report(
          schemePlace,
          `${quoted(value.text)} listens with TLS, but says sip:, so that this is what peers find in Contact and Record-Route.`,
          transports.length === 1 ? toSips : {},
        );
    }
  },
});

const onlyUdp = ({ transports }: Contact): boolean => transports.every((each) => each === 'udp' || each === 'tcp');
