import type { Asked } from '#core/probe/asked';
import type { Severity } from '#core/rules/rule';
import { type Arguments, isTime, oneOf, readArguments } from './arguments';
import { readOverrides } from './rule-overrides';

const formats = ['text', 'json', 'jsonl', 'markdown', 'openssl'] as const;

/** What `sip-tls probe` was asked to do. */
export interface ProbeCall {
  readonly kind: 'call';
  readonly format: (typeof formats)[number];
  readonly least: Severity;
  readonly isLeastGiven: boolean;
  readonly noColor: boolean;
  readonly redact: boolean;
  /** Targets that are probed side by side. */
  readonly parallel: number;
  readonly targets: readonly string[];
  /** A file that holds more of them, one a line; `-` is standard input. */
  readonly targetsFile?: string;
  readonly passphraseFile?: string;
  /** The same for all targets. */
  readonly asked: Omit<Asked, 'target' | 'passphrase'>;
}

export const probeHelp = `sip-tls probe [options] TARGET…

Connects to a SIP server over TLS and says what is wrong with it: DNS, connection, handshake, certificates, SIP.
A TARGET is a host name, host:port, an address or a SIP URI: sip.example.com, sips:alice@example.com, 192.0.2.1:5061.

Where to
  --targets FILE         further targets, one a line, # begins a comment; - is standard input
  --port N               for targets that name no port
  --connect ADDR[:PORT]  in place of what DNS says; may be repeated
  --dns ADDR[:PORT]      name server to ask in place of this computer's; several are compared
  --servername NAME      server name to send and to compare, in place of the target's
  --no-servername        send no server name

Certificates
  --ca FILE              certificates to trust (PEM), in place of the usual store
  --ca-folder DIR        the same of a folder's files; of those named by their hash, where there are any
  --system-ca            trust the store of the operating system as well
  --cert FILE --key FILE client certificate and its key (PEM); without --key the key is in the same file
  --pkcs12 FILE          both in one file
  --passphrase-file FILE the passphrase of the key is in its first line. It may also be in the environment variable
                         SIP_TLS_PASSPHRASE; on a terminal it is asked for
  --installed-cert FILE  the file that the server is meant to serve (PEM): did it load what stands there now?
  --policy full|chain-only               full unless given; chain-only does not compare the name
  --provider NAME|FILE   hold what is seen against what is known of a provider; FILE describes your own
  --revocation off|stapled|online        stapled unless given; online also asks the certificate authorities' servers

What to find out
  --options              send one OPTIONS request and read the answer
  --enumerate            list all versions, suites and groups that the server takes; many more connections
  --timeout MS           5000 unless given: a whole conversation with one endpoint, and one DNS query
  --at TIME              judge as if it were TIME, ISO 8601
  --parallel N           16 unless given: targets that are probed at the same time

What to show
  --format text|json|jsonl|markdown|openssl   text unless given; jsonl prints a line for each target as it is done,
                                              openssl the commands that show the same
  --profile practical|strict                  practical unless given: what works every day is not shouted at
  --min-severity error|warning|info|hint      warning unless given (text, markdown); the other formats hold everything
  --rule ID=off|hint|info|warning|error       severity of one rule; may be repeated
  --pem                                       certificates in PEM as well (json, jsonl)
  --redact                                    users, numbers, hosts, addresses, Call-IDs and what names a certificate
                                              are replaced, the same way each time in one run
  --no-color                                  no colours on a terminal; NO_COLOR and FORCE_COLOR are obeyed

Exit code 0: reachable, no error. 1: an error was found. 2: wrong call. 3: nothing could be reached.
Ctrl+C ends the probe and shows what is known by then.
`;

