// Acts as a user who opens the configuration of a SIP server: what is wrong in it and in the closed file beside, a hover, completion, a fix.
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { openWindow, root, words } from './window.mjs';

describe('a user opens a configuration', { timeout: 1_100_000 }, () => {
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
    if (error) await window?.picture(`config-failed-${step}`);
  });

  const problem = (text) => page.locator('.markers-panel .monaco-list-row', { hasText: text }).first();
  const line = (text) => page.locator('.view-line', { hasText: text }).first();

  /** By its name, as users open files that they cannot see. */
  async function open(path) {
    await page.keyboard.press('Control+P');
    await page.locator('.quick-input-widget input').first().fill(path);
    const name = path.slice(path.lastIndexOf('/') + 1);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
    await page.locator('.tab.active', { hasText: name }).waitFor();
  }

  it('the Problems panel tells what is wrong in it, and in the file that it names, which is closed', async () => {
    await open('edge/kamailio.cfg');
    await page.keyboard.press('Control+Shift+M');
    await problem('config/kam-rr-preset').waitFor();
    await problem('config/kam-verify-no-ca').waitFor();
    assert.equal(await page.locator('.tab', { hasText: 'tls.cfg' }).count(), 0);
  });

  it('macros and keywords have colours', async () => {
    const colours = await line('listen=tls:OWN_ADDRESS:5061').evaluate((element) => [
      ...new Set([...element.querySelectorAll('span span')].map((span) => getComputedStyle(span).color)),
    ]);
    assert.ok(colours.length >= 3, colours.join());
  });

  it('a hover over a setting says what it means', async () => {
    const hover = page.locator('.monaco-hover', { hasText: 'enable_tls' }).first();
    for (let tries = 0; tries < 5 && !(await hover.isVisible()); tries++) {
      await line('children=4').hover();
      await line('enable_tls=yes').locator('span', { hasText: 'enable_tls' }).last().hover();
      await hover.waitFor({ timeout: 4000 }).catch(() => undefined);
    }
    await hover.waitFor();
    await window.picture('config-dark');
  });

  it('a quick fix mends the line, and its problem goes', async () => {
    await problem('config/kam-rr-preset').dblclick();
    await line('record_route_preset').waitFor();
    await page.locator('.lightBulbWidget:visible, [class*="gutter-lightbulb"]:visible').first().click();
    const menu = page.locator('.action-widget');
    await menu.locator('.monaco-list-row', { hasText: 'Add ;transport=tls' }).first().click();
    await line('record_route_preset("198.51.100.20;transport=tls")').waitFor();
    await problem('config/kam-rr-preset').waitFor({ state: 'detached' });
  });

  it('completion offers the values of a setting, with what they do', async () => {
    await open('edge/tls.cfg');
    await line('method = TLSv1').first().click();
    await page.keyboard.press('End');
    for (let i = 0; i < 'TLSv1'.length; i++) await page.keyboard.press('Backspace');
    await page.keyboard.press('Control+Space');
    // What to take stands first.
    const offered = page.locator('.suggest-widget.visible .monaco-list-row').first();
    await offered.waitFor();
    assert.match(words(await offered.textContent()), /TLSv1\.2\+/);
    await window.picture('config-completion');
    await offered.click();
    await line('method = TLSv1.2+').waitFor();
    await problem('config/kam-method-deprecated').waitFor({ state: 'detached' });
  });

  it('it looks as well in a light theme', async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.locator('.monaco-workbench.vs:not(.vs-dark)').waitFor();
    await open('pbx/pjsip.conf');
    await problem('config/ast-uri-unescaped-semicolon').dblclick();
    await page.locator('.monaco-editor .squiggly-error').first().waitFor({ state: 'attached' });
    await window.picture('config-light');
    assert.match(words(await line('contact = sip:').textContent()), /transport=tls/);
  });
});
