/**
 * Walks real logs, captures and torture messages with their truth (SIP_TLS_CORPUS names the folder) and compares what is read and
 * found with it. The folder is no part of this project: without it, this test is skipped and says so, and proves nothing.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { rules } from '#core/rules/all.gen';
import { checkMessage, type MessageFinding, type RuleSet, selectRules } from '#core/rules/engine';
import type { Rule } from '#core/rules/rule';
import { hopOf } from '#core/sip/hop';
import { SipMessage } from '#core/sip/message';
import { decodeBytes } from '#core/text/decode-bytes';
import { formats } from '#core/trace/formats/all.gen';
import { bare } from '#core/trace/formats/bare';
import type { Frame } from '#core/trace/frame';
import { countOctets } from '#core/trace/message-end';
import { type Entry, Trace } from '#core/trace/trace';

const corpus = resolve(process.env.SIP_TLS_CORPUS ?? '../shared/corpus');
const skip = existsSync(join(corpus, 'traces/expected.json'))
  ? false
  : `no corpus in ${relative('', corpus) || corpus}: nothing of it was compared (set SIP_TLS_CORPUS)`;

const read = (path: string) => decodeBytes(readFileSync(join(corpus, path)));
const truth = <T>(path: string): T => JSON.parse(read(path).text) as T;

const profiles = ['practical', 'strict'] as const;
const noRules = selectRules<Rule>([], 'practical');

function open(path: string, ruleSet = noRules): { trace: Trace; text: string } {
  const { text, bytes } = read(path);
  const trace = new Trace({ length: text.length, slice: (start, end) => text.slice(start, end) }, { rules: ruleSet, bytes });
  return { trace, text };
}

// A suite that is skipped counts as nothing at all; a test counts as skipped.
it('corpus: the folder is there', { skip }, () => assert.ok(truth<unknown[]>('traces/expected.json').length > 0));

describe('corpus: traces', { skip }, () => {
  interface Log {
    file: string;
    format: string;
    items: LoggedMessage[];
  }
  const delivered = new Set(formats.map((format) => format.id));
  for (const { file, format, items } of skip ? [] : truth<Log[]>('traces/expected.json')) {
    const isDelivered = items.every((item) => delivered.has(item.format ?? format)) && (delivered.has(format) || format === 'mixed');
    if (isDelivered) {
      it(`traces/${file}`, () => {
        const { trace } = open(`traces/${file}`);
        compareLog(trace, items);
        for (const [i, { frame }] of trace.entries.entries()) assert.equal(frame.format, items[i]?.format ?? format);
      });
    } else {
      it(`traces/${file}: ${format} is not read yet, and nothing breaks`, (context) => {
        const { trace, text } = open(`traces/${file}`);
        isSane(trace, text);
        context.diagnostic(
          `${file}: ${trace.entries.length} of ${items.length} messages as ${[...usedFormats(trace)].join(', ') || 'none'}`,
        );
      });
    }
  }
});

describe('corpus: flows', { skip }, () => {
  interface FlowMessage {
    file: string;
    firstLine: string;
    callId: string;
    cseq: string;
    viaTransport: string;
    viaCount: number;
    contentLength: number | null;
    bodyOctets: number;
  }
  for (const flow of ['rfc3665', 'rfc5630']) {
    it(`messages of ${flow}`, () => {
      for (const expected of truth<FlowMessage[]>(skip ? '' : `flows/${flow}/expected.json`)) {
        const { trace } = open(`flows/${expected.file}`);
        assert.equal(trace.entries.length, 1, `${expected.file}: one message`);
        const message = trace.message(trace.entries[0] as Entry);
        const { callId, cseq, topVia, vias, contentLength, body, text } = message;
        assert.deepEqual(
          {
            firstLine: text.split('\r\n', 1)[0],
            callId,
            cseq: `${cseq?.number} ${cseq?.method}`,
            viaTransport: topVia?.transport,
            viaCount: vias.length,
            contentLength: contentLength ?? null,
            bodyOctets: countOctets(text, body.start, body.end),
          },
          {
            firstLine: expected.firstLine,
            callId: expected.callId,
            cseq: expected.cseq,
            viaTransport: expected.viaTransport,
            viaCount: expected.viaCount,
            contentLength: expected.contentLength,
            bodyOctets: expected.bodyOctets,
          },
          expected.file,
        );
      }
    });
  }

  interface Scenario {
    name: string;
    kamailioLog?: { file: string; items: LoggedMessage[] } | null;
    sipdump?: { file: string; items: LoggedMessage[] } | null;
    sippLogs?: { file: string }[];
  }
  for (const { name, kamailioLog, sipdump, sippLogs } of skip ? [] : truth<Scenario[]>('flows/expected.json')) {
    it(`logs of ${name}`, () => {
      for (const log of [kamailioLog, sipdump]) if (log) compareLog(open(`flows/${log.file}`).trace, log.items);
      for (const log of sippLogs ?? []) {
        const { trace, text } = open(`flows/${log.file}`);
        isSane(trace, text);
      }
    });
  }
});

interface LoggedMessage {
  format?: string;
  firstLine: string;
  callId: string | null;
  direction: string | null;
  transport: string | null;
  source: string | null;
  destination: string | null;
  time?: string | null;
  bytes?: number;
  truncated?: boolean;
}

/** Kamailio numbers its transports. */
const numbered: { readonly [number: string]: string } = { 1: 'UDP', 2: 'TCP', 3: 'TLS', 4: 'SCTP', 5: 'WS', 6: 'WSS' };

