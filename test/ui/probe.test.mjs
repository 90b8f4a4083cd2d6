// Acts as a user in VS Code's own window who wants to know why an endpoint of the lab fails: palette, target, report, and what can be done with it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { startLab } from '../../scripts/lab.mjs';
import { openWindow, words } from './window.mjs';

let lab;
let stopLab;
before(async () => {
  ({ lab, stop: stopLab } = await startLab());
});
after(() => stopLab?.());

const targetOf = (id) => lab.endpoints.find((endpoint) => endpoint.id === id).target;
const settings = () => ({ 'sipTls.probe.dns': [lab.dns], 'sipTls.probe.caFile': lab.ca, 'sipTls.probe.timeoutMs': 20_000 });
/** A trace whose only host by TLS is one of the lab. */
const trace = (target) => `OPTIONS sip:${target};transport=tls SIP/2.0
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKui1
Max-Forwards: 70
From: <sip:alice@example.com>;tag=u1
To: <sip:${target}>
Call-ID: ui@192.0.2.10
CSeq: 1 OPTIONS
Content-Length: 0

`;

const input = (page) => page.locator('.quick-input-widget input.input');
const choices = (page, text) => page.locator('.quick-input-list .monaco-list-row', { hasText: text });

/** The row of a command in the palette. */
async function offered(page, title) {
  const row = choices(page, title).first();
  // Opened while the window still starts, the palette does not have all commands, and does not look again.
  for (let tries = 0; tries < 20 && !(await row.isVisible()); tries++) {
    await page.keyboard.press('Escape');
    await page.keyboard.press('F1');
    // Its own filter does not know the ellipsis.
    // On a busy machine the last question may still be closing, and takes this one with it.
    await input(page)
      .fill(`>${title.replace('…', '')}`, { timeout: 2000 })
      .catch(() => undefined);
    await row.waitFor({ timeout: 1000 }).catch(() => undefined);
  }
  return row;
}

/** Clicks the lens until `effect` shows: an editor that has just opened draws its lenses once more, and a click in between is lost. */
async function take(page, text, effect) {
  const lens = page.locator('.codelens-decoration a', { hasText: text }).first();
  await lens.waitFor();
  for (let tries = 0; tries < 10 && !(await effect.isVisible()); tries++) {
    await lens.click();
    await effect.waitFor({ timeout: 2000 }).catch(() => undefined);
  }
  await effect.waitFor();
}

