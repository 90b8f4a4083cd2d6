import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { ConfigFolders } from '../../server/config-folders';
import { defaultSettings, type Settings } from '../../server/settings';

describe('folders of configurations and what is set for them', () => {
  const of = (version: string): Settings => ({
    ...defaultSettings,
    'sipTls.kamailio.version': version,
    'sipTls.pathMap': { '/etc': 'etc' },
  });
  const set: { readonly [uri: string]: Settings } = { '': of('1'), 'file:///ws': of('2'), 'file:///ws/edge': of('3') };
  const versionOf = (settings: Settings): string => settings['sipTls.kamailio.version'];
  let folders: ConfigFolders;
  beforeEach(async () => {
    folders = new ConfigFolders(async (uri) => set[uri] ?? defaultSettings);
    folders.uris = Object.keys(set).filter((uri) => uri !== '');
    await folders.read();
  });

  it('a file has the settings of the innermost folder, without one those of the window', async () => {
    for (const [file, version] of [
      ['file:///ws/a.cfg', '2'],
      ['file:///ws/edge/a.cfg', '3'],
      ['file:///ws/edges/a.cfg', '2'],
      ['file:///other/a.cfg', '1'],
      ['untitled:Untitled-1', '1'],
    ] as const) {
      assert.equal(versionOf(folders.settings(file)), version, file);
      assert.equal(versionOf(await folders.ask(file)), version, file);
      assert.equal(folders.scope(file).versions.kamailio, version, file);
    }
  });

  it('an open document has its own, until it is closed', () => {
    const file = 'file:///ws/a.cfg';
    const own = of('4');
    assert.equal(folders.learn(file, own), true);
    assert.equal(folders.learn(file, own), false);
    assert.equal(folders.scope(file), folders.scope(file));
    assert.equal(folders.scope(file).versions.kamailio, '4');
    folders.forget(file);
    assert.equal(folders.scope(file).versions.kamailio, '2');
  });

  it('mappings are relative to the folder, or to where the file is', () => {
    const mapped = (file: string): string | undefined => folders.scope(file).mappings[0]?.to;
    assert.equal(mapped('file:///ws/edge/deep/a.cfg'), '/ws/edge/etc');
    assert.equal(mapped('file:///other/a.cfg'), '/other/etc');
  });

  it('holds its folders and what is below', () => {
    assert.deepEqual(
      ['/ws', '/ws/edge/deep', '/wsx', '/'].map((folder) => folders.hold(folder)),
      [true, true, false, false],
    );
  });
});