/** A label that is null says that the log does not tell; more than that may be known. */
function compareLog(trace: Trace, items: readonly LoggedMessage[]): void {
  const known = (label: string | null | undefined, value: string | undefined) => (label == null ? label : (value ?? 'unknown'));
  const found = trace.entries.map((entry, i) => {
    const { frame } = entry;
    const message = trace.message(entry);
    const item = items[i];
    return {
      firstLine: message.text.split(/\r?\n/, 1)[0],
      callId: message.callId ?? null,
      direction: known(item?.direction, frame.direction),
      transport: known(item?.transport, frame.transport),
      source: known(item?.source, frame.source?.replaceAll(/[[\]]/g, '')),
      destination: known(item?.destination, frame.destination?.replaceAll(/[[\]]/g, '')),
      time: known(item?.time, timeAs(item?.time ?? '', frame)),
      bytes: item?.bytes && !item.truncated ? countOctets(message.text, 0, message.text.length) : item?.bytes,
      isCut: frame.cut ?? false,
    };
  });
  const expected = items.map(({ firstLine, callId, direction, transport, source, destination, time, bytes, truncated }) => ({
    firstLine,
    callId,
    direction,
    transport: transport === null ? null : (numbered[transport] ?? transport),
    source,
    destination,
    time,
    bytes,
    isCut: truncated ?? false,
  }));
  assert.deepEqual(found, expected);
}

