// Unpacks the Asterisk of a Debian release beside the system, for test/config/asterisk-agrees.test.ts: node scripts/asterisk.mjs sid FOLDER.
// Debian 12 has none, 11 has 16, and sid the newest. The packages come from where this machine's own apt gets Debian's.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const [suite, folder] = process.argv.slice(2);
if (suite === undefined || folder === undefined || !/^[a-z]+$/.test(suite)) {
  console.error('node scripts/asterisk.mjs SUITE FOLDER: unpacks the Asterisk of that release of Debian into the folder.');
  process.exit(2);
}
const base = resolve(folder);
const at = (...names) => join(base, ...names);

function run(program, words) {
  const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  if (status === 0) return stdout;
  console.error(`${program} ${words.join(' ')}\n${stderr.trim()}`);
  process.exit(1);
}

const sources = run('apt-get', ['indextargets', '--format', '$(SITE)', 'Created-By: Packages']).split('\n');
const site = sources.find((line) => /\/debian\/?$/.test(line));
if (site === undefined) {
  console.error("This machine's apt has no source of Debian's packages.");
  process.exit(1);
}
// The keys of Debian's package debian-archive-keyring.
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

for (const name of ['etc/apt.conf.d', 'etc/preferences.d', 'etc/trusted.gpg.d', 'state/lists/partial', 'cache/archives/partial', 'part'])
  mkdirSync(at(name), { recursive: true });
writeFileSync(at('status'), '');
writeFileSync(at('etc/sources.list'), `deb [signed-by=${keyring}] ${site} ${suite} main\n`);
// Of its own in all, with nothing installed yet, so that the libraries are fetched too.
const own = {
  'Dir::Etc': at('etc'),
  'Dir::State': at('state'),
  'Dir::State::status': at('status'),
  'Dir::Cache': at('cache'),
  'APT::Install-Recommends': '0',
  'Acquire::Languages': 'none',
  'Debug::NoLocking': '1',
};
const options = Object.entries(own).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
run('apt-get', [...options, '-q', 'update']);
run('apt-get', [...options, '-q', '-y', '--download-only', 'install', 'asterisk']);
const packages = readdirSync(at('cache/archives')).filter((name) => name.endsWith('.deb'));
for (const name of packages) run('dpkg-deb', ['-x', at('cache/archives', name), at('part')]);
// Under its name it is whole.
rmSync(at('root'), { recursive: true, force: true });
renameSync(at('part'), at('root'));
for (const name of ['cache', 'state']) rmSync(at(name), { recursive: true });
console.log(`${packages.length} packages. Now: ASTERISK=${at('root/usr/sbin/asterisk')} node scripts/unit.mjs config/asterisk-agrees`);
