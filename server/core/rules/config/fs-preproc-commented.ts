import { freeswitchFacts } from '../../config/freeswitch/facts';
import { span } from '../../text/span';
import { defineConfigRule } from '../config-rule';

export default defineConfigRule({
  id: 'config/fs-preproc-commented',
  subject: 'config',
  products: ['freeswitch'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'X-PRE-PROCESS in a comment is carried out',
  remedy: 'Rename it to Z-PRE-PROCESS, as the shipped files do, or delete the line.',
  cites: ['FreeSWITCH switch_xml.c, preprocess', 'FreeSWITCH conf/vanilla/vars.xml'],
  examples: [
    {
      title: 'a value that is thought to be off',
      dialect: 'freeswitch',
      files: {
        'vars.xml': `
<include>
  <X-PRE-PROCESS cmd="set" data="internal_ssl_enable=true"/>
  <!-- <X-PRE-PROCESS cmd="set" data="internal_ssl_enable=false"/> -->
<!--    ^^^^^^^^^^^^^ config/fs-preproc-commented -->
  <!--
  <X-PRE-PROCESS cmd="include" data="tls-vars.xml"/>
   ^^^^^^^^^^^^^ config/fs-preproc-commented
  -->
</include>
`,
      },
    },
    {
      title: 'a later line replaces what it sets',
      dialect: 'freeswitch',
      files: {
        'vars.xml': `
<include>
  <!-- was tlsv1
  <X-PRE-PROCESS cmd="set" data="sip_tls_version=tlsv1"/>
   ^^^^^^^^^^^^^ config/fs-preproc-commented
  -->
  <X-PRE-PROCESS cmd="set" data="sip_tls_version=tlsv1.2,tlsv1.3"/>
</include>
`,
      },
    },
    {
      title: 'renamed, and a comment beside it',
      dialect: 'freeswitch',
      files: {
        'vars.xml': `
<include>
  <!-- <Z-PRE-PROCESS cmd="set" data="internal_ssl_enable=false"/> -->
  <!-- you cannot comment out an X-PRE-PROCESS line -->
  <X-PRE-PROCESS cmd="set" data="internal_ssl_enable=true"/>
</include>
`,
      },
    },
  ],
  check(facts, _context, report) {
    const own = freeswitchFacts(facts);
    for (const { directive, file, text } of own?.commented ?? []) {
      const { kind, data, name, line } = directive;
      const what =
        kind === 'include'
          ? `still includes \`${data.text}\``
          : kind === 'exec'
            ? 'still runs its program'
            : kind === 'other'
              ? 'is still read'
              : `still sets \`${data.text.split('=')[0]?.trim() ?? ''}\``;
      const words = text.slice(line.start, line.end);
      const set = own?.sets.find((each) => each.line.file === file && each.line.at.start === line.start);
      const isReplaced =
        set && own?.sets.some(({ name: other, step }) => other === set.name && step > set.step) && !own.uses.some((use) => use.set === set);
      const until = isReplaced ? ', until a later line replaces it' : '';
      const isOpener = words.lastIndexOf('<!--') > words.lastIndexOf('-->');
      const more = isOpener ? ' And since its line is taken out, the comment that it opens is never opened: what follows counts.' : '';
      report(
        { file, at: name },
        `FreeSWITCH goes through its files line by line before it looks for comments: this line ${what}${until}.${more}`,
        {
          ...(isReplaced && !isOpener && { severity: 'info' }),
          fix: { title: 'Rename it to Z-PRE-PROCESS', edits: [{ place: { file, at: span(name.start, name.start + 1) }, text: 'Z' }] },
        },
      );
    }
  },
});
