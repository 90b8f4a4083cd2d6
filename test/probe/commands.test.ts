import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { openSslWord } from '#core/x509/openssl-words';
import type { Certificate, Endpoint, ProbeReport, ReportFinding, ResolutionStep } from '../../server/contracts';
import { type Lab, startLab } from '../support/lab/lab';
import { pemsShown } from '../support/peers/s-client';
import { probed } from '../support/probed';

/** The commands that a report prints are run by a shell, and show what the report says. */

let lab: Lab;
before(async () => {
  lab = await startLab();
  process.env.SIP_TLS_PASSPHRASE = lab.passphrase;
});
after(async () => {
  delete process.env.SIP_TLS_PASSPHRASE;
  await lab.stop();
});

/** Endpoints whose steps are run too; they differ in what a step can show. */
const stepped = new Set([
  ...['good', 'expired', 'incomplete', 'self-signed', 'weak-key', 'stapled', 'root-sent'],
  ...['wrong-name', 'uri-san', 'ip-san', 'no-ip-san', 'sni-left-out', 'hostile'],
  ...['mutual-tls12', 'mutual-tls13', 'mutual-tls12-shown', 'mutual-tls13-shown', 'tls10-only', 'tls12-only', 'tls13-only'],
  ...['plain-sip', 'one-incomplete', 'naptr', 'srv', 'cname', 'udp-only', 'nxdomain'],
]);

/** Commands that wait for such a server until it is stopped; nothing to see is what there is to see. */
const endless = new Set(['tls/silent', 'tls/handshake-stalled']);

describe('commands', () => {
  it('show what the report says', { concurrency: 4 }, async (context) => {
    await Promise.all(lab.endpoints.map(({ id, words }) => context.test(id, () => checkCommands(id, words))));
  });
});

async function checkCommands(id: string, words: readonly string[]): Promise<void> {
  const hasTimeout = words.includes('--timeout');
  const { report, commands } = await probed([...words, '--pem', ...(hasTimeout ? [] : ['--timeout', '3000'])]);
  if (stepped.has(id))
    for (const { shows, command } of commands) {
      const said = await run(command);
      checkUsable(command, said);
      checkStep(report, { shows, command, said });
    }
  const all = [...report.findings, ...report.endpoints.flatMap(({ findings }) => findings)];
  for (const finding of all) {
    const { rule, command } = finding;
    if (command === undefined || (rule === 'probe/dns-failure' && id === 'dns-silent')) continue;
    const said = await run(command, endless.has(rule) ? 300 : 10_000);
    checkUsable(command, said);
    for (const expected of shownBy(finding, report)) assert.match(said, expected, `${rule}: ${finding.message}\n$ ${command}`);
    assert.ok(!endless.has(rule) || !said.includes('Certificate chain'), said);
  }
}

/** A command line as a user runs it. Files that it asks the user for stand in the folder of the lab. What it said on both outputs. */
function run(command: string, patienceMs = 10_000): Promise<string> {
  const child = spawn('/bin/sh', ['-c', command], { cwd: lab.folder, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const timer = setTimeout(() => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid);
  }, patienceMs);
  let said = '';
  const hear = (chunk: Buffer): void => {
    said += chunk.toString('latin1');
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => {
      clearTimeout(timer);
      resolve(said);
    });
  });
}

const checkUsable = (command: string, said: string): void =>
  assert.doesNotMatch(
    said,
    /(?<!\d): not found|^[Uu]sage:|[Uu]nknown option|Use -help|Could not (?:open|read)|syntax error|Invalid option/m,
    command,
  );

interface Step {
  readonly shows: string;
  readonly command: string;
  readonly said: string;
}

function checkStep(report: ProbeReport, { shows, command, said }: Step): void {
  const text = `${shows}\n$ ${command}\n${said}`;
  const query = report.resolution.steps.find(({ name, type, server }) => server !== undefined && shows === `${type} of ${name}`);
  if (query) {
    checkQuery(query, said);
    return;
  }
  const endpoint = report.endpoints.find(({ address, port }) => shows.includes(`${address}:${port}`));
  assert.ok(endpoint, text);
  if (shows.startsWith('The handshake')) {
    for (const expected of handshakeOf(endpoint)) assert.match(said, expected, text);
  } else if (shows.startsWith('The certificates')) {
    assert.deepEqual(
      pemsShown(said),
      endpoint.chain?.sent.map(({ pem }) => pem?.trim()),
      text,
    );
  } else if (shows.startsWith('Names')) {
    const [leaf] = endpoint.chain?.sent ?? [];
    for (const expected of leaf ? [dateLine('notBefore', leaf), dateLine('notAfter', leaf)] : []) assert.match(said, expected, text);
    for (const { value } of readableNames(leaf)) assert.ok(said.includes(value), text);
  } else if (shows.startsWith('The stapled')) {
    assert.match(said, endpoint.tls?.stapled ? /Cert Status: (?:good|revoked)/ : /OCSP response: no response sent/, text);
  } else if (shows.startsWith('Whether')) {
    const version = /-tls1_3/.test(command) ? 'TLSv1.3' : 'TLSv1.2';
    const isTaken = endpoint.enumeration?.versions[version] === 'accepted';
    assert.match(said, isTaken ? new RegExp(`New, ${version}, `) : /SSL alert number (?:40|70)\b|unsupported protocol/, text);
  } else assert.fail(`nobody knows what “${shows}” has to show`);
}

