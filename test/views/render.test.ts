import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { bdi, html, ownAddress, prose } from '../../client/views/html';
import { announcement } from '../../client/views/probe/announce';
import { exportHtml, probeDocument } from '../../client/views/probe/document';
import { firstLook, renderProbe, type ViewState } from '../../client/views/probe/render';
import { probeMarkdown } from '../../server/core/report/probe/markdown';
import type { ProbeView } from '../../server/core/report/probe/model';
import { payloads, withTexts } from '../support/hostile';
import {
  cancelledView,
  dnsFailedView,
  doneView,
  goodView,
  manyView,
  refusedView,
  runningView,
  unreachableView,
} from '../support/probe-view';

const now = new Date('2026-11-23T02:08:00.000Z');
const state: ViewState = { look: firstLook, now };
const render = (view: ProbeView, more: Partial<ViewState> = {}): string => renderProbe(view, { ...state, ...more }).toString();

/** What a reader reads, one block a line; shapes and what only a screen reader gets are left out. */
function textOf(markup: string): string {
  return markup
    .replace(/<svg[\s\S]*?<\/svg>/g, '')
    .replace(/<span class="sr">[^<]*<\/span>/g, '')
    .replace(/<(?:\/?(?:div|p|li|tr|h\d|summary|section|details|table|header|footer|dl|ul|ol)|dt|br)\b[^>]*>/g, '\n')
    .replace(/<\/(?:td|th|dt)>/g, ' | ')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll('\u00a0', ' ')
    .split('\n')
    .map((line) =>
      line
        .replace(/\s+/g, ' ')
        .replace(/(?: \|)+ *$/, '')
        .trim(),
    )
    .filter((line) => line !== '')
    .join('\n');
}

function checkShows(view: ProbeView, expected: readonly string[], more: Partial<ViewState> = {}): void {
  const text = textOf(render(view, more));
  const lines = text.split('\n');
  for (const line of expected) assert.ok(lines.includes(line), `no line “${line}” in\n${text}`);
}

