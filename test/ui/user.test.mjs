// Acts as a user in VS Code's own window, with the extension installed from its VSIX: a sample is opened, read and mended.
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { openWindow, root, words } from './window.mjs';

const sample = 'call-with-lost-ack-over-tls.siptrace';
const finding = 'sip/record-route-leaves-tls';

describe('a user opens the sample', { timeout: 1_100_000 }, () => {
  let window;
  let page;

  before(async () => {
    window = await openWindow({ fill: (folder) => cpSync(join(root, 'samples'), folder, { recursive: true }) });
    page = window.page;
  });

  after(() => window?.close());

  let step = 0;
  afterEach(async ({ error }) => {
    step += 1;
    if (error) await window?.picture(`failed-${step}`);
  });

  const picture = (name) => window.picture(name);
  const lines = () => page.locator('.monaco-editor .view-lines');
  const problems = () => page.locator('.markers-panel');
  const row = (text) => problems().locator('.monaco-list-row', { hasText: text }).first();

  it('the sample opens from the explorer', async () => {
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: sample }).dblclick();
    await lines().filter({ hasText: 'OPTIONS' }).waitFor();
    await page.locator('.statusbar-item', { hasText: 'SIP Trace' }).waitFor();
  });

  it('a squiggle marks what is wrong', async () => {
    await page.locator('.monaco-editor .squiggly-warning').first().waitFor({ state: 'attached' });
  });

  it('the Problems panel says what is wrong and what to do', async () => {
    await page.keyboard.press('Control+Shift+M');
    await row(finding).waitFor();
    const text = words(await problems().textContent());
    assert.match(text, /Record-Route sip:198\.51\.100\.20;lr/);
    assert.doesNotMatch(text, /inline:/, 'no key is shown');
  });

  it('a click on the problem leads to its line', async () => {
    await row(finding).dblclick();
    await lines().filter({ hasText: 'Record-Route' }).waitFor();
    await page.locator('.monaco-editor .squiggly-warning').first().waitFor();
  });

  it('the outline lists the messages', async () => {
    await page.locator('.pane-header', { hasText: 'Outline' }).click();
    const outline = page.locator('.outline-pane, .outline-tree').first();
    await outline.locator('.monaco-list-row', { hasText: 'INVITE sip:bob@203.0.113.30' }).first().waitFor();
    await outline.locator('.monaco-list-row', { hasText: '100 Trying' }).first().waitFor();
  });

  /** Holds the mouse over the Via; an editor that draws its lines anew meanwhile forgets that it is there. */
  const hoverVia = async () => {
    const hover = page.locator('.monaco-hover', { hasText: 'RFC 3261' }).first();
    for (let tries = 0; tries < 5 && !(await hover.isVisible()); tries++) {
      await page.locator('.view-line', { hasText: 'Max-Forwards' }).first().hover();
      await page.locator('.view-line', { hasText: 'branch=z9hG4bKe31.1' }).first().locator('span', { hasText: /^Via$/ }).last().hover();
      await hover.waitFor({ timeout: 4000 }).catch(() => undefined);
    }
    await hover.waitFor();
    return hover;
  };

  it('a hover over Via explains this hop', async () => {
    const hover = await hoverVia();
    assert.match(words(await hover.textContent()), /198\.51\.100\.20/);
    await picture('dark');
  });

  it('a quick fix from the light bulb mends the line, and its problem goes', async () => {
    // The bulb is looked for when the cursor comes to a place, so it leaves this one first.
    await page.locator('.view-line', { hasText: 'Max-Forwards: 69' }).click();
    await row(finding).dblclick();
    const line = page.locator('.view-line', { hasText: 'Record-Route' }).first();
    const before = words(await line.textContent());
    const count = await problems().locator('.monaco-list-row', { hasText: finding }).count();
    // It sits in the line where there is room for it, else in the margin.
    await page.locator('.lightBulbWidget:visible, [class*="gutter-lightbulb"]:visible').first().click();
    const menu = page.locator('.action-widget');
    await menu.locator('.monaco-list-row', { hasText: ';transport=tls' }).first().waitFor();
    await picture('dark-light-bulb');
    await menu.locator('.monaco-list-row', { hasText: ';transport=tls' }).first().click();
    await page
      .locator('.view-line', { hasText: '198.51.100.20;transport=tls' })
      .or(page.locator('.view-line', { hasText: ';lr;transport=tls' }))
      .first()
      .waitFor();
    assert.notEqual(words(await line.textContent()), before);
    await problems()
      .locator('.monaco-list-row', { hasText: finding })
      .nth(count - 1)
      .waitFor({ state: 'detached' });
  });

  it('it looks as well in a light theme', async () => {
    await page.keyboard.press('Control+Z');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.locator('.monaco-workbench.vs:not(.vs-dark)').waitFor();
    await row(finding).dblclick();
    await hoverVia();
    await picture('light');
  });
});
