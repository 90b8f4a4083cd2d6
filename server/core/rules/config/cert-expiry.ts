import { dayOf, lasting, nameOf } from '../../probe/chain-words';
import { expirySteps } from '../../x509/expiry-steps';
import { ownCertificates } from '../config-certificates';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/cert-expiry',
  subject: 'config',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Certificate has expired, or soon will',
  remedy: 'Renew it, and check that the renewal reaches the running server.',
  cites: ['RFC 5280 §4.1.2.5'],
  examples: [
    {
      title: 'it ended yesterday',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/server.pem': [{ names: ['sip.example.com'], daysLeft: -1 }, { isCa: true }],
        'tls/server.key': { names: ['sip.example.com'], holds: 'key' },
      },
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = tls/server.pem
#             ^^^^^^^^^^^^^^ config/cert-expiry
private_key = tls/server.key
`,
      },
    },
    {
      title: 'five days are left',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/server.pem': [{ names: ['sip.example.com'], daysLeft: 5 }, { isCa: true }],
        'tls/server.key': { names: ['sip.example.com'], holds: 'key' },
      },
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = tls/server.pem
#             ^^^^^^^^^^^^^^ config/cert-expiry
private_key = tls/server.key
`,
      },
    },
    {
      title: 'three weeks are left',
      dialect: 'asterisk-pjsip',
      certificates: { '/etc/asterisk/keys/sip.crt': [{ names: ['sip.example.com'], daysLeft: 21 }, { isCa: true }] },
      files: {
        'pjsip.conf': `
[t-tls]
type=transport
protocol=tls
bind=0.0.0.0
cert_file=/etc/asterisk/keys/sip.crt
;         ^^^^^^^^^^^^^^^^^^^^^^^^^^ config/cert-expiry
priv_key_file=/etc/asterisk/keys/sip.key
method=tlsv1_2
verify_server=yes
ca_list_file=/etc/ssl/certs/ca-certificates.crt
`,
      },
    },
    {
      title: 'as it should be',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/server.pem': [{ names: ['sip.example.com'] }, { isCa: true }],
        'tls/server.key': { names: ['sip.example.com'], holds: 'key' },
      },
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = tls/server.pem
private_key = tls/server.key
`,
      },
    },
  ],
  check(facts, context, report) {
    const { now } = context;
    for (const { ref, file } of ownCertificates(facts, context)) {
      const dated = file.certificates
        .filter((one) => one.kind === 'certificate')
        .map((one) => ({ one, leftMs: one.notAfter.getTime() - now.getTime() }));
      const [soonest] = dated.sort((a, b) => a.leftMs - b.leftMs);
      if (!soonest) continue;
      const { one, leftMs } = soonest;
      const { first, second } = expirySteps(one);
      if (leftMs < 0)
        report(
          ref.value.place,
          `${nameOf(one)} expired ${lasting(-leftMs)} ago, on ${dayOf(one.notAfter)}: every peer that verifies refuses the connection.`,
          {
            severity: 'error',
          },
        );
      else if (leftMs <= first * DAY_MS)
        report(
          ref.value.place,
          `${nameOf(one)} expires in ${lasting(leftMs)} (${dayOf(one.notAfter)}). SIP devices give no warning page; the trunk just stops.`,
          {
            severity: leftMs <= second * DAY_MS ? 'warning' : 'info',
          },
        );
    }
  },
});

const DAY_MS = 86_400_000;
