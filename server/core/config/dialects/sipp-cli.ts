import { completeSippCommand } from '../completion/xml-products';
import type { Dialect } from '../dialect';
import { readCommands } from '../sipp/read-commands';
import { commandSettings } from '../sipp/settings';
import { sippCommands } from '../sipp/words';

/** Scripts, Makefiles and CI jobs that run SIPp: its command lines, and nothing else of them. */
export const sippCli: Dialect = {
  id: 'sipp-cli',
  title: 'SIPp command line',
  product: 'sipp',
  names: [],
  // Whoever writes such files for something else names them differently; others are known by what they run.
  globs: ['**/*sipp*.{sh,bash,mk}', '**/*sipp*/**/*.{sh,bash,mk}', '**/*sipp*/**/makefile'],
  isOther: (head) => sippCommands(head).length === 0,
  shape(head) {
    // A text that explains SIPp is no script; nor is one that only mentions it.
    if (!/sipp/i.test(head) || /^(?:```|~~~|=====?$|\.\. )/m.test(head) || /^\uFEFF?\s*</.test(head)) return 0;
    const commands = sippCommands(head);
    if (commands.length === 0) return 0;
    const isTls = commands.some((words) =>
      words.some(({ text }, index) => /^-tls_/.test(text) || (text === '-t' && /^l[1n]$/.test(words[index + 1]?.text ?? ''))),
    );
    const isScript =
      /^\uFEFF?#!\s*\//m.test(head.slice(0, 300)) ||
      /^[\w./$(){}-]+\s*:(?!=).*\n\t/m.test(head) ||
      /^\s*-?\s*(?:run|script|command|steps|services|stage)\s*:/m.test(head) ||
      /^(?:FROM|CMD|ENTRYPOINT|RUN)\s/m.test(head);
    return (isTls ? 5 : 3) + (isScript ? 2 : 0);
  },
  read: readCommands,
  settings: commandSettings,
  complete: completeSippCommand,
  examples: [
    {
      title: 'a shell script',
      files: {
        'run.sh': `#!/bin/sh
# sipp -t l1 is not run here
./sipp -sf uac.xml -t l1 -tls_cert client.pem -tls_key client.key \\
  -tls_ca /etc/ssl/ca.pem -tls_version 1.2 -m 1 -trace_msg sip.example.com:5061 || exit 1
sipp -sn uas -t ln -i 192.0.2.1 -p 5061 &
sipp "$TARGET:5060" -sn uac -key user "a b" $OPTIONS
`,
        'uac.xml': '<scenario name="x"></scenario>\n',
      },
      facts: `
listener tls 192.0.2.1:5061 profile sipp 2
profile sipp 1 both versions TLSv1.2 to TLSv1.2 certificate client.pem key client.key ca /etc/ssl/ca.pem verify on require on name off sends the leaf only
profile sipp 2 both versions unknown to TLSv1.3 by default certificate cacert.pem key cakey.pem verify off require off name off sends the leaf only
peer sipp sip.example.com: sip.example.com:5061 transport tls by tls out profile sipp 1
peer sipp $TARGET: ?$TARGET?:5060 by unknown out
`,
    },
    {
      title: 'a Makefile and a job of a CI',
      files: {
        Makefile: `test: build
	$(SIPP) -t u1 -sf uac.xml 192.0.2.1
`,
      },
      facts: `
peer sipp 192.0.2.1: 192.0.2.1:5060 transport udp by udp out
`,
    },
    {
      title: 'a list of words',
      files: {
        'compose.yaml': `services:
  sipp:
    image: sipp
    command: ["sipp", "-t", "l1", "-tls_version", "1.3", "192.0.2.1:5061"]
`,
      },
      facts: `
profile sipp 1 both versions TLSv1.3 to TLSv1.3 certificate cacert.pem key cakey.pem verify off require off name off sends the leaf only
peer sipp 192.0.2.1: 192.0.2.1:5061 transport tls by tls out profile sipp 1
`,
    },
  ],
};
