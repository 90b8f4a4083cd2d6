import { defineConfigRule } from '../config-rule';
import { drachtioCite, drachtioXml, elementBelow, tlsItem } from '../drachtio';

export default defineConfigRule({
  id: 'config/dr-tls-files-unused',
  subject: 'config',
  products: ['drachtio'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Key and certificate without a TLS contact',
  remedy: 'Add a contact such as sips:*:5061;transport=tls, or take the block out.',
  cites: [drachtioCite('controller.cpp, tlsTransport')],
  examples: [
    {
      title: 'only UDP and TCP are listened on',
      dialect: 'drachtio',
      files: {
        'drachtio.conf.xml': `
<drachtio>
  <sip>
    <contacts>
      <contact>sip:*;transport=udp,tcp</contact>
    </contacts>
    <tls>
     ^^^ config/dr-tls-files-unused
      <key-file>/etc/drachtio/key.pem</key-file>
      <cert-file>/etc/drachtio/cert.pem</cert-file>
      <chain-file>/etc/drachtio/chain.pem</chain-file>
      <min-tls-version>1.2</min-tls-version>
    </tls>
  </sip>
</drachtio>
`,
      },
    },
    {
      title: 'the admin port uses them',
      dialect: 'drachtio',
      files: {
        'drachtio.conf.xml': `
<drachtio>
  <admin port="9022" tls-port="9023" secret="example">127.0.0.1</admin>
  <sip>
    <contacts>
      <contact>sip:*;transport=udp,tcp</contact>
    </contacts>
    <tls>
      <key-file>/etc/drachtio/key.pem</key-file>
      <cert-file>/etc/drachtio/cert.pem</cert-file>
      <dh-param>/etc/drachtio/dh.pem</dh-param>
    </tls>
  </sip>
</drachtio>
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = drachtioXml(facts);
    if (!own?.tls || own.contacts.some(({ isTls, value }) => isTls || !value.isKnown)) return;
    if (own.admin?.tlsPort && own.admin.tlsPort.text !== '0') return;
    if (!tlsItem(own, 'key-file') && !tlsItem(own, 'cert-file')) return;
    const last = own.contacts.at(-1);
    report(
      { file: facts.root, at: own.tls.element.nameAt },
      'No contact speaks TLS: none has sips or tls in its text. Key and certificate are read by nobody, and port 5061 stays closed.',
      last && {
        fix: {
          title: 'Listen on sips:*:5061;transport=tls',
          edits: [elementBelow(facts, last.element, 'contact', 'sips:*:5061;transport=tls')],
        },
      },
    );
  },
});
