import { isSelfIssued } from '../../x509/certificate';
import { defineConfigRule } from '../config-rule';
import { drachtioCite, drachtioXml, elementBelow, tlsItem } from '../drachtio';

export default defineConfigRule({
  id: 'config/dr-tls-chain-missing',
  subject: 'config',
  products: ['drachtio'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Certificate of Let’s Encrypt without its chain',
  remedy: 'Add chain-file with chain.pem.',
  cites: [drachtioCite('controller.cpp, TPTAG_TLS_CERTIFICATE_CHAIN_FILE'), 'RFC 8446 §4.4.2'],
  examples: [
    {
      title: 'cert.pem alone',
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
      <cert-file>/etc/letsencrypt/live/sip.example.com/cert.pem</cert-file>
<!--             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/dr-tls-chain-missing -->
      <min-tls-version>1.2</min-tls-version>
    </tls>
  </sip>
</drachtio>
`,
      },
    },
    {
      title: 'with chain.pem',
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
      <cert-file>/etc/letsencrypt/live/sip.example.com/cert.pem</cert-file>
      <chain-file>/etc/letsencrypt/live/sip.example.com/chain.pem</chain-file>
    </tls>
  </sip>
</drachtio>
`,
      },
    },
  ],
  check(facts, context, report) {
    const own = drachtioXml(facts);
    const certificate = own && tlsItem(own, 'cert-file');
    if (!own || !certificate?.value.isKnown || tlsItem(own, 'chain-file') || !own.contacts.some(({ isTls }) => isTls)) return;
    const { value } = certificate;
    const [, folder] = /^(.*\/)?cert\d*\.pem$/.exec(value.text) ?? [];
    if (folder === undefined && value.text !== 'cert.pem') return;
    // A file of that name may be another one's, with the intermediates in it, or signed by itself.
    const ref = facts.profiles[0]?.certificate;
    const file = ref && context.file(ref);
    const [first] = file?.kind === 'read' ? file.certificates : [];
    if (file?.kind === 'read' && (file.certificates.length > 1 || (first?.kind === 'certificate' && isSelfIssued(first)))) return;
    const chain = value.text.replace(/cert(\d*\.pem)$/, 'chain$1');
    report(
      value.place,
      'cert.pem is the certificate of this server alone. Without its intermediates peers that do not have them refuse the connection; browsers fetch what is missing, SIP stacks do not.',
      {
        covers: ['config/cert-chain-incomplete'],
        fix: {
          title: `Add ${chain.slice(chain.lastIndexOf('/') + 1)}`,
          edits: [elementBelow(facts, certificate.element, 'chain-file', chain)],
        },
      },
    );
  },
});
