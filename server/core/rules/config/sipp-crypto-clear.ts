import { defineConfigRule } from '../config-rule';
import { commandsFor, inLine, sippCite, templatesOf } from '../sipp';

export default defineConfigRule({
  id: 'config/sipp-crypto-clear',
  subject: 'config',
  products: ['sipp'],
  severity: { practical: 'warning', strict: 'error' },
  title: 'SRTP keys in a scenario that is not run over TLS',
  remedy: 'Run it with -t l1 or -t ln.',
  cites: ['RFC 4568 §8.3', sippCite('-t')],
  examples: [
    {
      title: 'run over UDP',
      dialect: 'sipp',
      files: {
        'uac.xml': `
<scenario name="call">
  <send>
    <![CDATA[
      INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0
      Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
      Content-Type: application/sdp
      Content-Length: [len]

      v=0
      m=audio [media_port] RTP/SAVP 0
      a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:[cryptokeyparams1audio]
<!--  ^^^^^^^^^ config/sipp-crypto-clear -->
      a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:[cryptokeyparams2audio]
    ]]>
  </send>
</scenario>
`,
        'run.sh': `
#!/bin/sh
sipp -sf uac.xml -t t1 192.0.2.1
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
      INVITE sip:[service]@[remote_ip] SIP/2.0
      Content-Length: [len]

      a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:[cryptokeyparams1audio]
<!--  ^^^^^^^^^ config/sipp-crypto-clear -->
    ]]>
  </send>
</scenario>
`,
      },
    },
    {
      title: 'run over TLS',
      dialect: 'sipp',
      files: {
        'uac.xml': `
<scenario name="call">
  <send>
    <![CDATA[
      INVITE sip:[service]@[remote_ip] SIP/2.0
      Content-Length: [len]

      a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:[cryptokeyparams1audio]
    ]]>
  </send>
</scenario>
`,
        Makefile: `
test:
	sipp -sf uac.xml -t ln 192.0.2.1:5061
`,
      },
    },
  ],
  check(facts, context, report) {
    const commands = commandsFor(facts, context);
    const plain = commands.find(({ transport }) => transport === 'udp' || transport === 'tcp' || transport === 'sctp');
    if (!plain && commands.length > 0) return;
    for (const { lines } of templatesOf(facts)) {
      const line = lines.find(({ part, text }) => part === 'body' && text.startsWith('a=crypto:'));
      if (!line) continue;
      report(
        inLine(facts, line, 0, 'a=crypto:'.length),
        plain
          ? `The keys of SRTP stand in this SDP, and the scenario is run over ${plain.transport.toUpperCase()}: everybody on the way reads them.`
          : 'The keys of SRTP stand in this SDP, and SIPp uses UDP unless -t says something else: everybody on the way reads them then.',
        {
          ...(!plain && { severity: 'info' }),
          ...(plain && {
            related: [
              {
                message: `Here it is run over ${plain.transport.toUpperCase()}`,
                place: plain.options.get('t')?.value?.place ?? plain.word,
              },
            ],
          }),
        },
      );
    }
  },
});