describe('what the report of a probe says', () => {
  it('done', () =>
    checkShows(doneView(), [
      'Works on 2 of 3 addresses. 192.0.2.14 fails for every client that verifies.',
      'Next: put Example Trust TLS CA R4 after the leaf in the certificate file of 192.0.2.14 and reload its listener.',
      '1 error1 warning1 hint',
      '192.0.2.14:5061 | Fails | 1 sent, intermediate missing | matches | 11 days left | TLS 1.3 | 200 OK, 38 ms',
      '192.0.2.13:5061 | Works | 2 sent, complete | matches | 11 days left | TLS 1.3 | 200 OK, 35 ms',
      'Alike on all 3: the name matches, TLS 1.3, OPTIONS answered with 200 OK.',
      'Error: 192.0.2.14: Intermediate certificate was not sent',
      '1 sent, 1 missing, root in the store',
      'Sent, 1 of 1',
      'Missing, not sent',
      'From the store: Node 20.20.2',
      'Published at | http://aia.example.net/r4.cer',
      '2026-09-05 to 2026-12-0411 days left',
      'Path | Ends after certificate 1: its issuer Example Trust TLS CA R4 is neither sent nor in the store.',
      'OpenSSL says | “unable to verify the first certificate” (UNABLE_TO_VERIFY_LEAF_SIGNATURE): only the leaf arrived, and nothing here signs it.',
      'Revocation | Not checked: no OCSP answer was stapled, and asking the CA needs your consent. Check online',
      'both rules match for sip.example.com',
      '4 refuse, 3 accept, 1 cannot be told',
      'TLS 1.3, client certificate requested, not required',
      'TLS 1.3 and 1.2, 8 suites: 3 modern, 3 acceptable, 2 weak',
      'Versions | TLS 1.3 and 1.2 accepted; TLS 1.1, TLS 1.0 and SSL 3 refused, as RFC 8996 §4 asks',
      'NAPTR, SRV, then 3 addresses in 31 ms',
      'A 192.0.2.14 TTL 300 fails',
      'AAAA no data',
      'Not used: it is SIP over TCP without TLS',
      'Probed at | 2026-11-23 02:07:41 UTC, in 1.4 s',
      'Sent | 6 DNS queries, 3 connections, 44 hellos, 3 OPTIONS',
    ]));

  it('running: steps fill in, what is not planned has no column', () => {
    checkShows(runningView(), [
      'Probing 3 addresses: 1 done, 2 under way',
      'Address | Connect | Handshake | Certificates | OPTIONS | Versions and suites',
      '192.0.2.13:5061 | 11 ms | TLS 1.3, 23 ms | 2 sent, complete | 200 OK, 35 ms | 5 suites so far',
      '192.0.2.14:5061 | 12 ms | TLS 1.3, 24 ms | 1 sent, intermediate missing | 200 OK, 38 ms | 8 suites',
      '[2001:db8:51::13]:5061 | 11 ms | under way | waiting | waiting | waiting',
      '1 error, 1 warning, 1 hint',
      '0.6 s of at most 5 s for each address. Cancel keeps what was learned.',
    ]);
    const bare = { ...runningView(), plan: { options: false, enumerate: false, timeoutMs: 5000 } };
    checkShows(bare, ['Address | Connect | Handshake | Certificates']);
    assert.doesNotMatch(render(runningView()), /data-do="(?:again|export|enumerate)"/);
  });

  it('nothing reachable', () =>
    checkShows(unreachableView(), [
      '192.0.2.13:5061 | No answer in 5 s | Packets are dropped, usually by an access list.',
      '[2001:db8:51::13]:5061 | No route | This host has no route to IPv6. That says nothing about the server.',
      'no connection, so nothing is known about these',
    ]));

  it('DNS failed: the walk stands right below the verdict, and all else is not checked', () => {
    const text = textOf(render(dnsFailedView()));
    assert.match(text, /^DNS failed: the name server 192\.0\.2\.53 cannot answer NAPTR sip\.example\.com\.$[\s\S]*^DNS walk/m);
    assert.ok(text.indexOf('DNS walk') < text.indexOf('Findings'));
  });

  it('cancelled: what nobody got to is there, without a pass', () =>
    checkShows(cancelledView(), [
      'Cancelled after 0.6 s: 1 of 3 addresses checked.',
      '192.0.2.14:5061 | Not checked | – | – | – | – | –',
      '[2001:db8:51::13]:5061 | Not checked | – | – | – | – | –',
    ]));

  it('refused after the handshake: the alert stands where it came', () =>
    checkShows(refusedView(), [
      'Looks complete to the client. The refusal comes one round trip later.',
      'Alert 116, certificate_required fatal: the server wants a client certificate',
      '192.0.2.13 demands a client certificate.',
    ]));

  it('the chosen address is shown, and the worst as long as none is chosen', () => {
    assert.match(render(doneView()), /aria-pressed="true"[^>]*data-endpoint="192\.0\.2\.14:5061 sip\.example\.com"/);
    const chosen = render(doneView(), { look: { ...firstLook, chosen: '192.0.2.13:5061 sip.example.com' } });
    assert.match(chosen, /aria-pressed="true"[^>]*data-endpoint="192\.0\.2\.13:5061 sip\.example\.com"/);
    assert.match(textOf(chosen), /Complete: what is sent reaches Example Trust Root R1 in the store\./);
  });

  it('what the user closed stays closed, what he opened stays open', () => {
    const look = { ...firstLook, closed: ['chain'], opened: ['commands'] };
    assert.match(render(doneView(), { look }), /<details class="sec" id="chain">/);
    assert.match(render(doneView(), { look }), /<details class="sec" id="commands" open>/);
    assert.match(render(doneView()), /<details class="sec" id="chain" open>[\s\S]*<details class="sec" id="commands">/);
  });

  it('changes since the last run, and that there are none', () => {
    const since = '2026-11-22T19:40:00.000Z';
    checkShows(
      doneView(),
      ['New since 2026-11-22 19:40 UTC: An address is gone. Show what changed', 'Worse: An address is gone.'].slice(1),
      { changes: { since, list: [{ tone: 'worse', text: 'An address is gone.' }] } },
    );
    assert.match(textOf(render(doneView(), { changes: { since, list: [] } })), /Nothing has changed since 2026-11-22 19:40 UTC\./);
  });

  it('an old report says how old it is', () => {
    assert.match(textOf(render(doneView(), { now: new Date('2026-11-26T02:07:41Z') })), /Probed 3 days ago\./);
    assert.doesNotMatch(textOf(render(doneView())), /ago\./);
  });

  it('many addresses: those that differ, one of the others, and all on request', () => {
    assert.match(textOf(render(manyView(20))), /and 17 alike Show all addresses/);
    assert.equal(render(manyView(20), { look: { ...firstLook, listsAll: true } }).match(/data-do="choose"/g)?.length, 20);
  });

  it('500 addresses are drawn at once', () => {
    const view = manyView(500);
    render(view);
    const start = performance.now();
    const size = render(view).length;
    const tookMs = performance.now() - start;
    assert.ok(size < 100_000, `${size} characters`);
    // A frame's worth of time on a machine that does other things as well.
    assert.ok(tookMs < 250, `${tookMs} ms`);
  });
});

