import { completeDrachtio } from '../completion/xml-products';
import type { Dialect } from '../dialect';
import { readDrachtio } from '../drachtio/read-drachtio';
import { drachtioSettings } from '../drachtio/settings';

/** drachtio-server, which is the SIP edge of jambonz too. The JSON form is shipped beside the XML, and nothing reads it. */
export const drachtio: Dialect = {
  id: 'drachtio',
  title: 'drachtio',
  product: 'drachtio',
  names: ['drachtio.conf.xml', 'drachtio.conf.json'],
  globs: ['**/drachtio*.conf*.{xml,json}', '**/drachtio*.conf*.{xml,json}.{j2,sample,tmpl,template,tpl,erb}'],
  isOther: (head) => !/<drachtio\b|"(?:admin|sip)"\s*:/.test(head),
  shape(head) {
    if (/<drachtio\s*>/.test(head)) return /<(?:admin|sip)\b/.test(head) ? 10 : 5;
    const isJson = /^\uFEFF?\s*\{/.test(head.slice(0, 1000));
    return isJson && /"admin"\s*:\s*\{/.test(head) && /"sip"\s*:\s*\{/.test(head) && /"contacts?"\s*:/.test(head) ? 6 : 0;
  },
  read: readDrachtio,
  settings: drachtioSettings,
  complete: completeDrachtio,
  examples: [
    {
      title: 'TLS and WebSocket beside UDP',
      files: {
        'drachtio.conf.xml': `<drachtio>
  <admin port="9022" tls-port="9023" secret="example">127.0.0.1</admin>
  <sip>
    <contacts>
      <contact>sip:*;transport=udp,tcp</contact>
      <contact external-ip="198.51.100.1" dns-names="sip.example.com, sip.example.net">
        sips:10.0.0.1:5061;transport=tls
      </contact>
      <contact>sips:*:443;transport=wss</contact>
    </contacts>
    <tls>
      <key-file>/etc/letsencrypt/live/sip.example.com/privkey.pem</key-file>
      <cert-file>/etc/letsencrypt/live/sip.example.com/cert.pem</cert-file>
      <chain-file>/etc/letsencrypt/live/sip.example.com/chain.pem</chain-file>
      <dh-param>/etc/drachtio/dh.pem</dh-param>
      <min-tls-version>1.2</min-tls-version>
    </tls>
    <outbound-proxy>sip:proxy.example.com:5061;transport=tls</outbound-proxy>
  </sip>
</drachtio>
`,
      },
      facts: `
listener udp *:5060
listener tcp *:5060
listener tls 10.0.0.1:5061 advertises 198.51.100.1 profile tls
listener wss *:443 profile tls
profile tls both versions TLSv1.2 to unknown certificate /etc/letsencrypt/live/sip.example.com/cert.pem key /etc/letsencrypt/live/sip.example.com/privkey.pem ca /etc/letsencrypt/live/sip.example.com/chain.pem verify off require unknown name off announces sip.example.com, sip.example.net
peer outbound-proxy: sip:proxy.example.com:5061 transport tls by tls out profile tls
`,
    },
    {
      title: 'the old form with one contact, and what is broken',
      files: {
        'drachtio.conf.xml': `<drachtio>
  <admin port="9022" secret="example">127.0.0.1</admin>
  <sip>
    <contact>sips:*</contact>
    <tls>
      <min-tls-version>high</min-tls-version>
      <cert-file>/etc/drachtio/cert.pem</cert-file
    </tls>
  </sip>
</drachtio>
`,
      },
      facts: `
listener tls *:5061 profile tls
profile tls both versions TLSv1 to unknown certificate /etc/drachtio/cert.pem verify off require unknown name off
problem drachtio.conf.xml:7:40 fatal The tag \`</cert-file\` has no \`>\`. drachtio does not start with it.
`,
    },
    {
      title: 'JSON, which nobody reads',
      files: {
        'drachtio.conf.json': `{ "admin": { "port": 9022 }, "sip": { "contacts": [ { "uri": "sips:*" } ] } }
`,
      },
      facts: `
`,
    },
  ],
};
