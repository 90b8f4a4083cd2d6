import { check, checkHelp } from './check';
import { lspHelp, lspProblem } from './lsp-call';
import { complain, say } from './output';

/** Written in by the build. */
declare const SIP_TLS_VERSION: string;

const help = `sip-tls finds out why SIP over TLS fails.

  sip-tls check PATH…    says what is wrong in traces and logs
  sip-tls probe TARGET…  connects to a SIP server over TLS and says what is wrong with it
  sip-tls lsp --stdio    the language server, for any editor

  sip-tls check --help   options of check
  sip-tls probe --help   options of probe
  sip-tls lsp --help     options of lsp
  sip-tls --version
`;

async function main([command = '', ...words]: readonly string[]): Promise<number> {
  switch (command) {
    case 'check':
      if (asksForHelp(words)) return say(checkHelp);
      return check(words, SIP_TLS_VERSION);
    case 'probe': {
      // Loaded when it is asked for; check has no use for it.
      const { probeTargets, probeHelp } = await import('./probe');
      return asksForHelp(words) ? say(probeHelp) : probeTargets(words);
    }
    case 'lsp': {
      if (asksForHelp(words)) return say(lspHelp);
      const problem = lspProblem(words);
      if (problem !== undefined) return complain(`${problem} (sip-tls lsp --help)`);
      const { lsp } = await import('./lsp');
      lsp();
      return 0;
    }
    case '-h':
    case '--help':
    case 'help':
      if (words[0] === 'probe') return main(['probe', '--help']);
      return say(words[0] === 'check' ? checkHelp : words[0] === 'lsp' ? lspHelp : help);
    case '-V':
    case '--version':
      return say(`sip-tls ${SIP_TLS_VERSION}\n`);
    case '':
      return complain('no command given; there are check, probe and lsp (sip-tls --help)');
    default:
      return complain(
        `${command.startsWith('-') ? 'unknown option' : 'unknown command'} "${command}"; there are check, probe and lsp (sip-tls --help)`,
      );
  }
}

const asksForHelp = (words: readonly string[]): boolean => words.includes('--help') || words.includes('-h');

void main(process.argv.slice(2)).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  // A fault of ours must not pass for findings, which end with 1.
  (error: unknown) => {
    process.exitCode = complain('a fault in sip-tls itself; nothing was judged to its end');
    console.error(error);
  },
);
