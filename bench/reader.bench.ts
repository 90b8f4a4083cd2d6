import jssip from 'jssip/lib/Parser.js';
import npmSip from 'sip/sip.js';
import { codesOf } from '#core/sip/codes';
import { grammarOf } from '#core/sip/header-names';
import { indexMessage, LINE_CELLS, nameHeaders, newHeaderLines } from '#core/sip/message-index';
import { newTape, type Tape } from '#core/sip/tape';
import { readUri } from '#core/sip/uri';
import { readValue } from '#core/sip/values';
import { bare } from '#core/trace/formats/bare';
import { framedLines } from '#core/trace/message-end';
import { splitFrames } from '#core/trace/split';
import { makeMessages } from './messages';
import { compare } from './rounds';

const messages = makeMessages(1000);
const text = messages.join('');
const lines = newHeaderLines(64);
const tape: Tape = newTape(512);

/** Every header, URI, parameter of one message, with spans, onto the tape. */
function readWhole(source: string, start: number, end: number): number {
  const codes = codesOf(source);
  indexMessage(source, start, end, lines);
  nameHeaders(codes, lines);
  tape.length = 0;
  const firstBlank = source.indexOf(' ', start);
  readUri(codes, firstBlank + 1, source.indexOf(' ', firstBlank + 1), false, tape);
  const { cells, count } = lines;
  for (let i = 0; i < count; i++) {
    const at = i * LINE_CELLS;
    readValue(codes, cells[at + 2] as number, cells[at + 3] as number, grammarOf(cells[at + 5] as number), tape);
  }
  return tape.length;
}

export function readerBench(): void {
  console.log(`\n# Reading: ${messages.length} distinct messages, ${(text.length / 1e6).toFixed(2)} MB; messages a second`);
  const results = compare(
    {
      'line ends only': () => {
        let n = 0;
        for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) n++;
        return n;
      },
      'ours: header spans': () => {
        let n = 0;
        for (const message of messages) {
          indexMessage(message, 0, message.length, lines);
          n += lines.count;
        }
        return n;
      },
      'ours: frames and header spans': () => {
        let n = 0;
        for (const { frame } of splitFrames(text, [bare])) n += frame.length > 0 ? framedLines.count : 0;
        return n;
      },
      'ours: everything, spans kept': () => {
        let n = 0;
        for (const message of messages) n += readWhole(message, 0, message.length);
        return n;
      },
      'npm sip': () => {
        let n = 0;
        for (const message of messages) n += npmSip.parse(message) ? 1 : 0;
        return n;
      },
      JsSIP: () => {
        let n = 0;
        for (const message of messages.slice(0, 100)) n += jssip.parseMessage(message, ua) ? 1 : 0;
        return n;
      },
    },
    { JsSIP: 100 },
    messages.length,
  );
  const rate = (name: string): number => results.get(name)?.best ?? Number.NaN;
  console.log(`  everything : JsSIP   ${(rate('ours: everything, spans kept') / rate('JsSIP')).toFixed(1)} ×  (aim 40)`);
  console.log(`  everything : sip     ${(rate('ours: everything, spans kept') / rate('npm sip')).toFixed(1)} ×  (aim 4)`);
  console.log(`  index      : sip     ${(rate('ours: frames and header spans') / rate('npm sip')).toFixed(1)} ×  (aim 10)`);
}

const ua = { configuration: {} };
