import { replacing } from '../../config/edits';
import type { TemplateLine } from '../../config/sipp/template';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { commandsFor, inLine, sippCite, templatesOf } from '../sipp';

export default defineConfigRule({
  id: 'config/sipp-hard-transport',
  subject: 'config',
  products: ['sipp'],
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Transport is written into the scenario',
  remedy: 'Write [transport], which SIPp fills in by -t.',
  cites: ['RFC 3261 §18.1.1', sippCite('call.cpp, [transport]')],
  examples: [
    {
      title: 'in Via and Contact',
      dialect: 'sipp',
      files: {
        'uac.xml': `
<scenario name="call">
  <send>
    <![CDATA[

      INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0
      Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
<!--               ^^^ config/sipp-hard-transport -->
      Contact: <sip:me@[local_ip]:[local_port];transport=udp>
<!--                                                     ^^^ config/sipp-hard-transport -->
      Content-Length: 0

    ]]>
  </send>
</scenario>
`,
      },
    },
    {
      title: 'filled in',
      dialect: 'sipp',
      files: {
        'uac.xml': `
<scenario name="call">
  <send>
    <![CDATA[
      OPTIONS sip:[service]@[remote_ip]:[remote_port];transport=[transport] SIP/2.0
      v: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
      m: <sip:me@[local_ip]:[local_port];transport=[transport]>
      Content-Length: 0
    ]]>
  </send>
</scenario>
`,
      },
    },
    {
      title: 'all that run it say the same',
      dialect: 'sipp',
      files: {
        'uac.xml': `
<scenario name="call">
  <send>
    <![CDATA[
      OPTIONS sip:[service]@[remote_ip]:[remote_port] SIP/2.0
      Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
    ]]>
  </send>
</scenario>
`,
        'run.sh': `
#!/bin/sh
sipp -sf uac.xml -t u1 192.0.2.1
`,
      },
    },
  ],
  check(facts, context, report) {
    const known = new Set(commandsFor(facts, context).map(({ transport }) => transport));
    for (const { lines } of templatesOf(facts))
      for (const line of lines)
        for (const { word, start } of literalsIn(line)) {
          if (known.size === 1 && known.has(word.toLowerCase() === 'udp' ? 'udp' : 'tcp')) continue;
          const others = [...known].filter((each) => each !== 'unknown' && each !== word.toLowerCase());
          const seen = others.length > 0 ? ` It is run over ${others.map((each) => each.toUpperCase()).join(' and ')} too.` : '';
          const place = inLine(facts, line, start, start + word.length);
          report(
            place,
            `The message says ${quoted(word)} whatever -t says: over TLS the other side answers to a transport that nobody listens on.${seen}`,
            // Where nothing shows that TLS is used, it may be a scenario for this transport alone.
            {
              ...(others.length === 0 && { severity: 'info' as const }),
              fix: { title: 'Write [transport]', edits: [replacing(place, '[transport]')] },
            },
          );
        }
  },
});

/** UDP and TCP in the sent-protocol of Via, and in the parameters of the URIs that say where answers and requests go. */
function literalsIn({ text, part }: TemplateLine): { readonly word: string; readonly start: number }[] {
  if (part !== 'start' && part !== 'header') return [];
  const name = part === 'start' ? '' : (/^([\w-]+)\s*:/.exec(text)?.[1]?.toLowerCase() ?? '');
  if (name === 'via' || name === 'v') {
    const [whole, word = ''] = /SIP\/2\.0\/(UDP|TCP)\b/i.exec(text) ?? [];
    return whole === undefined ? [] : [{ word, start: text.indexOf(whole) + whole.length - word.length }];
  }
  if (part === 'header' && !['contact', 'm', 'route', 'record-route'].includes(name)) return [];
  return [...text.matchAll(/;transport=(udp|tcp)\b/gi)].map(({ 0: whole, 1: word = '', index }) => ({
    word,
    start: index + whole.length - word.length,
  }));
}
