import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { callsOf } from '#core/editor/calls';
import { type Part, proposalsFor } from '#core/editor/completion';
import { foldsOf } from '#core/editor/folds';
import { type OutlineItem, outlineOf } from '#core/editor/outline';
import { placesAt } from '#core/editor/place';
import { definitionOf, occurrencesOf, tieAt } from '#core/editor/references';
import { rfcLinks } from '#core/editor/rfc-links';
import { tokensOf } from '#core/editor/tokens';
import { hoverAt } from '#core/hover/hover';
import { selectRules } from '#core/rules/engine';
import type { Span } from '#core/text/span';
import { toMessage } from '#core/trace/frame';
import { delayBetween, timeOfDay, writeDelay } from '#core/trace/time';
import { Trace } from '#core/trace/trace';

const fixture = readFileSync(join(process.cwd(), 'test/fixtures/tls-phone-to-udp-phone.siptrace'), 'utf8');
const none = selectRules([], 'practical');
const traceOf = (text: string) => new Trace({ length: text.length, slice: (from, to) => text.slice(from, to) }, { rules: none });

const isIn = (inner: Span, outer: Span): boolean => inner.start >= outer.start && inner.start <= inner.end && inner.end <= outer.end;

/** What editors reject: names that are empty, and names that do not lie in their symbol. */
function checkOutline(items: readonly OutlineItem[], outer: Span): void {
  for (const item of items) {
    assert.notEqual(item.name, '');
    assert.ok(isIn(item.at, outer) && isIn(item.nameAt, item.at), item.name);
    checkOutline(item.children, item.at);
  }
}

/** Asks everything that an editor asks, at every place. */
function askEverything(text: string, step: number): void {
  const trace = traceOf(text);
  const whole = { start: 0, end: text.length };
  const lineOf = (offset: number) => offset;
  checkOutline([...outlineOf(trace, { isDeep: true, lineOf })], whole);
  for (const fold of foldsOf(trace, true)) assert.ok(isIn(fold.at, whole));
  callsOf(trace);
  for (const entry of trace.entries) {
    const message = trace.message(entry);
    let behind = 0;
    for (const token of tokensOf(message)) {
      assert.ok(token.start >= behind && token.end > token.start && token.end <= message.text.length);
      behind = token.end;
    }
  }
  for (let offset = 0; offset <= text.length; offset += step) {
    const hover = hoverAt(trace, offset, { lineOf, uri: 'file:///t' });
    if (hover) {
      assert.ok(hover.at.start <= offset && offset <= hover.at.end);
      assert.doesNotMatch(hover.words.plain, /undefined|NaN|\[object/);
    }
    const entry = trace.entryAt(offset);
    const at = entry && toMessage(entry.frame, offset - entry.start);
    if (!entry || at === undefined) continue;
    const message = trace.message(entry);
    for (const place of placesAt(message, at)) assert.ok(isIn(place.at, { start: 0, end: message.text.length }), place.kind);
    const tie = tieAt(message, at);
    if (!tie) continue;
    definitionOf(trace, { ...tie, entry });
    occurrencesOf(trace, { ...tie, entry });
  }
}

describe('what editors ask', () => {
  it('is answered all over a trace', () => askEverything(fixture, 5));

  it('is answered for broken text, too', () => {
    const scraps = [
      '',
      '\r\n',
      '\n\n',
      ':',
      ';',
      '<',
      '>',
      '"',
      ',',
      '=',
      '@',
      '\\',
      '\u0000',
      '[',
      'a=',
      'SIP/2.0',
      'sips:',
      '\ud800',
      '9'.repeat(30),
    ];
    const edit = fc.record({ at: fc.nat(3000), removed: fc.nat(40), scrap: fc.constantFrom(...scraps) });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 12 }), (edits) => {
        let text = fixture.slice(0, 3200);
        for (const { at, removed, scrap } of edits) text = text.slice(0, at) + scrap + text.slice(at + removed);
        askEverything(text, 23);
      }),
      { numRuns: 20, includeErrorInReport: true },
    );
  });

  it('completion takes any text', () => {
    const parts: Part[] = ['startLine', 'headers', 'sdp', 'body', 'outside'];
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.constantFrom(...parts), (before, part) => {
        for (const { typed } of proposalsFor(before, part)) assert.ok(typed <= before.length);
      }),
      { numRuns: 300 },
    );
  });
});

