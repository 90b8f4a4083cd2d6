import { minimumOf } from '../../config/drachtio/model';
import { replacing } from '../../config/edits';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { drachtioCite, drachtioXml, elementBelow } from '../drachtio';

export default defineConfigRule({
  id: 'config/dr-tls-min-version',
  subject: 'config',
  products: ['drachtio'],
  severity: { practical: 'warning', strict: 'error' },
  title: 'min-tls-version allows versions that have been withdrawn, or is not what it seems',
  remedy: 'Set min-tls-version to 1.2.',
  cites: ['RFC 8996 §4', 'RFC 8996 §5', drachtioCite('controller.cpp, tlsVersionTagValue')],
  examples: [
    {
      title: 'not said',
      dialect: 'drachtio',
      files: {
        'drachtio.conf.xml': `
<drachtio>
  <sip>
    <contacts>
      <contact external-ip="198.51.100.1">sips:*:5061;transport=tls</contact>
    </contacts>
    <tls>
     ^^^ config/dr-tls-min-version
      <key-file>/etc/drachtio/key.pem</key-file>
      <cert-file>/etc/drachtio/fullchain.pem</cert-file>
    </tls>
  </sip>
</drachtio>
`,
      },
    },
    {
      title: 'too low',
      dialect: 'drachtio',
      files: {
        'drachtio.conf.xml': `
<drachtio>
  <sip>
    <contact external-ip="198.51.100.1">sips:*</contact>
    <tls>
      <key-file>/etc/drachtio/key.pem</key-file>
      <cert-file>/etc/drachtio/fullchain.pem</cert-file>
      <min-tls-version> 1.1 </min-tls-version>
<!--                    ^^^ config/dr-tls-min-version -->
    </tls>
  </sip>
</drachtio>
`,
      },
    },
    {
      title: 'no number',
      dialect: 'drachtio',
      files: {
        'drachtio.conf.xml': `
<drachtio>
  <sip>
    <contact external-ip="198.51.100.1">sips:*</contact>
    <tls>
      <key-file>/etc/drachtio/key.pem</key-file>
      <cert-file>/etc/drachtio/fullchain.pem</cert-file>
      <min-tls-version>TLSv1.2</min-tls-version>
<!--                   ^^^^^^^ config/dr-tls-min-version -->
    </tls>
  </sip>
</drachtio>
`,
      },
    },
    {
      title: 'more than there is',
      dialect: 'drachtio',
      files: {
        'drachtio.conf.xml': `
<drachtio>
  <sip>
    <contact external-ip="198.51.100.1">sips:*</contact>
    <tls>
      <key-file>/etc/drachtio/key.pem</key-file>
      <cert-file>/etc/drachtio/fullchain.pem</cert-file>
      <min-tls-version>1.3</min-tls-version>
<!--                   ^^^ config/dr-tls-min-version -->
    </tls>
  </sip>
</drachtio>
`,
      },
    },
    {
      title: '1.2',
      dialect: 'drachtio',
      files: {
        'drachtio.conf.xml': `
<drachtio>
  <sip>
    <contact external-ip="198.51.100.1">sips:*</contact>
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
    const own = drachtioXml(facts);
    if (!own?.tls || !own.contacts.some(({ isTls }) => isTls)) return;
    const item = own.tls.items.get('min-tls-version');
    const text = item?.value.text ?? '';
    const minimum = minimumOf(text);
    if (item?.value.isKnown === false || minimum === 1.2) return;
    const last = [...own.tls.items.values()].at(-1);
    const edit = item ? replacing(item.value.place, '1.2') : last && elementBelow(facts, last.element, 'min-tls-version', '1.2');
    report(
      item && text !== '' ? item.value.place : { file: facts.root, at: (item?.element ?? own.tls.element).nameAt },
      wordsOf(text, minimum),
      {
        covers: ['config/method-deprecated', 'config/method-single-old'],
        ...(minimum > 1.2 && { atMost: 'warning' }),
        ...(edit && { fix: { title: 'Allow TLS 1.2 only', edits: [edit] } }),
      },
    );
  },
});

function wordsOf(text: string, minimum: number): string {
  const fate = 'RFC 8996 has withdrawn them, and providers refuse them.';
  if (minimum > 1.2) return `${quoted(text)} is treated as 1.2: drachtio asks its stack for TLS 1.2, and cannot ask for anything newer.`;
  if (text === '') return `Without min-tls-version drachtio speaks TLS 1.0 and 1.1 too. ${fate}`;
  if (minimum === 0 && text !== '0') return `${quoted(text)} is no number and counts as none, so that TLS 1.0 and 1.1 stay on. ${fate}`;
  return minimum >= 1.1
    ? `${quoted(text)} lets peers fall back to TLS 1.1, which RFC 8996 has withdrawn and providers refuse.`
    : `${quoted(text)} lets peers fall back to TLS 1.0 and 1.1. ${fate}`;
}