describe('a user probes an endpoint', { timeout: 1_100_000 }, () => {
  let window;
  let page;
  let target;

  before(async () => {
    target = targetOf('one-incomplete');
    const fill = (folder) => writeFileSync(join(folder, 'trunk.sip'), trace(targetOf('good')));
    window = await openWindow({ fill, settings: settings() });
    page = window.page;
  });
  after(() => window?.close());

  let step = 0;
  afterEach(async ({ error }) => {
    step += 1;
    if (!error) return;
    await window?.picture(`probe-failed-${step}`);
    // What a failed step left open must not fail the next ones.
    for (let tries = 0; tries < 5 && (await page.locator('.quick-input-widget').isVisible()); tries++) await page.keyboard.press('Escape');
  });

  const command = async (title) => (await offered(page, title)).click();
  /** Opens the question for a target; a click into a list that is just being drawn anew is lost. */
  const question = async () => {
    const title = page.locator('.quick-input-title', { hasText: 'Probe SIP TLS endpoint' });
    // The last question fades out: it is still to be seen, and takes nothing any more.
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    for (let tries = 0; tries < 5 && !(await title.isVisible()); tries++) {
      await command('Probe SIP TLS Endpoint…').catch(() => undefined);
      await title.waitFor({ timeout: 3000 }).catch(() => undefined);
    }
    await title.waitFor();
  };
  /** The report is two frames deep: VS Code's, and ours in it. */
  const report = () => page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  const headline = (text) => report().locator('h1', { hasText: text }).waitFor();
  const button = (name) => report().getByRole('button', { name });
  const ask = async (text) => {
    await question();
    await input(page).fill(text);
    await choices(page, text).first().waitFor();
  };
  /** The window's own file dialog, with the name that it proposes. Returns the file. */
  const save = async () => {
    await page
      .locator('.quick-input-widget', { hasText: /Save the repaired chain|Export/ })
      .getByRole('button', { name: 'OK' })
      .waitFor();
    let path = '';
    for (let tries = 0; !/\/[^/]+\.\w+$/.test(path) && tries < 100; tries++) {
      await pause(50);
      path = await input(page).inputValue();
    }
    await page.keyboard.press('Enter');
    for (let tries = 0; !existsSync(path) && tries < 100; tries++) await pause(100);
    return path;
  };

  it('the palette asks for a target, and says what is wrong with one', async () => {
    await question();
    await input(page).fill('https://example.com');
    await choices(page, 'is no scheme that is probed here').waitFor();
    await page.keyboard.press('Enter');
    assert.ok(await input(page).isVisible(), 'Enter does not take it');
    await page.keyboard.press('Escape');
  });

  it('then for what else is to be done, and shows what is wrong with which address, and what to do', async () => {
    await ask(target);
    await page.keyboard.press('Enter');
    await choices(page, 'Send one SIP OPTIONS').waitFor();
    await window.picture('probe-options');
    await page.keyboard.press('Enter');
    await headline('Works on 2 of 3 addresses');
    const text = words(await report().locator('#report').innerText());
    assert.match(text, /127\.0\.0\.3 fails for every client that verifies/);
    assert.match(text, /Lab Issuing/);
    assert.doesNotMatch(text, /SIP OPTIONS\n.*200 OK/, 'nothing was sent that nobody agreed to');
    await window.picture('probe-dark');
  });

  it('the chain is drawn with what is missing, the handshake with its messages', async () => {
    const text = words(await report().locator('#report').innerText());
    for (const part of [
      'Sent, 1 of 1',
      'Missing, not sent',
      'From the store',
      'ClientHello',
      'ServerHello',
      'CertificateVerify',
      'Finished',
    ])
      assert.ok(text.includes(part), part);
  });

  it('keys move between the addresses and choose one', async () => {
    const addresses = report().locator('[data-do="choose"]');
    await addresses.first().focus();
    assert.equal(await addresses.first().getAttribute('aria-pressed'), 'true', 'the worst is chosen at first');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await report().locator('[data-do="choose"][aria-pressed="true"]', { hasText: '127.0.0.1' }).waitFor();
    const text = words(await report().locator('#report').innerText());
    assert.ok(text.includes('Sent, 2 of 2'));
  });

  it('a screen reader hears what there is', async () => {
    const tree = await report().locator('body').ariaSnapshot();
    for (const part of [
      /group "Report"/,
      /button "Probe again"/,
      /button "Compare with last run"/,
      /heading "Works on 2 of 3 addresses[^"]*" \[level=1\]/,
      /button "127\.0\.0\.3:\d+" *(?:\[|:|$)/m,
      /columnheader "Address"/,
      /heading "Certificate chain" \[level=2\]/,
      /status/,
    ])
      assert.match(tree, part);
  });

  it('the repaired chain is saved, and openssl accepts it', async () => {
    await report().locator('[data-do="choose"]', { hasText: '127.0.0.3' }).click();
    await button('Save the repaired chain…').first().click();
    const file = await save();
    const verified = spawnSync('openssl', ['verify', '-CAfile', lab.ca, '-untrusted', file, file], { encoding: 'utf8' });
    assert.equal(verified.status, 0, verified.stdout + verified.stderr);
    assert.equal(readFileSync(file, 'latin1').match(/BEGIN CERTIFICATE/g)?.length, 2);
  });

  for (const [label, extension, expected] of [
    ['JSON', 'json', /"target": "one-incomplete\.lab\.example/],
    ['Markdown', 'md', /^# SIP TLS endpoint one-incomplete/],
    ['HTML', 'html', /Works on 2 of 3/],
  ])
    it(`the report is exported as ${label}`, async () => {
      await button('Export…').click();
      await choices(page, label).first().click();
      const file = await save();
      assert.ok(file.endsWith(`.${extension}`), file);
      assert.match(words(readFileSync(file, 'utf8')), expected);
      assert.ok(readdirSync(window.folder).length > 1);
    });

  it('probed again, it says what has changed since', async () => {
    const before = words(await report().locator('#report').innerText());
    await button('Probe again').click();
    await headline('Works on 2 of 3 addresses');
    await button('Compare with last run').click();
    await report().locator('.counts', { hasText: 'Nothing has changed since' }).waitFor();
    assert.doesNotMatch(before, /Nothing has changed/);
  });

  it('suites are listed when the user asks for them', async () => {
    await button(/List|Enumerate|suites/i)
      .first()
      .click();
    await report().locator('body', { hasText: 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384' }).waitFor();
  });

  it('it looks as well in a light theme and in high contrast', async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.locator('.monaco-workbench.vs:not(.vs-dark)').waitFor();
    await report().locator('h1').scrollIntoViewIfNeeded();
    await window.picture('probe-light');
    await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'active' });
    await page.locator('.monaco-workbench.hc-black').waitFor();
    await window.picture('probe-high-contrast');
    await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'none' });
    await page.locator('.monaco-workbench.vs-dark').waitFor();
  });

  it('typing goes into the question, although the report had the focus', async () => {
    const typed = choices(page, 'typed.example.com');
    for (let tries = 0; tries < 3 && !(await typed.isVisible()); tries++) {
      if (tries > 0) await page.keyboard.press('Escape');
      await report().locator('[data-do="choose"]').first().focus();
      await question();
      await choices(page, target).waitFor();
      await page.keyboard.type('typed.example.com');
      await typed.waitFor({ timeout: 5000 }).catch(() => undefined);
    }
    await typed.waitFor();
    await page.keyboard.press('Escape');
  });

  it('a silent endpoint: progress is shown, and Escape ends it at once with what is known', async () => {
    await ask(targetOf('silent'));
    await page.keyboard.press('Enter');
    await choices(page, 'Send one SIP OPTIONS').waitFor();
    await page.keyboard.press('Enter');
    await report().getByRole('progressbar').waitFor();
    await window.picture('probe-running');
    const start = Date.now();
    await button('Cancel').focus();
    await page.keyboard.press('Escape');
    await headline('Cancelled after');
    assert.ok(Date.now() - start < 5000);
  });

  it('a recent target is offered, and comes first', async () => {
    await question();
    await choices(page, targetOf('silent')).waitFor();
    await choices(page, target).waitFor();
    await page.keyboard.press('Escape');
  });

  it('a lens in a trace asks before it connects', async () => {
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'trunk.sip' }).dblclick();
    const dialog = page.locator('.monaco-dialog-box');
    await take(page, `Probe ${targetOf('good')}`, dialog);
    assert.match(
      words(await dialog.innerText()),
      new RegExp(`Connect to ${targetOf('good')}\\? The address comes from trunk\\.sip, line 1\\.`),
    );
    await window.picture('probe-lens');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.equal(await page.locator('.tab', { hasText: targetOf('good') }).count(), 0, 'nobody agreed');
    await take(page, `Probe ${targetOf('good')}`, dialog);
    await dialog.getByRole('button', { name: 'Connect' }).click();
    await headline('Works on');
    await window.picture('probe-good');
  });

  it('the URI under the cursor can be probed too, and is shown first', async () => {
    await page.locator('.tab', { hasText: 'trunk.sip' }).click();
    await page.locator('.view-line', { hasText: 'To:' }).locator('span', { hasText: 'good.lab.example' }).last().click();
    await command('Probe This SIP TLS Endpoint…');
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    assert.match(words(await dialog.innerText()), /Connect to good\.lab\.example:\d+\? The address comes from trunk\.sip, line 5\./);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
  });

  it('the passphrase of a client key is asked for, again where it is wrong, and shown nowhere', async () => {
    const question = (title) => page.locator('.quick-input-widget', { hasText: title });
    const type = async (title, text) => {
      await question(title).waitFor();
      await input(page).fill(text);
      await page.keyboard.press('Enter');
    };
    // The dialog goes to a folder first, and takes no answer while it does.
    const choose = async (title, path) => {
      await question(title).waitFor();
      for (let tries = 0; tries < 10 && (await question(title).isVisible()); tries++) {
        await input(page).fill(path);
        await pause(700);
        if ((await input(page).inputValue()) !== path) continue;
        // It may have closed by itself meanwhile.
        await question(title)
          .getByRole('button', { name: 'Choose' })
          .click({ timeout: 1000 })
          .catch(() => undefined);
        await question(title)
          .waitFor({ state: 'hidden', timeout: 1000 })
          .catch(() => undefined);
      }
    };
    await ask(targetOf('mutual-tls13'));
    await page.keyboard.press('Enter');
    await choices(page, 'Show a client certificate').click();
    await page.keyboard.press('Enter');
    await choose('Client certificate (PEM or PKCS#12)', lab.clientCertificate);
    await choose('Key of the client certificate', lab.clientSealedKey);
    await type('is encrypted', 'a guess');
    await question('Try another one').waitFor();
    assert.equal(await input(page).getAttribute('type'), 'password');
    await type('Try another one', lab.passphrase);
    await headline('Works on');
    const text = words(await report().locator('#report').innerText());
    assert.match(text, /client\.lab\.example|Certificate.*CertificateVerify/s);
    assert.ok(!text.includes(lab.passphrase));
    await window.picture('probe-mutual');
  });

  it('a report comes back when the window is loaded anew, and nothing is probed', async () => {
    const probedAt = async () => /Probed at\s+(\S.*)/.exec(words(await report().locator('#report').innerText()))?.[1];
    const before = await probedAt();
    assert.ok(before);
    // A workbench in a browser writes down what is open every five seconds, and later where it is busy.
    await pause(20_000);
    await page.reload();
    await page.locator('.tab', { hasText: targetOf('mutual-tls13') }).waitFor({ timeout: 60_000 });
    await headline('Works on');
    assert.equal(await probedAt(), before);
  });
});

