// VS Code's own window in a browser, with the extension installed from its VSIX.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchBrowser } from '../../scripts/vscode-host/browser.mjs';
import { installVsix, startCodeServer, workbenchUrl } from '../../scripts/vscode-host/code-server.mjs';
import { installChromium, installCodeServer } from '../../scripts/vscode-host/install.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const pictures = join(root, 'reports/ui');

// Leaving by exit() stops the server, dying by the signal does not.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

const usual = {
  'window.autoDetectColorScheme': true,
  'workbench.preferredDarkColorTheme': 'Default Dark Modern',
  'workbench.preferredLightColorTheme': 'Default Light Modern',
  'window.commandCenter': false,
  'outline.collapseItems': 'alwaysCollapse',
};

/**
 * `fill` puts files into the workspace's folder. `isTrusted`: false opens it restricted, without asking.
 * Returns the page, the folder, `picture(name)` and `close()`.
 */
export async function openWindow({ fill, settings = {}, isTrusted = true }) {
  const folder = mkdtempSync(join(tmpdir(), 'sip-tls-ui-'));
  mkdirSync(pictures, { recursive: true });
  const packaged = spawnSync('npm', ['run', 'package'], { cwd: root, encoding: 'utf8' });
  assert.equal(packaged.status, 0, packaged.stdout + packaged.stderr);
  const chromium = installChromium(console.log);
  const installation = installCodeServer(console.log);
  const extensionsFolder = join(folder, 'extensions');
  mkdirSync(extensionsFolder);
  const installed = installVsix(installation, join(root, 'sip-tls.vsix'), extensionsFolder);
  assert.match(installed.join(), /sip-tls@\d/);
  const workspace = join(folder, 'workspace');
  mkdirSync(workspace);
  fill(workspace);
  const server = await startCodeServer(installation, {
    settings: { ...usual, ...settings },
    environment: {},
    extensionsFolder,
    preferredPort: 0,
    isTrusted,
  });
  const browser = await launchBrowser(chromium);
  const page = await browser.newPage({ viewport: { width: 1440, height: 880 }, deviceScaleFactor: 1.25, colorScheme: 'dark' });
  page.setDefaultTimeout(20_000);
  await page.goto(workbenchUrl(server, { folder: workspace }));
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
  return {
    page,
    folder: workspace,
    picture: (name) => page.screenshot({ path: join(pictures, `${name}.png`) }),
    async close() {
      await browser.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

/** VS Code writes spaces in its editor as no-break spaces. */
export const words = (text) => text.replaceAll('\u00a0', ' ');