/** The frame's time as the label writes it: `2026/11/23 18:59:29.781053`, `1795460333.490875`, `Nov 23 18:58:53`, `18:59:06.669980`. */
function timeAs(label: string, { time = 'none' }: Frame): string {
  if (/^\d+\.\d+$/.test(label)) return `${Date.parse(time.replace(/\.\d+Z$/, 'Z')) / 1000}.${/\.(\d+)Z$/.exec(time)?.[1]}`;
  if (/^\d{4}\//.test(label)) return time.replace(/^(\d+)-(\d+)-(\d+)T/, '$1/$2/$3 ');
  // A date without a year is no date for us.
  return /^[A-Z][a-z]{2} [ \d]\d /.test(label) ? label.slice(0, 7) + time : time;
}

const usedFormats = (trace: Trace): Set<string> => new Set(trace.entries.map(({ frame }) => frame.format));

function isSane(trace: Trace, text: string): void {
  let end = 0;
  for (const entry of trace.entries) {
    assert.ok(entry.start >= end, 'in order');
    end = entry.start + entry.frame.length;
    assert.ok(end <= text.length, 'inside the text');
    const { startLine, vias } = trace.message(entry);
    assert.ok(startLine.kind !== 'malformed' || vias.length > 0, 'has a start line, or at least a Via');
  }
}

describe('corpus: rfc', { skip }, () => {
  interface Torture {
    file: string;
    valid: boolean;
    messages: number;
    messagesUdp?: number;
    messagesStream?: number;
    lengthMismatch?: boolean;
    why?: string;
    where?: Place[];
  }
  interface Place {
    why: string;
    line: number | null;
    token: string | null;
  }

  for (const expected of skip ? [] : truth<Torture[]>('rfc/expected.json')) {
    it(`rfc/${expected.file}, ${expected.valid ? 'valid' : `invalid: ${expected.why}`}`, (context) => {
      const file = `rfc/${expected.file}`;
      const { text, bytes } = read(file);
      for (const profile of profiles) {
        const ruleSet = selectRules(rules, profile);
        const { trace } = open(file, ruleSet);
        assert.equal(trace.entries.length, expected.messagesStream ?? expected.messages, 'messages, read as a stream');
        // What stands behind dblreq's request is a message of its own on a stream, and not what the RFC calls valid.
        const stream = trace.entries
          .slice(0, expected.messagesUdp)
          .flatMap((entry) => entry.findings.map((finding) => ({ ...finding, at: trace.spanOf(entry, finding.at) })));
        const datagram = checkDatagram(new SipMessage(text, { bytes }), ruleSet);
        for (const [reading, findings] of [
          ['stream', stream],
          ['datagram', datagram],
        ] as const) {
          assert.deepEqual(
            findings.filter(({ rule }) => rule === 'internal/rule-failed').map(({ message }) => message),
            [],
          );
          if (expected.valid) {
            const errors = findings.filter(({ severity }) => severity === 'error');
            // Three messages of RFC 5118 have a Content-Length that fits no line end: the RFC calls them well-formed all the same.
            // In a datagram more octets may follow (RFC 3261 §18.3); that they do is worth a finding nevertheless.
            const mayDiffer = expected.lengthMismatch || (reading === 'datagram' && expected.messagesUdp !== undefined);
            const own = mayDiffer ? errors.filter(({ rule }) => rule !== 'sip/content-length-mismatch') : errors;
            assert.deepEqual(own.map(told(text)), [], `no error in ${profile}, read as a ${reading}`);
          } else hitsPlaces(context, findings, { text, profile, reading, where: expected.where ?? [] });
        }
      }
    });
  }

  const told = (text: string) => (finding: MessageFinding) =>
    `${finding.rule} at ${JSON.stringify(text.slice(finding.at.start, Math.min(finding.at.end, finding.at.start + 60)))}`;

  interface Reading {
    text: string;
    profile: (typeof profiles)[number];
    reading: string;
    where: readonly Place[];
  }

  /** An error in strict, any finding in practical, at one of the places at least; the others are printed. */
  function hitsPlaces(context: TestContext, findings: readonly MessageFinding[], { text, profile, reading, where }: Reading): void {
    const fitting = findings.filter(({ severity }) => profile === 'practical' || severity === 'error');
    const missed = where.filter((place) => !fitting.some((finding) => isAt(text, finding, place)));
    for (const place of missed) context.diagnostic(`${profile}, as a ${reading}: nothing at line ${place.line}: ${place.why}`);
    assert.ok(
      missed.length < where.length,
      `${profile}, read as a ${reading}: nothing at any of ${JSON.stringify(where)}; found: ${findings.map((finding) => `${finding.severity} ${told(text)(finding)}`).join(' | ')}`,
    );
  }

  function isAt(text: string, { at }: MessageFinding, { line, token }: Place): boolean {
    if (line === null || token === null) return true;
    const lines = text.split('\n');
    const lineStart = lines.slice(0, line - 1).reduce((sum, before) => sum + before.length + 1, 0);
    const start = text.indexOf(token, lineStart);
    assert.ok(start >= lineStart && start <= lineStart + (lines[line - 1] ?? '').length, `${token} stands in line ${line}`);
    return at.start <= start + token.length && at.end >= start;
  }

  function checkDatagram(message: SipMessage, ruleSet: RuleSet): MessageFinding[] {
    const hop = hopOf(message, {}, bare.loses);
    return checkMessage(message, { hop, loses: bare.loses, trace: { isStated: () => false, framesStating: () => [] } }, ruleSet);
  }
});
