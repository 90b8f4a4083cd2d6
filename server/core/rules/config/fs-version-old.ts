import { versionTokens } from '../../config/freeswitch/tls-words';
import { partPlace } from '../../config/freeswitch/variables';
import { enumerated } from '../../text/enumerated';
import { SSL3, TLS12 } from '../../tls/versions';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { rewriting, sofiaCite, usesOfVersions, versionValues } from '../freeswitch';

export default defineConfigRule({
  id: 'config/fs-version-old',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'warning', strict: 'error' },
  title: 'tls-version allows versions that have been withdrawn',
  remedy: 'List tlsv1.2 and tlsv1.3 only; the shipped profiles take the list from sip_tls_version in vars.xml.',
  cites: ['RFC 8996 §4', 'RFC 8996 §5', 'RFC 7568 §3', 'RFC 6176 §3', sofiaCite('tls-version')],
  examples: [
    {
      title: 'as shipped',
      dialect: 'freeswitch',
      files: {
        'vars.xml': `
<include>
  <X-PRE-PROCESS cmd="set" data="sip_tls_version=tlsv1,tlsv1.1,tlsv1.2"/>
<!--                                             ^^^^^^^^^^^^^ config/fs-version-old -->
</include>
`,
      },
    },
    {
      title: 'a variable of another name',
      dialect: 'freeswitch',
      files: {
        'freeswitch.xml': `
<document type="freeswitch/xml">
  <X-PRE-PROCESS cmd="set" data="my_versions=sslv23"/>
<!--                                         ^^^^^^ config/fs-version-old -->
  <section name="configuration">
    <configuration name="sofia.conf">
      <profiles>
        <profile name="a">
          <settings>
            <param name="tls" value="true"/>
            <param name="sip-ip" value="192.0.2.1"/>
            <param name="tls-version" value="$\${my_versions}"/>
          </settings>
        </profile>
        <profile name="b">
          <settings>
            <param name="tls" value="true"/>
            <param name="sip-ip" value="192.0.2.2"/>
            <param name="tls-version" value="$\${my_versions}"/>
          </settings>
        </profile>
      </profiles>
    </configuration>
  </section>
</document>
`,
      },
    },
    {
      title: 'a later line replaces it',
      dialect: 'freeswitch',
      files: {
        'vars.xml': `
<include>
  <X-PRE-PROCESS cmd="set" data="sip_tls_version=tlsv1"/>
  <X-PRE-PROCESS cmd="set" data="sip_tls_version=tlsv1.2,tlsv1.3"/>
</include>
`,
      },
    },
    {
      title: 'TLS is off',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="tls" value="false"/>
    <param name="tls-version" value="tlsv1"/>
  </settings>
</profile>
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const { value } of versionValues(facts)) {
      const tokens = versionTokens(value.text);
      const old = tokens.filter(({ codes }) => codes.length > 0 && Math.min(...codes) < TLS12);
      const [first] = old;
      const last = old.at(-1);
      if (!first || !last) continue;
      const isSsl = old.some(({ codes }) => Math.min(...codes) <= SSL3);
      const left = tokens.filter((token) => !old.includes(token) && token.codes.length > 0).map(({ text }) => text.trim());
      const allowed = left.length > 0 ? left.join(',') : 'tlsv1.2,tlsv1.3';
      const words = enumerated(old.map(({ text }) => quoted(text.trim())));
      const misread = old.some(({ text }) => text.trim().toLowerCase() === 'sslv23')
        ? ' Here “sslv23” means SSLv2 and SSLv3 and nothing newer.'
        : '';
      report(
        partPlace(value, first.start, last.end),
        `${words} ${old.length === 1 ? 'lets' : 'let'} a peer fall back to a version that ${isSsl ? 'is broken' : 'RFC 8996 has withdrawn'}, and current OpenSSL and providers refuse it.${misread}`,
        {
          ...(isSsl && { severity: 'error' }),
          covers: ['config/method-deprecated', 'config/method-single-old'],
          coversAt: usesOfVersions(facts, value),
          ...rewriting(`Allow ${allowed} only`, value, allowed),
        },
      );
    }
  },
});
