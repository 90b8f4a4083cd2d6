import { replacing } from '../../config/edits';
import { defineConfigRule } from '../config-rule';
import { quoted } from '../config-words';
import { commandsFor, inLine, sippCite, templatesOf } from '../sipp';

export default defineConfigRule({
  id: 'config/sipp-sips-with-plain',
  subject: 'config',
  products: ['sipp'],
  severity: { practical: 'warning', strict: 'error' },
  title: 'URIs of the scenario and the transport of its command line do not fit',
  remedy: 'Run the scenario with -t l1, or write sip: with ;transport=[transport].',
  cites: ['RFC 3261 §26.2.2', 'RFC 5630 §3.1.3', sippCite('-t')],
  examples: [
    {
      title: 'sips: over UDP',
      dialect: 'sipp',
      files: {
        'scenarios/uac.xml': `
<scenario name="call">
  <send>
    <![CDATA[
      INVITE sips:[service]@example.com SIP/2.0
<!--         ^^^^^ config/sipp-sips-with-plain -->
      Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
      To: <sips:[service]@example.com>
      Content-Length: 0
    ]]>
  </send>
</scenario>
`,
        'run.sh': `
#!/bin/sh
sipp -sf scenarios/uac.xml 192.0.2.1
`,
      },
    },
    {
      title: 'sip: without transport over TLS',
      dialect: 'sipp',
      files: {
        'uac.xml': `
<scenario name="call">
  <send>
    <![CDATA[
      INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0
<!--         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ config/sipp-sips-with-plain -->
      Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
      Content-Length: 0
    ]]>
  </send>
</scenario>
`,
        'run.sh': `
#!/bin/sh
sipp -sf uac.xml -t l1 192.0.2.1:5061
`,
      },
    },
    {
      title: 'with the transport filled in',
      dialect: 'sipp',
      files: {
        'uac.xml': `
<scenario name="call">
  <send>
    <![CDATA[
      INVITE sip:[service]@[remote_ip]:[remote_port];transport=[transport] SIP/2.0
      Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
      Content-Length: 0
    ]]>
  </send>
</scenario>
`,
        'run.sh': `
#!/bin/sh
sipp -sf uac.xml -t l1 192.0.2.1:5061
sipp -sf uac.xml -t u1 192.0.2.1
`,
      },
    },
    {
      title: 'nobody knows how it is run',
      dialect: 'sipp',
      files: {
        'uac.xml': `
<scenario name="call">
  <send>
    <![CDATA[
      INVITE sips:[service]@example.com SIP/2.0
    ]]>
  </send>
</scenario>
`,
      },
    },
  ],
  check(facts, context, report) {
    const commands = commandsFor(facts, context);
    const plain = commands.find(({ transport }) => transport === 'udp' || transport === 'tcp' || transport === 'sctp');
    const secure = commands.find(({ transport }) => transport === 'tls');
    for (const { lines } of templatesOf(facts)) {
      const [line] = lines;
      const [, method = '', uri = ''] = /^([A-Z]+) (\S+) SIP\/2\.0$/.exec(line?.text ?? '') ?? [];
      if (!line || method === '') continue;
      const start = method.length + 1;
      if (/^sips:/i.test(uri) && plain)
        report(
          inLine(facts, line, start, start + 5),
          `sips: demands TLS on every hop, but this scenario is run over ${plain.transport.toUpperCase()}: a server that takes sips: at its word refuses it.`,
          {
            related: [
              {
                message: `Here it is run over ${plain.transport.toUpperCase()}`,
                place: plain.options.get('t')?.value?.place ?? plain.word,
              },
            ],
          },
        );
      else if (/^sip:/i.test(uri) && secure && !/;transport=/i.test(uri) && !uri.includes('[next_url]')) {
        const place = inLine(facts, line, start, start + uri.length);
        report(place, `The request goes over TLS, but ${quoted(uri)} says nothing of it: a proxy forwards it by UDP.`, {
          severity: 'info',
          related: [{ message: 'Here it is run over TLS', place: secure.options.get('t')?.value?.place ?? secure.word }],
          fix: { title: 'Add ;transport=[transport]', edits: [replacing(place, `${uri};transport=[transport]`)] },
        });
      }
    }
  },
});
