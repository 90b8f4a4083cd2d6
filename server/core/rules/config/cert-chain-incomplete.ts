import { ownerOf } from '../../probe/chain-words';
import { visibleName } from '../../text/visible-name';
import { isSelfIssued } from '../../x509/certificate';
import { ownCertificates } from '../config-certificates';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/cert-chain-incomplete',
  subject: 'config',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Certificate file lacks the issuer',
  remedy: 'Append the certificate of the issuer to the file, behind the own one.',
  cites: ['RFC 5246 §7.4.2', 'RFC 8446 §4.4.2'],
  examples: [
    {
      title: 'the own certificate alone',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/server.pem': { names: ['sip.example.com'], caIssuers: 'http://ca.example.com/ca.cer' },
        'tls/server.key': { names: ['sip.example.com'], holds: 'key' },
      },
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = tls/server.pem
#             ^^^^^^^^^^^^^^ config/cert-chain-incomplete
private_key = tls/server.key
`,
      },
    },
    {
      title: 'it does not say where its issuer is, which may be a root of your own',
      dialect: 'kamailio-tls',
      certificates: { 'tls/server.pem': { names: ['sip.example.com'] }, 'tls/server.key': { names: ['sip.example.com'], holds: 'key' } },
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = tls/server.pem
#             ^^^^^^^^^^^^^^ config/cert-chain-incomplete
private_key = tls/server.key
`,
      },
    },
    {
      title: 'the issuer is known from another profile, and is no root',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/server.pem': { names: ['sip.example.com'] },
        'tls/server.key': { names: ['sip.example.com'], holds: 'key' },
        'tls/ca.pem': { isCa: true },
      },
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = tls/server.pem
#             ^^^^^^^^^^^^^^ config/cert-chain-incomplete
private_key = tls/server.key
[client:default]
method = TLSv1.2+
ca_list = tls/ca.pem
`,
      },
    },
    {
      title: 'the issuer is among the trusted ones, from where OpenSSL takes it',
      dialect: 'kamailio-tls',
      certificates: {
        'tls/server.pem': { names: ['sip.example.com'] },
        'tls/server.key': { names: ['sip.example.com'], holds: 'key' },
        'tls/ca.pem': { isCa: true },
      },
      files: {
        'tls.cfg': `
[server:default]
method = TLSv1.2+
certificate = tls/server.pem
private_key = tls/server.key
ca_list = tls/ca.pem
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
    const files = facts.profiles.flatMap(({ certificate, ca = [] }) => (certificate ? [certificate, ...ca] : ca)).map(context.file);
    const known = files.flatMap((file) => (file.kind === 'read' ? file.certificates : []));
    const intermediates = new Set(known.flatMap((one) => (one.kind === 'certificate' && !isSelfIssued(one) ? [one.subject.key] : [])));
    for (const { ref, file, leaf, profile } of ownCertificates(facts, context)) {
      if (profile.sends !== 'chain' || isSelfIssued(leaf) || file.certificates[0] !== leaf) continue;
      const trusted = (profile.ca ?? []).map(context.file);
      // What is not known of the trusted ones may be the issuer.
      if (trusted.some(({ kind }) => kind === 'elsewhere')) continue;
      const all = [file, ...trusted.filter(({ kind }) => kind === 'read')].flatMap((one) => (one.kind === 'read' ? one.certificates : []));
      if (all.some((one) => one.kind === 'certificate' && one.subject.key === leaf.issuer.key)) continue;
      const [url] = leaf.caIssuers ?? [];
      const what =
        file.certificates.length === 1
          ? "Only the server's own certificate is in this file"
          : `${ownerOf(leaf.issuer)} is not in this file`;
      report(
        ref.value.place,
        `${what}. Peers that do not have its issuer, ${ownerOf(leaf.issuer)}, refuse it; browsers fetch what is missing, SIP stacks do not.`,
        {
          // A root may have issued it, which nobody sends.
          ...(url === undefined && !intermediates.has(leaf.issuer.key) && { atMost: 'info' }),
          ...(url !== undefined && {
            remedy: `Append the certificate of ${ownerOf(leaf.issuer)} behind the own one; it is published at ${visibleName(url)}.`,
          }),
        },
      );
    }
  },
});
