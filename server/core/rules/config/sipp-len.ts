import { replacing } from '../../config/edits';
import { hasBody } from '../../config/sipp/template';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { inLine, sippCite, templatesOf } from '../sipp';

export default defineConfigRule({
  id: 'config/sipp-len',
  subject: 'config',
  products: ['sipp'],
  severity: { practical: 'hint', strict: 'info' },
  title: 'Content-Length is a number',
  remedy: 'Write [len], which SIPp fills in.',
  cites: ['RFC 3261 §18.3', sippCite('call.cpp, [len]')],
  examples: [
    {
      title: 'with a body',
      dialect: 'sipp',
      files: {
        'uac.xml': `
<scenario name="call">
  <send>
    <![CDATA[
      INVITE sip:[service]@[remote_ip] SIP/2.0
      Content-Length: 135
<!--                  ^^^ config/sipp-len -->

      v=0
      c=IN IP[media_ip_type] [media_ip]
    ]]>
  </send>
</scenario>
`,
      },
    },
    {
      title: 'filled in, and nothing to count',
      dialect: 'sipp',
      files: {
        'uac.xml': `
<scenario name="call">
  <send>
    <![CDATA[
      INVITE sip:[service]@[remote_ip] SIP/2.0
      Content-Length: [len]

      v=0
    ]]>
  </send>
  <send>
    <![CDATA[
      ACK sip:[service]@[remote_ip] SIP/2.0
      Content-Length: 0

    ]]>
  </send>
</scenario>
`,
      },
    },
  ],
  check(facts, _context, report) {
    for (const template of templatesOf(facts))
      for (const line of template.lines) {
        const [whole, length = ''] = line.part === 'header' ? (/^(?:Content-Length|l)\s*:\s*(\d+)$/i.exec(line.text) ?? []) : [];
        if (whole === undefined || (length === '0' && !hasBody(template))) continue;
        const place = inLine(facts, line, whole.length - length.length, whole.length);
        report(
          place,
          `${quoted(length)} is the length for one set of values only. Over TCP and TLS a wrong one shifts every message that follows.`,
          { fix: { title: 'Write [len]', edits: [replacing(place, '[len]')] } },
        );
      }
  },
});
