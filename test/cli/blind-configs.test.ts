import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { writePem } from '#core/x509/pem';
import type { CheckReport } from '../../server/contracts';
import { type Issued, issue, NOW } from '../core/x509/issue';
import { buildCli, runCli } from '../support/cli';

/**
 * `faults.json`: what is wrong with the files of a host. Faults and decoys (what looks wrong and is right) were written down by somebody who
 * had read neither the rules nor their examples, before anything was run.
 */
interface Host {
  /** Folders of the server, and where they are below the fixture. */
  readonly serverRoots: { readonly [folder: string]: string };
  readonly versions?: { readonly [product: string]: string };
  /** Certificates by a name that `pems` uses. */
  readonly leaves: { readonly [name: string]: Leaf };
  /** `cert:NAME`, `key:NAME`, `inter` and `root`, one behind the other. They are issued when the test runs. */
  readonly pems: { readonly [path: string]: readonly string[] };
  readonly faults: readonly Fault[];
  readonly decoys: readonly string[];
  /** Nobody had planted them, and they are true all the same. */
  readonly alsoTrue?: readonly (Place & { readonly why: string })[];
}

interface Leaf {
  readonly san: readonly string[];
  readonly bits?: number;
  readonly sameKeyAs?: string;
}

interface Place {
  readonly rule: string;
  readonly file: string;
  /** Absent in files that are made when the test runs. */
  readonly line?: number;
}

interface Fault extends Place {
  readonly says: string;
  readonly consequence: string;
  /** Where it was written into, where what is found stands in another line. */
  readonly planted?: string;
  /** Whether anything was found before rules were written for it. */
  readonly atFirst?: 'missed';
}

interface Found {
  readonly rule: string;
  readonly severity: string;
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

const fixtures = join(process.cwd(), 'test/fixtures/blind-configs');

describe('hosts that somebody else has planted faults in', () => {
  let home = '';
  before(() => {
    buildCli();
    home = mkdtempSync(join(tmpdir(), 'sip-tls-blind-'));
  });
  after(() => rmSync(home, { recursive: true, force: true }));

  for (const name of readdirSync(fixtures).sort())
    it(name, async (test) => {
      const folder = join(home, name);
      cpSync(join(fixtures, name), folder, { recursive: true });
      const host = JSON.parse(readFileSync(join(folder, 'faults.json'), 'utf8')) as Host;
      rmSync(join(folder, 'faults.json'));
      await writePems(folder, host);
      const found = foundIn(folder, host);
      const misses = host.faults.filter((fault) => !found.some((each) => isAt(each, fault))).map(lineOf);
      const known = [...host.faults, ...(host.alsoTrue ?? [])];
      // What is shown unless somebody asks for more.
      const shown = found.filter(({ severity }) => severity === 'error' || severity === 'warning');
      const extras = shown.filter(({ file, line, rule }) => {
        const here = `${file}:${line}`;
        const isFault = host.faults.some((fault) => here === `${fault.file}:${fault.line}` || here === fault.planted);
        return !isFault && !known.some((each) => isAt({ file, line, rule }, each));
      });
      const staleTruths = (host.alsoTrue ?? []).filter((each) => !shown.some((one) => isAt(one, each))).map(lineOf);
      const atFirst = host.faults.filter((fault) => fault.atFirst !== 'missed').length;
      test.diagnostic(
        `${name}: ${host.faults.length - misses.length} of ${host.faults.length} found (${atFirst} at first sight), ${extras.length} extras`,
      );
      assert.deepEqual(
        { misses, extras: extras.map((each) => `${lineOf(each)}: ${each.severity}: ${each.message}`), staleTruths },
        { misses: [], extras: [], staleTruths: [] },
      );
    });
});

const lineOf = ({ file, line, rule }: Place): string => `${file}:${line ?? '?'} ${rule}`;
const isAt = (found: Omit<Found, 'severity' | 'message'>, { rule, file, line }: Place): boolean =>
  found.rule === rule && found.file === file && (line === undefined || found.line === line);

function foundIn(folder: string, { serverRoots, versions = {} }: Host): Found[] {
  const words = [
    ...Object.entries(serverRoots).flatMap(([from, to]) => ['--server-root', `${from}=${join(folder, to)}`]),
    ...Object.entries(versions).flatMap(([product, version]) => ['--product-version', `${product}=${version}`]),
  ];
  const { code, stdout, stderr } = runCli(['check', '--format', 'json', '--at', NOW.toISOString(), ...words, folder]);
  assert.equal(code, 1, stderr);
  const { files } = JSON.parse(stdout) as CheckReport;
  assert.equal(new Set(files.map(({ path }) => path)).size, files.length, 'each file is told once');
  return files.flatMap(({ path, findings }) =>
    findings.map((finding) => ({
      rule: finding.rule,
      severity: finding.severity,
      file: path.slice(folder.length + 1),
      line: 'start' in finding ? finding.start.line : 0,
      message: finding.message,
    })),
  );
}

async function writePems(folder: string, { leaves, pems }: Host): Promise<void> {
  const root = await issue({ name: 'Example Root CA', ca: true, notAfter: '2036-01-01' });
  const intermediate = await issue({ name: 'Example Issuing CA', ca: { pathLength: 0 }, by: root, notAfter: '2030-01-01' });
  const issued = new Map<string, Issued>();
  for (const [name, { san, bits, sameKeyAs }] of Object.entries(leaves)) {
    const shared = sameKeyAs === undefined ? undefined : issued.get(sameKeyAs)?.keys;
    const leaf = await issue({
      name: san[0] ?? name,
      by: intermediate,
      sans: san.map((value) => ({ type: 'dns' as const, value })),
      purposes: ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'],
      ...(bits === 1024 && { key: 'RSA-1024' as const }),
      ...(shared && { keys: shared }),
    });
    issued.set(name, leaf);
  }
  const certificate = ({ der }: Issued): string => writePem('CERTIFICATE', der);
  const partOf = async (part: string): Promise<string> => {
    if (part === 'root') return certificate(root);
    if (part === 'inter') return certificate(intermediate);
    const [kind, name = ''] = part.split(':');
    const leaf = issued.get(name);
    assert.ok(leaf, `nobody is called ${name}`);
    if (kind === 'cert') return certificate(leaf);
    return writePem('PRIVATE KEY', new Uint8Array(await webcrypto.subtle.exportKey('pkcs8', leaf.keys.privateKey)));
  };
  for (const [path, parts] of Object.entries(pems)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), (await Promise.all(parts.map(partOf))).join(''));
  }
}
