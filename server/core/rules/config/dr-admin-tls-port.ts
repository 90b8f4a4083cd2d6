import { listed } from '../../hover/words';
import { defineConfigRule } from '../config-rule';
import { drachtioCite, drachtioXml, tlsItem } from '../drachtio';

export default defineConfigRule({
  id: 'config/dr-admin-tls-port',
  subject: 'config',
  products: ['drachtio'],
  severity: { practical: 'error', strict: 'error' },
  title: 'TLS port of the admin socket lacks files',
  remedy: 'Name key-file, cert-file or chain-file, and dh-param in <tls>: openssl dhparam -out dh.pem 2048.',
  cites: [drachtioCite('controller.cpp, adminTlsPort')],
  examples: [
    {
      title: 'no dh-param',
      dialect: 'drachtio',
      files: {
        'drachtio.conf.xml': `
<drachtio>
  <admin port="9022" tls-port="9023" secret="example">127.0.0.1</admin>
<!--                           ^^^^ config/dr-admin-tls-port -->
  <sip>
    <tls>
      <key-file>/etc/drachtio/key.pem</key-file>
      <cert-file>/etc/drachtio/cert.pem</cert-file>
    </tls>
  </sip>
</drachtio>
`,
      },
    },
    {
      title: 'all of them',
      dialect: 'drachtio',
      files: {
        'drachtio.conf.xml': `
<drachtio>
  <admin port="9022" tls-port="9023" secret="example">127.0.0.1</admin>
  <sip>
    <tls>
      <key-file>/etc/drachtio/key.pem</key-file>
      <chain-file>/etc/drachtio/fullchain.pem</chain-file>
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
    const port = own?.admin?.tlsPort;
    if (!own || !port?.isKnown || !/^[1-9]\d*$/.test(port.text)) return;
    const missing = [
      ...(tlsItem(own, 'key-file') ? [] : ['key-file']),
      ...(tlsItem(own, 'cert-file') || tlsItem(own, 'chain-file') ? [] : ['cert-file']),
      ...(tlsItem(own, 'dh-param') ? [] : ['dh-param']),
    ];
    if (missing.length === 0) return;
    report(
      port.place,
      `A TLS port for applications needs key, certificate and Diffie-Hellman parameters, but ${listed(missing)} ${missing.length === 1 ? 'is' : 'are'} missing in <tls>: drachtio stops with “missing tls settings”.`,
    );
  },
});