describe('completion', () => {
  const check = (part: Part, before: string, some: readonly string[], not: readonly string[] = []) =>
    it(`${part}: ${before}`, () => {
      const labels = proposalsFor(before, part).map(({ label }) => label);
      for (const label of some) assert.ok(labels.includes(label), `${label} is missing in ${labels}`);
      for (const label of not) assert.ok(!labels.includes(label), `${label} has no place here`);
    });
  check('outside', 'IN', ['INVITE', 'SIP/2.0 200 OK']);
  check('startLine', 'SIP/2.0 4', ['404 Not Found'], ['INVITE']);
  check('startLine', 'INVITE s', ['sip:', 'sips:']);
  check('startLine', 'INVITE sip:a@b;transport=', ['tls', 'udp'], ['lr']);
  check('headers', 'Vi', ['Via', 'Contact'], ['X-*']);
  check('headers', 'v: ', ['SIP/2.0/TLS']);
  check('headers', 'Via: SIP/2.0/TLS a;', ['branch', 'rport'], ['tag']);
  check('headers', 'Via: SIP/2.0/TLS a, SIP/2.0/', ['TLS', 'UDP']);
  check('headers', 'Contact: <sip:a@b>;', ['expires', 'q'], ['lr']);
  check('headers', 'Contact: "a, <b>" <sip:a@b;', ['lr', 'transport=tls'], ['expires']);
  check('headers', 'CSeq: 1 ', ['INVITE']);
  check('headers', 'Require: 100rel, ', ['timer']);
  check('headers', 'Warning: 3', ['381 SIPS Required']);
  check('headers', 'Subject: any', [], ['INVITE', 'Via']);
  check('sdp', 'a=', ['crypto', 'fingerprint', 'sendrecv'], ['group:']);
  check('sdp', 'a=setup:', ['actpass']);
  check('sdp', 'm=audio 4000 ', ['RTP/SAVP']);
  check('body', 'a=', [], ['crypto']);
});

describe('times of logs', () => {
  const day = '2026-11-23T';
  it('give delays where the clock is fine enough to tell', () => {
    assert.equal(delayBetween(`${day}18:59:08.293`, `${day}18:59:08.294`), 1);
    assert.equal(delayBetween('23:59:59.9', '00:00:00.1'), undefined, 'past midnight without a date');
    assert.equal(delayBetween(`${day}18:59:08`, `${day}18:59:08`), undefined);
    assert.equal(delayBetween(`${day}18:59:08`, '18:59:08'), undefined);
    assert.equal(delayBetween('yesterday', `${day}18:59:08`), undefined);
  });
  it('are written shortly', () => {
    assert.deepEqual([0.4, 9.96, 202.6, 999.6, 59_949, 125_000].map(writeDelay), [
      '0.4 ms',
      '10 ms',
      '203 ms',
      '1.0 s',
      '59.9 s',
      '2 min 5 s',
    ]);
    assert.equal(timeOfDay(`${day}8:59:08.293994Z`), '08:59:08.293');
  });
});

describe('RFC links', () => {
  it('stand where a text names an RFC', () => {
    const text = 'by RFC 3261 §20.42, rfc3263 and RFC-5630, section 3.1; not in XRFC 1, RFC 12 or RFC 123456';
    assert.deepEqual(
      rfcLinks(text).map(({ at, href }) => [text.slice(at.start, at.end), href.replace('https://www.rfc-editor.org/rfc/', '')]),
      [
        ['RFC 3261 §20.42', 'rfc3261#section-20.42'],
        ['rfc3263', 'rfc3263'],
        ['RFC-5630, section 3.1', 'rfc5630#section-3.1'],
      ],
    );
  });
});
