import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, afterEach, before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { Browser } from 'playwright-core';
import type { FromProbeView } from '../../client/views/messages';
import { exportHtml } from '../../client/views/probe/document';
import { firstLook, renderProbe, type ViewState } from '../../client/views/probe/render';
import type { ProbeView } from '../../server/core/report/probe/model';
import { hostile, payloads, withTexts } from '../support/hostile';
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
import { buildFiles, type Files, launch, type OpenOptions, type OpenView, openFile, openProbe, themes } from './browser';
import type { Contrast } from './contrast';

// The view of a probe in a real Chromium: what its policy, its script, its style sheet and hostile texts come to there.

const now = new Date('2026-11-23T02:08:00.000Z');
const render = (view: ProbeView, more: Partial<ViewState> = {}): string => renderProbe(view, { look: firstLook, now, ...more }).toString();
const views: { readonly [name: string]: () => ProbeView } = {
  done: doneView,
  running: runningView,
  unreachable: unreachableView,
  hostile: () => hostile(doneView()),
  good: goodView,
  refused: refusedView,
  cancelled: cancelledView,
  'dns-failed': dnsFailedView,
  many: () => manyView(20),
};
const pictures = 'reports/views';

describe('the view of a probe', { timeout: 240_000 }, () => {
  let browser: Browser;
  let files: Files;
  const opened: OpenView[] = [];

  before(async () => {
    mkdirSync(pictures, { recursive: true });
    [files, browser] = await Promise.all([buildFiles(), launch()]);
  });
  after(() => browser?.close());
  afterEach(async () => {
    for (const view of opened.splice(0)) await view.close();
  });

  async function open(shown?: ProbeView, options: Partial<OpenOptions> = {}): Promise<OpenView> {
    const view = await openProbe(browser, files, { theme: 'dark', width: 1100, ...options });
    opened.push(view);
    if (shown) await view.show({ kind: 'show', html: render(shown) });
    return view;
  }

  const kindsOf = (messages: readonly FromProbeView[]): string[] => messages.map(({ kind }) => kind);

  describe('and its policy', () => {
    it('asks for the report as soon as it listens', async () => {
      const view = await open(undefined, { state: { chosen: '192.0.2.13:5061', closed: ['chain', 7], opened: 'x', listsAll: 'yes' } });
      assert.deepEqual(await view.sent(), [
        { kind: 'ready', look: { chosen: '192.0.2.13:5061', closed: ['chain'], opened: [], listsAll: false } },
      ]);
    });

    it('everything that it shows is allowed by it', async () => {
      const view = await open();
      for (const make of Object.values(views)) await view.show({ kind: 'show', html: render(make()) });
      assert.deepEqual(view.complaints, []);
    });

    it('a handler, a style or a script in the markup would not run', async () => {
      const view = await open();
      await view.show({
        kind: 'show',
        html: '<p style="color:red">x</p><img src="x" onerror="window.broken=1"><script>window.broken=1</script>',
      });
      await view.page.waitForFunction(() => true);
      assert.equal(await view.run('isBroken'), false);
      assert.ok(view.complaints.some((text) => /Content Security Policy/.test(text)));
    });
  });

  describe('and hostile texts', () => {
    it('they stay texts, wherever they come from', async () => {
      const view = await open();
      const known = new Set<string>();
      for (const make of Object.values(views)) {
        await view.show({ kind: 'show', html: render(make()) });
        for (const name of await view.run<string[]>('inventory')) known.add(name);
      }
      for (const name of ['span[title]', 'bdi', 'span.muted']) known.add(name);
      const anyText = fc.oneof(fc.constantFrom(...payloads), fc.string(), fc.string({ unit: 'binary' }));
      const makers = fc.constantFrom(doneView, runningView, refusedView, cancelledView, unreachableView);
      await fc.assert(
        fc.asyncProperty(makers, fc.array(anyText, { minLength: 1, maxLength: 30 }), async (make, texts) => {
          let next = 0;
          await view.show({ kind: 'show', html: render(withTexts(make(), () => texts[next++ % texts.length] ?? '')) });
          const found = await view.run<string[]>('inventory');
          assert.deepEqual(
            found.filter((name) => !known.has(name)),
            [],
          );
          assert.deepEqual(await view.run('hiddenCharacters'), []);
          const bad = (await view.run<string[]>('addresses')).filter(
            (address) => !/^(?:#[\w-]*|https:\/\/www\.rfc-editor\.org\/rfc\/.*|http:\/\/view\.test\/probe\.(?:js|css))$/.test(address),
          );
          assert.deepEqual(bad, []);
        }),
        { numRuns: 60 },
      );
      assert.equal(await view.run('isBroken'), false);
      assert.deepEqual(view.complaints, []);
    });

    it('and can be read', async () => {
      const view = await open(hostile(doneView()));
      const text = await view.page.innerText('#report');
      assert.match(text, /<script>window\.broken = 1<\/script>/);
      assert.match(text, /sip\.example\.comU\+0000\.evil\.example/);
      assert.match(text, /safeU\+202Emoc\.live/);
      assert.match(text, /and 1,048,\d\d\d more characters/);
    });
  });

  describe('for the eye', () => {
    for (const theme of themes)
      it(`texts have 4.5:1 and shapes 3:1 in ${theme}`, async () => {
        const view = await open(undefined, { theme });
        for (const [name, make] of Object.entries(views)) {
          await view.show({ kind: 'show', html: render(make()) });
          const [text] = await view.run<Contrast[]>('textContrasts');
          const [shape] = await view.run<Contrast[]>('shapeContrasts');
          assert.ok(text && text.ratio >= 4.5, `${name}: ${JSON.stringify(text)}`);
          // A report without any shape would prove nothing.
          assert.ok(shape && shape.ratio >= 3, `${name}: ${JSON.stringify(shape)}`);
        }
      });

    for (const width of [320, 700, 1100])
      it(`nothing sticks out at ${width} px`, async () => {
        const view = await open(undefined, { width });
        for (const [name, make] of Object.entries(views)) {
          await view.show({ kind: 'show', html: render(make()) });
          assert.equal(await view.run('overflow'), 0, `${name}: ${JSON.stringify(await view.run('sticksOut'))}`);
        }
      });

    it('pictures of what matters, to be looked at', async () => {
      for (const theme of themes) {
        const view = await open(undefined, { theme });
        for (const name of ['done', 'running', 'unreachable', 'hostile']) {
          await view.page.setViewportSize({ width: 1100, height: 600 });
          await view.show({ kind: 'show', html: render((views[name] ?? doneView)()) });
          const height = await view.run<number>('heightOf');
          await view.page.setViewportSize({ width: 1100, height: Math.min(height, 8000) });
          await view.page.screenshot({ path: `${pictures}/probe-${name}-${theme}.png` });
        }
      }
    });

    it('less motion: nothing turns and nothing slides', async () => {
      const moving = await open(runningView());
      assert.ok((await moving.run<number>('movingThings')) >= 2);
      const still = await open(runningView(), { isMotionReduced: true });
      assert.equal(await still.run('movingThings'), 0);
    });

    it('in high contrast the chosen row has a border, for it has no background', async () => {
      const view = await open(doneView(), { theme: 'hc' });
      const style = await view.run<{ outline: string; background: string }>('styleOf', 'tr.sel');
      assert.equal(style.background, 'rgba(0, 0, 0, 0)');
      assert.match(style.outline, /dotted/);
    });
  });

  describe('for keyboard and screen reader', () => {
    it('everything has a name, and references lead somewhere', async () => {
      const view = await open();
      for (const [name, make] of Object.entries(views)) {
        await view.show({ kind: 'show', html: render(make()) });
        assert.deepEqual(await view.run('withoutName'), [], name);
        assert.deepEqual(await view.run('badReferences'), [], name);
      }
    });

    it('Tab goes as one reads: toolbar, primary action, counts, addresses, sections', async () => {
      const view = await open(doneView());
      const order = await view.run<string[]>('focusOrder');
      assert.deepEqual(order.slice(0, 10), [
        'Probe again',
        'Compare with last run',
        'Export…',
        'Save the repaired chain…',
        '1 error',
        '1 warning',
        '1 hint',
        '192.0.2.14:5061',
        '192.0.2.13:5061',
        '[2001:db8:51::13]:5061',
      ]);
      const places = ['Findings', 'Certificate chain', 'Names', 'Handshake', 'Versions and suites', 'DNS walk', 'Timings'].map((start) =>
        order.findIndex((name) => name.startsWith(start)),
      );
      assert.deepEqual(
        places,
        [...places].sort((a, b) => a - b),
      );
      assert.ok(!places.includes(-1), String(places));
    });

    it('while it runs, Cancel is first', async () => {
      const [first] = await (await open(runningView())).run<string[]>('focusOrder');
      assert.equal(first, 'Cancel');
    });

    it('tables are tables for a screen reader, also where they are drawn as lines', async () => {
      const view = await open(doneView(), { width: 320 });
      const snapshot = await view.page.locator('.addrs').ariaSnapshot();
      assert.match(snapshot, /table "Addresses of sip\.example\.com, 1 of 3 differ from the others"/);
      assert.match(snapshot, /rowheader "192\.0\.2\.14:5061"/);
      assert.match(snapshot, /cell "Fails"/);
      assert.match(snapshot, /button "192\.0\.2\.14:5061" \[pressed\]/);
    });

    it('arrows go between addresses, Enter chooses', async () => {
      const view = await open(doneView());
      await view.sent();
      await view.page.focus('[data-do="choose"]');
      const { keyboard } = view.page;
      await keyboard.press('ArrowDown');
      assert.equal(await view.run('focused'), '192.0.2.13:5061');
      await keyboard.press('End');
      assert.equal(await view.run('focused'), '[2001:db8:51::13]:5061');
      await keyboard.press('ArrowDown');
      assert.equal(await view.run('focused'), '[2001:db8:51::13]:5061');
      await keyboard.press('Home');
      await keyboard.press('ArrowUp');
      assert.equal(await view.run('focused'), '192.0.2.14:5061');
      assert.deepEqual(await view.sent(), [], 'moving is not choosing');
      await keyboard.press('ArrowDown');
      await keyboard.press('Enter');
      const look = { closed: [], opened: [], listsAll: false, chosen: '192.0.2.13:5061 sip.example.com' };
      assert.deepEqual(await view.sent(), [{ kind: 'look', look }]);
      assert.deepEqual(await view.run('keptState'), look);
      await view.show({ kind: 'show', html: render(doneView(), { look }) });
      assert.equal(await view.run('focused'), '192.0.2.13:5061', 'the focus stays');
      assert.match(await view.page.innerText('#endpoint'), /Complete: what is sent reaches/);
    });

    it('Esc cancels what runs, and does nothing else', async () => {
      const view = await open(runningView());
      await view.sent();
      await view.page.keyboard.press('Escape');
      assert.deepEqual(await view.sent(), [{ kind: 'cancel', id: 1 }]);
      await view.show({ kind: 'show', html: render(doneView()) });
      await view.page.keyboard.press('Escape');
      assert.deepEqual(await view.sent(), []);
    });

    it('Enter closes a section, which is remembered and needs no new rendering', async () => {
      const view = await open(doneView());
      await view.sent();
      await view.page.focus('#chain > summary');
      await view.page.keyboard.press('Enter');
      await view.page.waitForFunction('!document.getElementById("chain").open');
      const sent = await view.sent();
      assert.deepEqual(sent, [{ kind: 'fold', look: { closed: ['chain'], opened: [], listsAll: false } }]);
      await view.page.keyboard.press('Enter');
      assert.deepEqual(await view.sent(), [{ kind: 'fold', look: { closed: [], opened: ['chain'], listsAll: false } }]);
    });

    it('the status line speaks what it is told, once', async () => {
      const view = await open();
      assert.equal(await view.page.getByRole('status').count(), 1);
      await view.show({ kind: 'show', html: render(runningView()), announce: '192.0.2.14 does not send its intermediate certificate.' });
      assert.equal(await view.page.getByRole('status').textContent(), '192.0.2.14 does not send its intermediate certificate.');
    });
  });

  describe('when it is shown anew', () => {
    it('focus, place and selection stay; Probe again becomes Cancel under the same finger', async () => {
      const view = await open(doneView());
      await view.page.focus('#tool-run');
      await view.show({ kind: 'show', html: render(runningView()) });
      assert.equal(await view.run('focused'), 'Cancel');
      await view.show({ kind: 'show', html: render(doneView()) });
      assert.equal(await view.run('focused'), 'Probe again');
      await view.page.evaluate('window.scrollTo(0, 1200)');
      await view.run('selectText', '#findings .title');
      const chosen = { ...firstLook, chosen: '192.0.2.13:5061 sip.example.com' };
      await view.show({ kind: 'show', html: render(doneView(), { look: chosen }) });
      assert.equal(await view.page.evaluate('window.scrollY'), 1200);
      assert.match(await view.run<string>('selectedText'), /Intermediate certificate was not sent/);
    });
  });

  describe('and the mouse', () => {
    it('a click anywhere on a row chooses its address', async () => {
      const view = await open(doneView());
      await view.sent();
      await view.page.click('.addrs tbody tr:nth-child(3) td:nth-child(4)');
      const [message] = await view.sent();
      assert.deepEqual(message, { kind: 'look', look: { ...firstLook, chosen: '[2001:db8:51::13]:5061 sip.example.com' } });
    });

    it('Copy sends the line as it is, and says that it was copied', async () => {
      const view = await open(doneView());
      await view.sent();
      await view.page.click('.finding .copy');
      const [message] = await view.sent();
      assert.ok(message?.kind === 'copy');
      assert.equal(message.text, doneView().report.endpoints[1]?.findings[0]?.command);
      await view.show({ kind: 'answer', id: message.id, isDone: true, text: 'Copied' });
      assert.equal(await view.page.locator('.finding .copy').first().innerText(), 'Copied');
      assert.equal(await view.page.getByRole('status').textContent(), 'Copied');
    });

    it('each action says what it wants', async () => {
      const view = await open(doneView());
      await view.sent();
      for (const action of ['again', 'compare', 'export', 'check-revocation']) await view.page.click(`[data-do="${action}"]`);
      await view.page.click('.verdict [data-do="save-repaired"]');
      await view.page.click('[data-do="save-sent"]');
      const endpoint = '192.0.2.14:5061 sip.example.com';
      assert.deepEqual(await view.sent(), [
        { kind: 'again', id: 1 },
        { kind: 'compare', id: 2 },
        { kind: 'export', id: 3 },
        { kind: 'check-revocation', id: 4 },
        { kind: 'save-pem', id: 5, which: 'repaired', endpoint },
        { kind: 'save-pem', id: 6, which: 'sent', endpoint },
      ]);
    });

    it('suites that nobody listed can be asked for', async () => {
      const view = goodView();
      const endpoints = view.report.endpoints.map(({ enumeration: _, ...one }) => one);
      const page = await open({ ...view, report: { ...view.report, endpoints } });
      await page.sent();
      await page.page.click('[data-do="enumerate"]');
      assert.deepEqual(kindsOf(await page.sent()), ['enumerate']);
    });

    it('all of many addresses are listed on request', async () => {
      const view = await open(manyView(20));
      await view.sent();
      await view.page.click('#list-all');
      assert.deepEqual(await view.sent(), [{ kind: 'look', look: { ...firstLook, listsAll: true } }]);
    });

    it('a link to an RFC is opened by the editor, a link of the page opens its section', async () => {
      const view = await open(doneView(), { state: { closed: ['findings'] } });
      await view.show({ kind: 'show', html: render(doneView(), { look: { ...firstLook, closed: ['findings'] } }) });
      await view.sent();
      await view.page.click('.counts a');
      await view.page.waitForFunction('document.getElementById("findings").open');
      assert.deepEqual(kindsOf(await view.sent()), ['fold']);
      await view.page.click('.finding a.rfc');
      const [message] = await view.sent();
      assert.deepEqual(message, { kind: 'open', id: 1, href: 'https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2' });
      assert.match(view.page.url(), /^http:\/\/view\.test\/$/);
    });
  });

  describe('saved as a file', () => {
    const text = () => exportHtml(doneView(), { css: files.css, nonce: 'f1le', now });

    for (const isDark of [false, true])
      it(`stands by itself, ${isDark ? 'dark' : 'light'}`, async () => {
        const view = await openFile(browser, files, { theme: 'light', width: 1100, isDark, text: text() });
        opened.push(view);
        assert.deepEqual(view.complaints, []);
        assert.equal(
          (await view.run<{ background: string }>('styleOf', 'body')).background,
          isDark ? 'rgb(31, 31, 31)' : 'rgb(255, 255, 255)',
        );
        const [contrast] = await view.run<Contrast[]>('textContrasts');
        assert.ok(contrast && contrast.ratio >= 4.5, JSON.stringify(contrast));
        assert.deepEqual(await view.run('withoutName'), []);
        assert.deepEqual(await view.run('badReferences'), []);
        assert.equal(await view.run('overflow'), 0);
        await view.page.screenshot({ path: `${pictures}/probe-file-${isDark ? 'dark' : 'light'}.png`, fullPage: true });
      });
  });
});