/** Names that openssl prints as they are; it gives up over a subjectAltName with a NUL in it. */
const readableNames = (leaf: Certificate | undefined) => (leaf?.sans.some(({ value }) => value.includes('\0')) ? [] : (leaf?.sans ?? []));

function checkQuery({ name, outcome, records }: ResolutionStep, said: string): void {
  const status = { answer: 'NOERROR', nodata: 'NOERROR', nxdomain: 'NXDOMAIN', servfail: 'SERVFAIL', refused: 'REFUSED' };
  if (outcome in status) assert.match(said, new RegExp(`status: ${status[outcome as keyof typeof status]}`), name);
  for (const record of records) {
    const values = Object.entries(record).filter(([field]) => !['type', 'ttl'].includes(field));
    const line = said.split('\n').find((one) => values.every(([, value]) => one.includes(String(value)) && one.includes(record.type)));
    assert.ok(line, `${name} ${JSON.stringify(record)}\n${said}`);
  }
}

/** How s_client tells the end of the handshake: by an alert, or by the first thing that is wrong with the chain or the name. */
function handshakeOf({ outcome, alert, tls, chain, names, findings }: Endpoint): RegExp[] {
  if (alert) return [new RegExp(`SSL alert number ${alert.code}\\b`)];
  if (outcome !== 'ok') return [/wrong version number/];
  const version = new RegExp(`New, ${tls?.version === 'TLSv1' ? 'TLSv1.0' : tls?.version}, Cipher is`);
  return [version, new RegExp(`Verify return code: ${codeOf({ chain, names, findings })} `)];
}

