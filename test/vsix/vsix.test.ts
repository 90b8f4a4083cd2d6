import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { describe, it } from 'node:test';

// What `npm run package` wrote. The names are read from the archive itself, since that is what users get.
const path = 'sip-tls.vsix';
const names = entriesOf(readFileSync(path))
  .filter((name) => name.startsWith('extension/'))
  .map((name) => name.slice('extension/'.length));
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));

describe('the VSIX', () => {
  it('holds what it runs, and no more', () => {
    const expected =
      /^(?:package\.json|readme\.md|changelog\.md|LICENSE\.txt|icon\.png|dist\/(?:client|server|engine)\.js|dist\/views\/[\w-]+\.(?:js|css)|dist\/rules\.json|dist\/licences\.txt|syntaxes\/[\w.-]+\.json|samples\/(?:\w+\/)?[\w.-]+|(?:walkthrough|images)\/[\w.-]+)$/i;
    assert.deepEqual(
      names.filter((name) => !expected.test(name)),
      [],
    );
  });

  for (const name of [
    'dist/client.js',
    'dist/server.js',
    'dist/engine.js',
    'package.json',
    manifest.icon,
    'LICENSE.txt',
    'readme.md',
    'changelog.md',
  ])
    it(`holds ${name}`, () => assert.ok(names.includes(name), names.join(', ')));

  it('holds each file that the manifest names', () => {
    const named = [...JSON.stringify(manifest.contributes).matchAll(/"(?:\.\/)?([\w-]+\/[\w./-]+\.(?:json|md|svg|png))"/g)].map(
      (found) => found[1],
    );
    assert.ok(named.length > 0);
    assert.deepEqual(
      named.filter((name) => !names.includes(name ?? '')),
      [],
    );
  });

  it('holds sample traces and configurations', () => {
    assert.ok(names.filter((name) => name.startsWith('samples/')).length >= 6);
    assert.ok(names.includes('samples/pbx/pjsip.conf'));
  });

  // The server is half of it. What grows with each dialect: its reader and rules, 1 to 4 KB of grammar, and the examples of its rules.
  it('is smaller than 1.2 MB', () => assert.ok(statSync(path).size < 1_200_000, `${statSync(path).size} bytes`));
});

/** The file names in a ZIP archive's central directory (APPNOTE.TXT 4.3.12 and 4.3.16). */
function entriesOf(archive: Buffer): string[] {
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  assert.ok(end >= 0, `${path} is no ZIP archive`);
  const count = archive.readUInt16LE(end + 10);
  const found: string[] = [];
  for (let at = archive.readUInt32LE(end + 16), index = 0; index < count; index++) {
    const lengthOfName = archive.readUInt16LE(at + 28);
    found.push(archive.toString('utf8', at + 46, at + 46 + lengthOfName));
    at += 46 + lengthOfName + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return found;
}
