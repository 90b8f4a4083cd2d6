import { freeswitchFacts } from '../../config/freeswitch/facts';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/fs-var-undefined',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Variable is used before anything sets it',
  remedy: 'Set it in vars.xml, in a line above the first use.',
  cites: ['FreeSWITCH switch_xml.c, expand_vars'],
  examples: [
    {
      title: 'a slip of the pen',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="sip-ip" value="$\${local_ip_v4}"/>
    <param name="tls" value="$\${internal_tls_enable}"/>
<!--                         ^^^^^^^^^^^^^^^^^^^^^^^ config/fs-var-undefined -->
    <param name="tls-sip-port" value="$\${internal_tls_port}"/>
    <!-- <param name="tls-cert-dir" value="$\${nowhere}"/> -->
  </settings>
</profile>
`,
        'vars.xml': `
<include>
  <X-PRE-PROCESS cmd="set" data="internal_ssl_enable=true"/>
  <X-PRE-PROCESS cmd="set" data="internal_tls_port=5061"/>
</include>
`,
      },
    },
    {
      title: 'set below',
      dialect: 'freeswitch',
      files: {
        'vars.xml': `
<include>
  <X-PRE-PROCESS cmd="set" data="domain_name=$\${sip_domain}"/>
<!--                                         ^^^^^^^^^^^^^^ config/fs-var-undefined -->
  <X-PRE-PROCESS cmd="set" data="sip_domain=sip.example.com"/>
</include>
`,
      },
    },
    {
      title: 'the file that sets variables is not here',
      dialect: 'freeswitch',
      files: {
        'sip_profiles/internal.xml': `
<profile name="internal">
  <settings>
    <param name="tls" value="$\${internal_tls_enable}"/>
  </settings>
</profile>
`,
      },
    },
  ],
  check(facts, { others }, report) {
    const own = freeswitchFacts(facts);
    if (!own?.isWhole) return;
    for (const { name, whole, set, isBuiltIn } of own.uses) {
      if (set || isBuiltIn || !/^[\w.-]+$/.test(name)) continue;
      const isLater = own.names.has(name);
      if (!isLater && others.some((other) => freeswitchFacts(other)?.names.has(name))) continue;
      report(
        whole,
        isLater
          ? `\`${name}\` is set further below only. Here FreeSWITCH puts nothing in its place, without a word in the log.`
          : `Nothing sets \`${name}\`. FreeSWITCH puts nothing in its place, without a word in the log.`,
      );
    }
  },
});
