import { secureTransports } from '../../config/drachtio/facts';
import { listed } from '../../hover/words';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { drachtioCite, drachtioXml, elementBelow, tlsItem } from '../drachtio';

export default defineConfigRule({
  id: 'config/dr-tls-no-files',
  subject: 'config',
  products: ['drachtio'],
  severity: { practical: 'error', strict: 'error' },
  title: 'TLS contact without key and certificate',
  remedy:
    'Name key-file and cert-file in <tls>, below <sip>; or set DRACHTIO_TLS_KEY_FILE and DRACHTIO_TLS_CERT_FILE in the environment, and switch this rule off.',
  cites: [drachtioCite('controller.cpp, hasTlsFiles')],
  examples: [
    {
      title: 'no block at all',
      dialect: 'drachtio',
      files: {
        'drachtio.conf.xml': `
<drachtio>
  <admin port="9022" secret="example">127.0.0.1</admin>
  <sip>
    <contacts>
      <contact>sip:*;transport=udp,tcp</contact>
      <contact dns-names="sip.example.com">sips:*:5061;transport=tls</contact>
<!--                                       ^^^^^^^^^^^^^^^^^^^^^^^^^ config/dr-tls-no-files -->
    </contacts>
  </sip>
</drachtio>
`,
      },
    },
    {
      title: 'the key is missing',
      dialect: 'drachtio',
      files: {
        'drachtio.conf.xml': `
<drachtio>
  <sip>
    <contact>sips:192.0.2.1</contact>
<!--         ^^^^^^^^^^^^^^ config/dr-tls-no-files -->
    <tls>
      <cert-file>/etc/letsencrypt/live/sip.example.com/fullchain.pem</cert-file>
      <min-tls-version>1.2</min-tls-version>
    </tls>
  </sip>
</drachtio>
`,
      },
    },
    {
      title: 'both are there',
      dialect: 'drachtio',
      files: {
        'drachtio.conf.xml': `
<drachtio>
  <sip>
    <contacts>
      <contact external-ip="198.51.100.1">sips:*:5061;transport=tls</contact>
    </contacts>
    <tls>
      <key-file>/etc/letsencrypt/live/sip.example.com/privkey.pem</key-file>
      <cert-file>/etc/letsencrypt/live/sip.example.com/fullchain.pem</cert-file>
      <min-tls-version>1.2</min-tls-version>
    </tls>
  </sip>
</drachtio>
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = drachtioXml(facts);
    if (!own) return;
    const key = tlsItem(own, 'key-file');
    const certificate = tlsItem(own, 'cert-file');
    const missing = [...(key ? [] : ['key-file']), ...(certificate ? [] : ['cert-file'])];
    const contact = own.contacts.find((each) => each.value.isKnown && secureTransports(each).length > 0);
    if (missing.length === 0 || !contact) return;
    const there = key ?? certificate;
    const folder = there?.value.isKnown ? /^(.*\/letsencrypt\/live\/[^/]+\/)/.exec(there.value.text)?.[1] : undefined;
    report(
      contact.value.place,
      `${quoted(contact.value.text)} is to speak TLS, but ${listed(missing)} ${missing.length === 1 ? 'is' : 'are'} missing in <tls>. drachtio takes the two together or not at all, and every handshake fails.`,
      {
        covers: ['config/cert-file-missing'],
        ...(there &&
          folder !== undefined && {
            fix: {
              title: `Name the ${key ? 'certificate' : 'key'} of Let’s Encrypt`,
              edits: [
                key
                  ? elementBelow(facts, there.element, 'cert-file', `${folder}fullchain.pem`)
                  : elementBelow(facts, there.element, 'key-file', `${folder}privkey.pem`),
              ],
            },
          }),
      },
    );
  },
});
