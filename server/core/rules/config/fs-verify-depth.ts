import { freeswitchFacts } from '../../config/freeswitch/facts';
import { depthOf } from '../../config/freeswitch/model';
import { settingOf } from '../../config/freeswitch/profiles';
import { verifyPolicy } from '../../config/freeswitch/tls-words';
import { nameOf } from '../../probe/chain-words';
import { enumerated } from '../../text/enumerated';
import { type Certificate, isSelfIssued } from '../../x509/certificate';
import { defineConfigRule } from '../config-rule';
import { setSetting, sofiaCite, tlsProfiles } from '../freeswitch';

export default defineConfigRule({
  id: 'config/fs-verify-depth',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'tls-verify-depth is too low for the chain in cafile.pem',
  remedy: 'Raise tls-verify-depth to the number of intermediates at least.',
  cites: [sofiaCite('tls-verify-depth'), 'OpenSSL SSL_CTX_set_verify_depth'],
  examples: [
    {
      title: 'no intermediate is allowed, and one is there',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/external.xml': `
<profile name="external">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-cert-dir" value="/etc/freeswitch/tls"/>
    <param name="tls-verify-policy" value="subjects_out"/>
    <param name="tls-verify-depth" value="0"/>
<!--                                      ^ config/fs-verify-depth -->
  </settings>
</profile>
`,
      },
      certificates: {
        '/etc/freeswitch/tls/cafile.pem': [
          { names: ['Test CA'], isCa: true },
          { names: ['Test Root'], isCa: true },
        ],
      },
    },
    {
      title: 'one is allowed',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/external.xml': `
<profile name="external">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-cert-dir" value="/etc/freeswitch/tls"/>
    <param name="tls-verify-policy" value="subjects_out"/>
    <param name="tls-verify-depth" value="1"/>
  </settings>
</profile>
`,
      },
      certificates: {
        '/etc/freeswitch/tls/cafile.pem': [
          { names: ['Test CA'], isCa: true },
          { names: ['Test Root'], isCa: true },
        ],
      },
    },
    {
      title: 'nobody is verified',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/external.xml': `
<profile name="external">
  <settings>
    <param name="tls" value="true"/>
    <param name="tls-cert-dir" value="/etc/freeswitch/tls"/>
    <param name="tls-verify-depth" value="0"/>
  </settings>
</profile>
`,
      },
      certificates: { '/etc/freeswitch/tls/cafile.pem': { names: ['Test CA'], isCa: true } },
    },
  ],
  check(facts, context, report) {
    for (const profile of tlsProfiles(facts)) {
      const param = settingOf(profile, 'tls-verify-depth');
      const policy = settingOf(profile, 'tls-verify-policy')?.value;
      const { isIn, isOut } = verifyPolicy(policy?.text ?? 'none');
      const files = freeswitchFacts(facts)?.files.get(profile);
      const authorities = files && context.file(files.ca);
      if (policy?.isKnown !== true || !(isIn || isOut) || authorities?.kind !== 'read') continue;
      const { value: depth } = depthOf(param);
      const chain = longestChain(authorities.certificates.filter((each) => each.kind !== 'fault'));
      if (chain.length <= depth) continue;
      const edit = setSetting(facts, profile, 'tls-verify-depth', String(chain.length));
      report(
        param?.value.place ?? profile.place,
        `cafile.pem holds ${chain.length} intermediates one above the other (${enumerated(chain.map(nameOf), 3)}), and tls-verify-depth ${depth} allows ${depth}: who has a certificate of the lowest is refused.`.replace(
          '1 intermediates one above the other',
          '1 intermediate',
        ),
        edit && { fix: { title: `Allow ${chain.length}`, edits: [edit] } },
      );
    }
  },
});

/** Intermediates, each issued by the next. */
function longestChain(certificates: readonly Certificate[]): Certificate[] {
  const intermediates = certificates.filter((certificate) => !isSelfIssued(certificate));
  let longest: Certificate[] = [];
  for (const first of intermediates) {
    const chain: Certificate[] = [];
    let here: Certificate | undefined = first;
    while (here && !chain.includes(here) && chain.length < 20) {
      chain.push(here);
      const { issuer }: Certificate = here;
      here = intermediates.find(({ subject }) => subject.key === issuer.key);
    }
    if (chain.length > longest.length) longest = chain;
  }
  return longest;
}