describe('a window that its user does not trust', { timeout: 600_000 }, () => {
  let window;

  before(async () => {
    const fill = (folder) => writeFileSync(join(folder, 'trunk.sip'), trace(targetOf('good')));
    window = await openWindow({ fill, settings: settings(), isTrusted: false });
  });
  after(() => window?.close());
  afterEach(async ({ error }) => {
    if (error) await window?.picture('probe-failed-restricted');
  });

  it('reads the trace, and connects nowhere', async () => {
    const { page } = window;
    await offered(page, 'Restart SIP Analysis');
    await input(page).fill('>SIP TLS');
    await choices(page, 'Try the Sample Trace').waitFor();
    assert.equal(await choices(page, 'Probe').count(), 0);
    await page.keyboard.press('Escape');
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'trunk.sip' }).dblclick();
    // A window that is driven by a test shows no toasts; the bell counts them all the same.
    const bell = page.locator('.statusbar-item .codicon-bell-dot');
    await take(page, 'Probe ', bell);
    await bell.click();
    const message = page.locator('.notification-list-item-message', { hasText: 'Probing is off in this restricted workspace.' });
    await message.first().waitFor();
    await window.picture('probe-restricted');
    assert.equal(await page.locator('.monaco-dialog-box').count(), 0);
  });
});