/** Reads the words behind `probe`. */
export function readCall(
  words: readonly string[],
  rules: readonly { readonly id: string }[],
): ProbeCall | Extract<Arguments, { kind: 'wrong' }> {
  if (words.some((word) => /^--passphrase(?:=|$)/.test(word)))
    return {
      kind: 'wrong',
      why: 'others can read a passphrase on the command line; use SIP_TLS_PASSPHRASE, --passphrase-file or the prompt',
    };
  const read = readArguments(words, options);
  if (read.kind === 'wrong') return read;
  const { values, flags, paths } = read;
  const problems: string[] = [];
  const first = (name: string): string | undefined => values.get(name)?.[0];
  const one: One = (name, allowed, standard) => oneOf(first(name), { name, allowed, standard, problems });
  const number = (name: string, most: number): number | undefined => {
    const text = first(name);
    if (text === undefined) return undefined;
    if (!/^\d{1,9}$/.test(text) || Number(text) < 1 || Number(text) > most)
      problems.push(`--${name} is a number from 1 to ${most}, not "${text}"`);
    return Number(text);
  };
  const call: ProbeCall = {
    kind: 'call',
    format: one('format', formats, 'text'),
    least: one('min-severity', ['error', 'warning', 'info', 'hint'], 'warning'),
    isLeastGiven: values.has('min-severity'),
    noColor: flags.has('no-color'),
    redact: flags.has('redact'),
    parallel: number('parallel', 256) ?? 16,
    targets: paths.filter((path) => path !== '-'),
    ...given('targetsFile', first('targets') ?? (paths.includes('-') ? '-' : undefined)),
    ...given('passphraseFile', first('passphrase-file')),
    asked: {
      ...given('port', number('port', 65_535)),
      ...given('connect', values.get('connect')),
      ...given('dns', values.get('dns')),
      ...given('serverName', flags.has('no-servername') ? null : first('servername')),
      ...given('caFile', first('ca')),
      ...given('caFolder', first('ca-folder')),
      systemCa: flags.has('system-ca'),
      ...given('certificate', first('cert')),
      ...given('key', first('key')),
      ...given('pkcs12', first('pkcs12')),
      ...given('installed', first('installed-cert')),
      ...policyOf(first('policy'), one),
      ...providerOf(first('provider')),
      enumerate: flags.has('enumerate'),
      options: flags.has('options'),
      revocation: one('revocation', ['off', 'stapled', 'online'], 'stapled'),
      ...given('timeoutMs', number('timeout', 600_000)),
      ...given('at', first('at')),
      withPem: flags.has('pem') && !flags.has('redact'),
      profile: one('profile', ['practical', 'strict'], 'practical'),
      rules: readOverrides(values.get('rule') ?? [], { rules, problems }),
    },
  };
  problems.push(...contradictions(call, flags.has('no-servername') && values.has('servername')));
  if (paths.includes('-') && values.has('targets')) problems.push('targets come from one file; give --targets or -, not both');
  const [why] = problems;
  return why === undefined ? call : { kind: 'wrong', why };
}

const options = {
  targets: 'value',
  port: 'value',
  connect: 'values',
  dns: 'values',
  servername: 'value',
  'no-servername': 'flag',
  ca: 'value',
  'ca-folder': 'value',
  'system-ca': 'flag',
  cert: 'value',
  key: 'value',
  pkcs12: 'value',
  'installed-cert': 'value',
  'passphrase-file': 'value',
  policy: 'value',
  provider: 'value',
  revocation: 'value',
  options: 'flag',
  enumerate: 'flag',
  timeout: 'value',
  at: 'value',
  parallel: 'value',
  format: 'value',
  profile: 'value',
  'min-severity': 'value',
  rule: 'values',
  pem: 'flag',
  redact: 'flag',
  'no-color': 'flag',
} as const;

/** An option that was not given is absent. */
function given<K extends string, V>(name: K, value: V | undefined): { readonly [name in K]?: V } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [name in K]?: V };
}

type One = <const T extends string>(name: string, allowed: readonly T[], standard: NoInfer<T>) => T;

/** Absent where nothing was said: then a provider may say it. */
const policyOf = (text: string | undefined, one: One): Pick<Asked, 'policy'> =>
  text === undefined ? {} : { policy: one('policy', ['full', 'chain-only'], 'full') };

/** A path has a separator or ends in .json; ids have neither. */
function providerOf(text: string | undefined): Pick<Asked, 'provider' | 'providersFile'> {
  if (text === undefined) return {};
  return /[/\\]|\.json$/i.test(text) ? { providersFile: text } : { provider: text };
}

function* contradictions({ asked, targets, targetsFile, passphraseFile }: ProbeCall, namesTwice: boolean): Generator<string> {
  if (targets.length === 0 && targetsFile === undefined) yield 'no target given, such as sip.example.com; - reads them from standard input';
  if (namesTwice) yield '--servername and --no-servername exclude each other';
  if (asked.pkcs12 !== undefined && (asked.certificate !== undefined || asked.key !== undefined))
    yield '--pkcs12 holds certificate and key; --cert and --key have no place beside it';
  if (asked.key !== undefined && asked.certificate === undefined && asked.pkcs12 === undefined) yield '--key needs --cert';
  if (passphraseFile !== undefined && asked.certificate === undefined && asked.pkcs12 === undefined)
    yield '--passphrase-file needs --cert or --pkcs12';
  if (asked.at !== undefined && !isTime(asked.at)) yield `--at is a time such as 2026-11-23T18:59:08Z, not "${asked.at}"`;
}