function codeOf({ chain, names, findings }: Pick<Endpoint, 'chain' | 'names' | 'findings'>): number {
  if (!chain?.openssl.ok) {
    const code = openSslWord(chain?.openssl.code ?? '')?.code ?? Number.NaN;
    // Without -verify_return_error it goes on after the first error, and tells the last.
    return code === 21 ? 20 : code;
  }
  if (findings.some(({ rule }) => rule === 'chain/weak-key')) return 66;
  if (names?.practice.matches !== false) return 0;
  return /^[\d.]+$|:/.test(names.practice.reference) ? 64 : 62;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `notAfter=Nov  3 21:54:08 2026 GMT` */
function dateLine(field: 'notBefore' | 'notAfter', certificate: Certificate | undefined): RegExp {
  const date = new Date(certificate?.[field] ?? Number.NaN);
  const time = date.toISOString().slice(11, 19);
  return new RegExp(`${field}=${months[date.getUTCMonth()]} +${date.getUTCDate()} ${time} ${date.getUTCFullYear()} GMT`);
}

/** What the command of a finding has to show; none is known of rules that are not named here. */
function shownBy({ rule, at, message }: ReportFinding, { endpoints }: ProbeReport): readonly RegExp[] {
  const endpoint = endpoints.find(({ address, port }) => at.endpoint === `${address}:${port}`);
  const sent = endpoint?.chain?.sent ?? [];
  const certificate = sent[at.certificate ?? 0];
  const inOrder = new RegExp(sent.map((_one, i) => ` ${i} s:`).join('[\\s\\S]*'));
  switch (rule) {
    case 'chain/expired':
      return [dateLine('notAfter', certificate), /Certificate will expire/];
    case 'chain/expires-soon':
      return [dateLine('notAfter', certificate)];
    case 'chain/not-yet-valid':
      return [dateLine('notBefore', certificate)];
    case 'chain/self-signed':
      return [/Verify return code: 18 /];
    case 'chain/unknown-root':
      return [/Verify return code: 19 /];
    case 'chain/intermediate-missing':
      return [/Verify return code: 20 /, /^ 0 s:/m];
    case 'chain/wrong-order':
    case 'chain/extra-certificate':
    case 'chain/large':
      return [inOrder];
    case 'chain/root-sent':
      return [/subject=CN = Lab Root\nissuer=CN = Lab Root/];
    case 'chain/weak-key':
      return [/Public-Key: \(1024 bit\)/];
    case 'chain/weak-signature':
      return [/Signature Algorithm: \S*SHA1/i];
    case 'chain/eku-server-auth-missing':
      return [/SSL server : No/];
    case 'chain/revoked':
      return [/Cert Status: revoked|Revocation Date:/];
    case 'chain/must-staple-without-staple':
      return [/OCSP response: no response sent/];
    case 'chain/name-mismatch':
    case 'chain/cn-ignored':
    case 'chain/uri-san-only':
    case 'chain/srv-target-only':
      return [/Verify return code: 62 \(hostname mismatch\)/];
    case 'chain/ip-san':
      return [/Verify return code: 64 \(IP address mismatch\)/];
    case 'chain/wildcard':
      return [/DNS:\*\.lab\.example/];
    case 'chain/cn-only':
      return [/subject=CN = cn-only\.lab\.example/, /No extensions in certificate/];
    case 'chain/dns-shadowed-by-uri':
      return [/URI:sip:lab\.example, DNS:/];
    case 'chain/name-control-characters':
      return [/gro\.liame\\00/];
    case 'tls/client-certificate-required':
      return [/Acceptable client certificate CA names\nCN = Lab Root/, new RegExp(`SSL alert number ${endpoint?.alert?.code}\\b`)];
    case 'tls/client-certificate-not-asked':
      return [/No client certificate CA names sent/];
    case 'tls/version-obsolete':
      return [/New, TLSv1\.0, /, /Verify return code: 0 /];
    case 'tls/only-tls13':
      return [/SSL alert number 70\b/];
    case 'tls/suite-cbc':
      return [/Cipher is ECDHE-ECDSA-AES256-SHA384/, /^(?!.*extension "encrypt-then-mac")/s];
    case 'tls/suite-static-key-exchange':
      return [/Cipher is AES\d+-GCM-SHA\d+/];
    case 'tls/no-forward-secrecy':
      return [/SSL alert number 40\b/];
    case 'tls/handshake-slow':
      return [/Verify return code: 0 /];
    case 'tls/unrecognized-name':
      return [/SSL alert number 112\b/];
    case 'tls/reset-after-hello':
      return [/errno=\d+/];
    case 'tls/closed-during-handshake':
      return [/unexpected eof while reading/];
    case 'tls/plain-sip-on-tls-port':
    case 'tls/http-on-tls-port':
    case 'tls/not-tls':
    case 'probe/sips-target-no-tls':
      return [/wrong version number/];
    case 'tls/answer-malformed':
      return [/length mismatch/];
    case 'tls/alert-protocol-version':
      return [/unsupported protocol/];
    case 'probe/refused':
    case 'probe/one-of-many':
      return [/Connection refused/];
    case 'probe/options-status':
      return [new RegExp(`^SIP/2\\.0 ${endpoint?.options?.status} ${endpoint?.options?.reason}\r\n`, 'm')];
    case 'probe/options-no-answer':
    case 'probe/options-closed':
      return [/^(?!.*^SIP\/2\.0 )/ms];
    case 'probe/options-contact-leaves-tls':
      return [/\r\nContact: <sip:[^>]*;transport=udp>\r\n/];
    case 'probe/options-via-transport':
      return [/\r\nVia: SIP\/2\.0\/TCP /];
    case 'probe/rotation':
      return [dateLine('notAfter', endpoints.find(({ address, port }) => message.includes(`${address}:${port}`))?.chain?.sent[0])];
    case 'probe/wrong-host':
      return [/DNS:other\.lab\.example/];
    case 'probe/naptr-order':
      return [/NAPTR\t10 10 "s" "SIP\+D2U"/, /NAPTR\t20 10 "s" "SIPS\+D2T"/];
    case 'probe/srv-target-invalid':
      return [/CNAME\t/];
    case 'probe/srv-not-offered':
      return [/SRV\t0 0 0 \.$/m];
    case 'probe/srv-wrong-label':
      return [/^_sip\._tls\..* SRV /m];
    case 'probe/sips-srv-absent':
    case 'probe/name-not-found':
      return [/status: NXDOMAIN/];
    case 'probe/dns-failure':
      return [/status: SERVFAIL/];
    default:
      return [];
  }
}
