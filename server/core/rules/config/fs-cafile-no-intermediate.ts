import { freeswitchFacts } from '../../config/freeswitch/facts';
import { nameOf, ownerOf } from '../../probe/chain-words';
import { isSelfIssued } from '../../x509/certificate';
import { defineConfigRule } from '../config-rule';
import { agentOf, certDirPlace, sofiaCite, tlsProfiles } from '../freeswitch';

export default defineConfigRule({
  id: 'config/fs-cafile-no-intermediate',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'cafile.pem lacks the issuer of the certificate',
  remedy: 'Append the intermediates of your certificate to cafile.pem; with Let’s Encrypt that is chain.pem.',
  cites: ['sofia-sip tport_tls.c, SSL_CTX_load_verify_locations', 'RFC 8446 §4.4.2', sofiaCite('tls-cert-dir')],
  examples: [
    {
      title: 'the root only',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-cert-dir" value="/etc/freeswitch/tls"/>
<!--                                  ^^^^^^^^^^^^^^^^^^^ config/fs-cafile-no-intermediate -->
  </settings>
</profile>
`,
      },
      certificates: {
        '/etc/freeswitch/tls/agent.pem': { holds: 'both' },
        '/etc/freeswitch/tls/cafile.pem': { names: ['Test Root'], isCa: true },
      },
    },
    {
      title: 'a self-signed certificate',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-cert-dir" value="/etc/freeswitch/tls"/>
  </settings>
</profile>
`,
      },
      certificates: {
        '/etc/freeswitch/tls/agent.pem': { holds: 'both', isSelfSigned: true },
        '/etc/freeswitch/tls/cafile.pem': { names: ['Test Root'], isCa: true },
      },
    },
  ],
  check(facts, context, report) {
    for (const profile of tlsProfiles(facts)) {
      const agent = agentOf(facts, context, profile);
      const files = freeswitchFacts(facts)?.files.get(profile);
      const leaf = agent?.file.certificates[0];
      if (!files || agent?.name !== 'agent.pem' || !leaf || leaf.kind === 'fault' || isSelfIssued(leaf)) continue;
      const authorities = context.file(files.ca);
      if (authorities.kind !== 'read') continue;
      if (authorities.certificates.some((each) => each.kind !== 'fault' && each.subject.key === leaf.issuer.key)) continue;
      report(
        certDirPlace(profile),
        `${ownerOf(leaf.issuer)}, which issued ${nameOf(leaf)}, is not in cafile.pem. FreeSWITCH sends its own certificate alone then, and clients that lack the intermediate refuse the connection.`,
        { covers: ['config/cert-chain-incomplete'] },
      );
    }
  },
});