describe('what a screen reader is told', () => {
  it('once for each address, not for each step, and the verdict at the end', () => {
    const running = runningView();
    const empty: ProbeView = { ...running, report: { ...running.report, endpoints: [] }, details: [] };
    assert.equal(announcement(undefined, empty), 'Probing 3 addresses: 1 done, 2 under way');
    assert.equal(announcement(empty, running), '192.0.2.14 does not send its intermediate certificate.');
    assert.equal(announcement(running, { ...running, durationMs: 900 }), undefined);
    assert.match(announcement(running, doneView()) ?? '', /^Works on 2 of 3 addresses\. .*It does not send/);
    assert.equal(announcement(doneView(), doneView()), undefined, 'another address chosen is no news');
  });
});

describe('the html tag', () => {
  it('escapes texts and attributes', () => {
    assert.equal(
      html`<p title="${'"<&>\''}">${'<b>"&\''}</p>`.toString(),
      '<p title="&quot;&lt;&amp;&gt;&#39;">&lt;b&gt;&quot;&amp;&#39;</p>',
    );
  });

  it('makes hidden characters visible', () => {
    assert.equal(
      html`<p>${'a\u0000\u202eb'}</p>`.toString(),
      '<p>a<span class="ctl" title="NUL">U+0000</span><span class="ctl" title="right-to-left override">U+202E</span>b</p>',
    );
    assert.equal(html`<p title="${'a\u202eb'}"></p>`.toString(), '<p title="aU+202Eb"></p>');
  });

  it('lets an address lead to our own places only', () => {
    const to = (address: string) => html`<a href="${address}">x</a>`.toString();
    for (const bad of [
      'javascript:alert(1)',
      'data:text/html,x',
      '//evil.example',
      'https://www.rfc-editor.org.evil.example/rfc/',
      ' https://www.rfc-editor.org/rfc/rfc1',
      'https://www.rfc-editor.org/rfc/rfc1"onclick="x',
    ])
      assert.equal(to(bad), '<a href="#">x</a>', bad);
    assert.equal(
      to('https://www.rfc-editor.org/rfc/rfc5922#section-7.2'),
      '<a href="https://www.rfc-editor.org/rfc/rfc5922#section-7.2">x</a>',
    );
    assert.equal(
      html`<script src="${ownAddress('vscode-resource:/a"b.js')}"></script>`.toString(),
      '<script src="vscode-resource:/a&quot;b.js"></script>',
    );
  });

  it('takes no value outside of quotes, and no markup that it did not make', () => {
    assert.throws(() => html`<p ${'onclick=x'}></p>`, /outside of double quotes/);
    assert.throws(() => html`<p class=${'x'}></p>`, /outside of double quotes/);
    const forged = { toString: () => '<b>', markup: '<b>' } as unknown as string;
    assert.throws(() => html`<p>${forged}</p>`);
  });

  it('cuts long values and says by how much, without halving a character', () => {
    assert.equal(
      bdi('x'.repeat(1_048_576), 256).toString(),
      `<bdi>${'x'.repeat(256)}<span class="muted">… and 1,048,320 more characters</span></bdi>`,
    );
    assert.doesNotMatch(bdi(`${'x'.repeat(255)}😀😀`, 256).toString(), /U\+D83D/);
  });

  it('keeps writing from right to left apart, and numbers with their units', () => {
    assert.equal(prose('It names שלום עולם, 5 ms.').toString(), 'It names <bdi>שלום עולם</bdi>, 5\u00a0ms.');
  });
});

