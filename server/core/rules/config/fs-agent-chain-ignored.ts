import { freeswitchFacts } from '../../config/freeswitch/facts';
import { nameOf } from '../../probe/chain-words';
import { enumerated } from '../../text/enumerated';
import { isSelfIssued } from '../../x509/certificate';
import { defineConfigRule } from '../config-rule';
import { agentOf, certDirPlace, sofiaCite, tlsProfiles } from '../freeswitch';

export default defineConfigRule({
  id: 'config/fs-agent-chain-ignored',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Intermediates in agent.pem are not sent',
  remedy: 'Put the intermediates into cafile.pem: OpenSSL completes the chain from there.',
  cites: ['sofia-sip tport_tls.c, SSL_CTX_use_certificate_file', 'RFC 8446 §4.4.2', sofiaCite('tls-cert-dir')],
  examples: [
    {
      title: 'fullchain.pem with its key',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-cert-dir" value="/etc/freeswitch/tls"/>
<!--                                  ^^^^^^^^^^^^^^^^^^^ config/fs-agent-chain-ignored -->
  </settings>
</profile>
`,
      },
      certificates: {
        '/etc/freeswitch/tls/agent.pem': [{ holds: 'both' }, { names: ['Test CA'], isCa: true }],
        '/etc/freeswitch/tls/cafile.pem': { names: ['Test Root'], isCa: true },
      },
    },
    {
      title: 'the intermediate is in cafile.pem too',
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
        '/etc/freeswitch/tls/agent.pem': [{ holds: 'both' }, { names: ['Test CA'], isCa: true }],
        '/etc/freeswitch/tls/cafile.pem': [
          { names: ['Test CA'], isCa: true },
          { names: ['Test Root'], isCa: true },
        ],
      },
    },
  ],
  check(facts, context, report) {
    for (const profile of tlsProfiles(facts)) {
      const agent = agentOf(facts, context, profile);
      const files = freeswitchFacts(facts)?.files.get(profile);
      // tls.pem is read as the list of authorities too, and what is in it is sent.
      if (!files || agent?.name !== 'agent.pem') continue;
      const authorities = context.file(files.ca);
      const trusted = new Set(
        authorities.kind === 'read' ? authorities.certificates.flatMap((each) => (each.kind === 'fault' ? [] : each.sha256)) : [],
      );
      const ignored = agent.file.certificates
        .slice(1)
        .flatMap((each) => (each.kind === 'fault' || isSelfIssued(each) || trusted.has(each.sha256) ? [] : nameOf(each)));
      if (ignored.length === 0) continue;
      report(
        certDirPlace(profile),
        `Of agent.pem FreeSWITCH sends the first certificate only. ${enumerated(ignored)} ${ignored.length === 1 ? 'stands' : 'stand'} there in vain, and clients that lack ${ignored.length === 1 ? 'it' : 'them'} refuse the connection.`,
        { covers: ['config/fs-cafile-no-intermediate', 'config/cert-chain-incomplete'] },
      );
    }
  },
});
