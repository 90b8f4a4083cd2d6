import { span } from '../../text/span';
import type { ConfigFile, ConfigWorld } from '../dialect';
import type { ConfigFacts, FilePlace, Include, Setting, Transport, Value } from '../model';
import { fileOf, listenerOf, peerOf, profileOf } from './command-model';
import type { CommandFacts, SippCommand, SippOption } from './facts';
import { folderChange, sippCommands, type Word } from './words';

/** Reads the command lines of SIPp out of a script. */
export function readCommands({ file, text }: ConfigFile, world: ConfigWorld): ConfigFacts {
  const change = folderChange(text);
  const commands = sippCommands(text).map((words, index) => ({ name: `sipp ${index + 1}`, ...commandOf(words, file, change, world) }));
  const own: CommandFacts = { kind: 'commands', commands };
  return {
    dialect: 'sipp-cli',
    product: 'sipp',
    root: file,
    files: [file],
    listeners: commands.flatMap(listenerOf),
    profiles: commands.flatMap(profileOf),
    peers: commands.flatMap(peerOf),
    routes: [],
    definitions: [],
    includes: commands.flatMap(includeOf),
    settings: commands.flatMap(settingsOf),
    symbols: commands.map(({ word, whole, transport, remote }) => ({
      kind: 'section',
      name: `sipp ${remote?.text ?? ''}`.trim(),
      place: word,
      whole,
      uses: [],
      detail: transport.toUpperCase(),
      isRenamable: false,
    })),
    texts: new Map([[file, text]]),
    problems: [],
    own,
  };
}

/** Options without a value; `-key`, `-set` and `-infindex` have two, all others one (sipp.cpp). */
const flags = new Set(
  (
    'v bg nostdin aa nd nr bind_local rtp_echo pause_msg_ign callid_slash_ign timeout_error no_rate_quit periodic_rtd skip_rlimit ' +
    'sendbuffer_warn trace_stat trace_msg trace_shortmsg trace_counts trace_err trace_error_codes trace_calldebug trace_screen trace_rtt ' +
    'trace_logs rtpcheck_debug srtpcheck_debug h'
  ).split(' '),
);
const withTwo = new Set(['key', 'set', 'infindex']);

/** A variable that is no host may hold further options. */
const isHost = /:\d{1,5}$|host|addr|ip\b|_ip|target|remote|server|dest|proxy|peer|domain|sut/i;

function commandOf(words: readonly Word[], file: string, change: number, world: ConfigWorld): Omit<SippCommand, 'name'> {
  const place = ({ at }: Word): FilePlace => ({ file, at });
  const value = (word: Word): Value => ({ text: word.text, place: place(word), isKnown: word.isKnown });
  const options = new Map<string, SippOption>();
  const [first, ...rest] = words;
  const last = words.at(-1);
  let remote: Value | undefined;
  let isOpen = false;
  for (let index = 0; index < rest.length; index++) {
    const word = rest[index];
    if (!word) break;
    const isOption = word.text.startsWith('-');
    if (!isOption && !word.isKnown && !isHost.test(word.text)) {
      isOpen = true;
      continue;
    }
    if (!isOption) {
      remote ??= value(word);
      continue;
    }
    const name = word.text.slice(1);
    const next = rest[index + 1];
    const hasValue = !flags.has(name) && next !== undefined;
    options.set(name, { name: place(word), ...(hasValue && { value: value(next) }) });
    index += hasValue ? (withTwo.has(name) ? 2 : 1) : 0;
  }
  const start = first?.at ?? span(0, 0);
  const transport = transportOf(options.get('t')?.value);
  const scenario = options.get('sf')?.value;
  const command = {
    word: { file, at: start },
    whole: { file, at: span(start.start, last?.at.end ?? start.end) },
    options,
    ...(remote && { remote }),
    isOpen,
    isElsewhere: change < start.start,
    transport: isOpen && !options.has('t') ? 'unknown' : transport,
    scenarios: scenario?.isKnown ? [...world.find(scenario.text, file, 'beside-file'), scenario.text] : [],
  } satisfies Omit<SippCommand, 'name'>;
  return command.transport === 'tls'
    ? { ...command, files: { certificate: fileOf(command, 'tls_cert'), key: fileOf(command, 'tls_key') } }
    : command;
}

/** The first letter; UDP where nothing is said. */
export function transportOf(value: Value | undefined): Transport | 'unknown' {
  if (!value) return 'udp';
  if (!value.isKnown) return 'unknown';
  switch (value.text[0]) {
    case 'u':
    case 'c':
      return 'udp';
    case 't':
      return 'tcp';
    case 'l':
      return 'tls';
    case 's':
      return 'sctp';
    case 'w':
      return 'ws';
    default:
      return 'unknown';
  }
}

function includeOf({ options, scenarios }: SippCommand): Include[] {
  const value = options.get('sf')?.value;
  return value ? [{ place: value.place, raw: value.text, files: scenarios.slice(0, -1), isOptional: false }] : [];
}

function settingsOf({ options, word }: SippCommand): Setting[] {
  return [...options].map(([name, option]): Setting => {
    const end = option.value?.place.at.end ?? option.name.at.end;
    return {
      key: `option.${name}`,
      name: option.name,
      value: option.value ?? { text: '', place: { ...option.name, at: span(end, end) }, isKnown: true },
      whole: { file: word.file, at: span(option.name.at.start, end) },
      isInactive: false,
    };
  });
}
