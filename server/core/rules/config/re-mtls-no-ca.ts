import { linesBelow } from '../../config/edits';
import { clientVerification, reproFacts, saidOf } from '../../config/repro/read';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/re-mtls-no-ca',
  subject: 'config',
  products: ['repro'],
  severity: { practical: 'error', strict: 'error' },
  title: 'Client certificates are asked for, and no authority is known',
  remedy: 'Set CAFile or CADirectory.',
  cites: ['repro.config, TLSClientVerification'],
  examples: [
    {
      title: 'mandatory',
      dialect: 'repro',
      files: {
        'repro.config': `
IPAddress = 192.0.2.1
UDPPort = 5060
TLSPort = 5061
TLSDomainName = sip.example.com
TLSCertificate = /etc/repro/sip.pem
TLSPrivateKey = /etc/repro/sip.key
TLSClientVerification = Mandatory
#                       ^^^^^^^^^ config/re-mtls-no-ca
`,
      },
    },
    {
      title: 'optional, of a transport',
      dialect: 'repro',
      files: {
        'repro.config': `
Transport1Interface = 192.0.2.1:5061
Transport1Type = TLS
Transport1TlsDomain = sip.example.com
Transport1TlsClientVerification = Optional
#                                 ^^^^^^^^ config/re-mtls-no-ca
`,
      },
    },
    {
      title: 'with a folder',
      dialect: 'repro',
      files: {
        'repro.config': `
IPAddress = 192.0.2.1
UDPPort = 5060
TLSPort = 5061
TLSDomainName = sip.example.com
TLSCertificate = /etc/repro/sip.pem
TLSPrivateKey = /etc/repro/sip.key
TLSClientVerification = Mandatory
CADirectory = /etc/ssl/certs
`,
      },
    },
    {
      title: 'nobody is asked',
      dialect: 'repro',
      files: {
        'repro.config': `
IPAddress = 192.0.2.1
UDPPort = 5060
TLSPort = 5061
TLSDomainName = sip.example.com
TLSCertificate = /etc/repro/sip.pem
TLSPrivateKey = /etc/repro/sip.key
TLSClientVerification = None
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = reproFacts(facts);
    if (!own || ['CAFile', 'CADirectory', 'CertificatePath'].some((key) => saidOf(own.lines, key))) return;
    for (const { key, value, whole } of own.lines) {
      if (!/^(?:TLS|Transport\d+Tls)ClientVerification$/i.test(key.text)) continue;
      const asks = clientVerification(value.text === '' ? undefined : value);
      if (asks !== 'mandatory' && asks !== 'optional') continue;
      report(
        value.place,
        `Clients are asked for certificates, and no authority is named to check them against: ${asks === 'mandatory' ? 'nobody gets in' : 'whoever shows one is refused'}.`,
        {
          covers: ['config/mtls-no-ca'],
          fix: { title: 'Trust the authorities of the system', edits: [linesBelow(facts, whole, ['CADirectory = /etc/ssl/certs'])] },
        },
      );
      return;
    }
  },
});