const anyText = fc.oneof(
  fc.constantFrom(...payloads),
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('<', '">', '</script>', '\u202e', '\u0000'),
);

const samples = { doneView, runningView, unreachableView, refusedView, cancelledView, goodView };
const sampleNames = fc.constantFrom(...(Object.keys(samples) as (keyof typeof samples)[]));
const texts = fc.array(anyText, { minLength: 1, maxLength: 40 });

/** A view with these texts in all places, one after the other. */
function hostileView(name: keyof typeof samples, words: readonly string[]): ProbeView {
  let next = 0;
  return withTexts(samples[name](), () => words[next++ % words.length] ?? '');
}

describe('hostile texts, in any place', () => {
  it('leave neither raw markup nor hidden characters', () => {
    fc.assert(
      fc.property(sampleNames, texts, (name, words) => {
        const markup = render(hostileView(name, words));
        // Every tag is one that our own templates have; test/views/probe.test.ts asks a browser the same.
        for (const [tag] of markup.matchAll(/<[^<>]*>/g))
          assert.match(
            tag,
            /^<\/?(?:a|b|bdi|button|code|dd|details|div|dl|dt|footer|h1|h2|h3|header|i|li|ol|p|path|pre|rect|section|span|summary|svg|table|tbody|td|th|thead|tr|ul|use)(?: [a-zA-Z-]+="[^"<>]*"| open)*\s*\/?>$/,
            tag,
          );
        assert.doesNotMatch(markup, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/);
        assert.ok(markup.length < 400_000, `${markup.length}`);
      }),
      { numRuns: 150 },
    );
  });

  it('are text in Markdown', () => {
    fc.assert(
      fc.property(sampleNames, texts, (name, words) => {
        const text = probeMarkdown(hostileView(name, words));
        assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/);
        const outside = withoutCode(text).replace(/\[(?:[^\\\]]|\\.)*\]\(https:\/\/www\.rfc-editor\.org\/rfc\/[\w#.-]*\)/g, '');
        assert.doesNotMatch(outside, /(?<!\\)(?:\\\\)*[<[`]/);
        assert.doesNotMatch(outside, /[^\\]:\/\/|javascript:\S*\)\]/);
      }),
      { numRuns: 100 },
    );
  });
});

/** Markdown without fenced blocks and code spans, read by the rule that a run of backticks ends at the next equal run. */
function withoutCode(text: string): string {
  const blocks = text.replace(/^(`{3,})sh\n[\s\S]*?\n\1$/gm, '');
  return blocks.replace(/(?<![\\`])(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
}

describe('the documents', () => {
  it('the webview’s has a strict policy, no inline style, no inline handler', () => {
    const text = probeDocument({
      cspSource: 'vscode-webview://x',
      nonce: 'abc',
      script: 'vscode-webview://x/probe.js',
      style: 'vscode-webview://x/probe.css',
      target: '</title><script>x</script>',
    });
    assert.match(
      text,
      /content="default-src &#39;none&#39;; style-src vscode-webview:\/\/x; script-src &#39;nonce-abc&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;"/,
    );
    assert.equal(text.match(/<script/g)?.length, 1);
    assert.doesNotMatch(text, /\sstyle="|\son\w+="/);
    assert.match(text, /role="status"/);
  });

  it('a saved one stands by itself: no script, no button, every group of addresses written out', () => {
    const text = exportHtml(doneView(), { css: '.report { color: red; } /* </style> */', nonce: 'abc', now });
    assert.doesNotMatch(text, /<script|<button|<link|\sstyle="|\son\w+="/);
    assert.equal(text.match(/<\/style>/g)?.length, 1);
    assert.match(text, /default-src &#39;none&#39;; style-src &#39;nonce-abc&#39;/);
    assert.match(text, /prefers-color-scheme: dark/);
    assert.equal(text.match(/id="e\d-chain"/g)?.length, 3);
  });
});
