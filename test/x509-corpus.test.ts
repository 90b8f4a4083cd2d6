/**
 * Judges certificates and chains with their truth (SIP_TLS_CORPUS names the folder): the fields as `openssl x509` prints them, the
 * verdicts of `openssl verify` at a fixed time, and the identities by RFC 5922. The folder is no part of this project: without it, this
 * test is skipped and says so, and proves nothing.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, it } from 'node:test';
import type { ChainFacts } from '#core/probe/facts';
import { endpointRules } from '#core/rules/endpoint.gen';
import { judgeChainFacts } from '#core/rules/endpoint-engine';
import { selectRules } from '#core/rules/engine';
import type { Profile } from '#core/rules/rule';
import { type Certificate, readCertificate } from '#core/x509/certificate';
import { certificateRecord } from '#core/x509/certificate-record';
import { type ChainVerdict, judgeChain } from '#core/x509/chain';
import { addressBytes } from '#core/x509/ip-address';
import { judgeByOpenSsl, judgeByPractice, judgeByRfc5922, sipIdentities } from '#core/x509/names';
import { type OpenSslError, openSslErrors } from '#core/x509/openssl-verdict';
import { trustStore } from '#core/x509/path';
import { readPem } from '#core/x509/pem';
import type { ReportFinding } from '../server/contracts';
import { checkSignature, sha256 } from '../server/probe/certificates';
import { certificateOf } from './core/x509/node-crypto';

const corpus = resolve(process.env.SIP_TLS_CORPUS ?? '../shared/corpus');
const folder = join(corpus, 'x509');
const skip = existsSync(join(folder, 'expected.json'))
  ? false
  : `no certificates in ${relative('', folder) || folder}: nothing of them was compared (set SIP_TLS_CORPUS)`;

interface Verdict {
  ok: boolean;
  errors: (OpenSslError & { text: string })[];
}
interface Expected {
  verifiedAt: string;
  domain: string;
  certificates: {
    file: string;
    version: number;
    subject: string;
    issuer: string;
    serial: string;
    notBefore: string;
    notAfter: string;
    subjectAltNames: string[] | null;
    extendedKeyUsage: string[] | null;
    keyUsage: string | null;
    basicConstraints: string | null;
    nameConstraints: boolean;
    publicKey: string;
    signatureAlgorithm: string;
    sha256: string;
    verifyServer?: Verdict;
    verifyClient?: Verdict;
    verifyHostnameHttpsRules?: Verdict;
    verifySecurityLevel2?: Verdict;
    rfc5922?: { identities: string[]; match: boolean; source: string | null };
  }[];
  chains: { file: string; count: number; subjects: string[]; orderOk: boolean; leafFirst: boolean; verifyServer: Verdict }[];
  files: { file: string; error?: boolean; line?: number }[];
}

const text = (file: string): string => readFileSync(join(folder, file), 'latin1');
const certificatesIn = (file: string): Certificate[] =>
  readPem(text(file)).flatMap((block) => (block.kind === 'certificate' ? certificateOf(block.der) : []));
const expected: Expected = skip
  ? { verifiedAt: '', domain: '', certificates: [], chains: [], files: [] }
  : JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'));
const now = new Date(expected.verifiedAt || 0);
const { domain } = expected;

it('x509 corpus: the folder is there', { skip }, () => assert.ok(expected.certificates.length > 30 && expected.chains.length > 15));

const issuers = ['int.pem', 'intnc.pem', 'intexp.pem'];

function judge(sent: readonly Certificate[], purpose: 'server' | 'client'): ChainVerdict & { kind: 'judged' } {
  const store = trustStore('root.pem', certificatesIn('root.pem'));
  const verdict = judgeChain({ sent, store, aia: [], purpose, now, checkSignature });
  assert.ok(verdict.kind === 'judged');
  return verdict;
}

const codes = (errors: readonly OpenSslError[]): string[] => errors.map(({ code, depth }) => `${code} at ${depth}`).sort();

describe('x509 corpus: certificates', { skip }, () => {
  for (const truth of expected.certificates) {
    const { file, rfc5922 } = truth;
    const [certificate] = skip ? [] : certificatesIn(file);
    assert.ok(certificate, file);
    it(`${file}: fields`, () => {
      const isSignedBy = (one: Certificate, issuer: Certificate) => checkSignature(one, issuer) === 'good';
      const record = certificateRecord(certificate, { withPem: true, isSignedBy });
      assert.deepEqual(
        {
          version: certificate.version,
          subject: record.subject,
          issuer: record.issuer,
          serial: record.serial,
          notBefore: record.notBefore,
          notAfter: record.notAfter,
          sans: certificate.subjectAltNames ? record.sans.map(({ type, value }) => `${type}:${comparable(value)}`) : null,
          extendedKeyUsage: record.extendedKeyUsage ?? null,
          keyUsage: record.keyUsage ?? null,
          ca: basic(certificate),
          nameConstraints: certificate.nameConstraints !== undefined,
          key: [record.key.type, record.key.bits],
          signature: record.signature,
          sha256: record.sha256,
          oddities: certificate.oddities,
        },
        {
          version: truth.version,
          subject: truth.subject,
          issuer: truth.issuer,
          serial: truth.serial.toLowerCase(),
          notBefore: iso(truth.notBefore),
          notAfter: iso(truth.notAfter),
          sans: truth.subjectAltNames?.map(asOurs) ?? null,
          extendedKeyUsage: truth.extendedKeyUsage?.map((name) => purposes[name] ?? name) ?? null,
          keyUsage: truth.keyUsage?.split(', ').map((name) => usages[name] ?? name) ?? null,
          ca: truth.basicConstraints,
          nameConstraints: truth.nameConstraints,
          key: keys[truth.publicKey] ?? truth.publicKey,
          signature: truth.signatureAlgorithm,
          sha256: truth.sha256.replaceAll(':', '').toLowerCase(),
          oddities: [],
        },
      );
      const [again] = readPem(record.pem ?? '');
      assert.ok(again?.kind === 'certificate');
      assert.deepEqual(Buffer.from(again.der), Buffer.from(certificate.der));
    });

    if (truth.verifyServer && truth.verifyClient && truth.verifySecurityLevel2)
      it(`${file}: OpenSSL's verdicts`, () => {
        const issuer = issuers.find((one) => certificatesIn(one)[0]?.subject.key === certificate.issuer.key);
        // What good.pem issued needs the intermediate as well.
        const untrusted = file === 'issued-by-leaf.pem' ? ['good.pem', 'int.pem'] : issuer ? [issuer] : [];
        const sent = [certificate, ...untrusted.flatMap(certificatesIn)];
        for (const purpose of ['server', 'client'] as const) {
          const verdict = judge(sent, purpose);
          const openssl = purpose === 'server' ? truth.verifyServer : truth.verifyClient;
          assert.deepEqual(codes(openSslErrors(verdict.path, 0)), codes(openssl?.errors ?? []), purpose);
          // RFC 5924 lets SIP accept what OpenSSL's purposes refuse, and says so in the problem.
          const isForSip = verdict.path.problems.some((problem) => problem.kind === 'purpose' && problem.accepted === 'sip');
          assert.equal(verdict.isTrusted, isForSip || (openssl?.ok ?? false), purpose);
          assert.equal(openSslErrors(verdict.path, 0).length === 0, openssl?.ok, purpose);
        }
        const atLevel2 = openSslErrors(judge(sent, 'server').path, 2);
        assert.deepEqual(codes(atLevel2), codes(truth.verifySecurityLevel2?.errors ?? []), 'level 2');
      });

    if (rfc5922)
      it(`${file}: identities by RFC 5922`, () => {
        const { from, names } = sipIdentities(certificate);
        const verdict = judgeByRfc5922(certificate, domain);
        assert.deepEqual(
          { identities: names, source: from, match: verdict.matches },
          { identities: rfc5922.identities, source: sources[rfc5922.source ?? 'none'], match: rfc5922.match },
        );
        if (verdict.matches) assert.equal(verdict.by, from);
        assert.match(verdict.why, /\.$/);
      });

    if (truth.verifyHostnameHttpsRules && truth.verifyServer)
      it(`${file}: OpenSSL's host check`, () => {
        const { ok } = truth.verifyHostnameHttpsRules ?? { ok: false };
        // Where the chain fails OpenSSL stops with that, so only "good" speaks of the name.
        const isNamed = judgeByOpenSsl(certificate, domain).matches;
        if (truth.verifyServer?.ok) assert.equal(isNamed, ok);
        else assert.equal(ok, false);
        // The common name beside a subjectAltName without a DNS name: OpenSSL reads it, practice (RFC 9525) does not.
        const isByIgnoredName =
          certificate.subjectAltNames !== undefined && !certificate.subjectAltNames.some(({ type }) => type === 'dns');
        assert.equal(judgeByPractice(certificate, domain).matches, isNamed && !isByIgnoredName);
      });
  }
});

describe('x509 corpus: chains', { skip }, () => {
  for (const truth of expected.chains)
    it(truth.file, () => {
      const sent = certificatesIn(truth.file);
      const verdict = judge(sent, 'server');
      assert.deepEqual(
        {
          subjects: sent.map(({ subject }) => subject.text),
          orderOk: !verdict.list.some(({ kind }) => kind === 'wrong-order' || kind === 'leaf-not-first'),
          leafFirst: !verdict.list.some(({ kind }) => kind === 'leaf-not-first'),
          errors: codes(openSslErrors(verdict.path, 0)),
          isTrusted: verdict.isTrusted,
        },
        {
          subjects: truth.subjects,
          orderOk: truth.orderOk,
          leafFirst: truth.leafFirst,
          errors: codes(truth.verifyServer.errors),
          isTrusted: truth.verifyServer.ok,
        },
      );
    });
});

/** Which rules say what OpenSSL says by number. */
const rulesFor: { readonly [code: number]: readonly string[] } = {
  2: ['chain/unknown-root'],
  7: ['chain/issuer-key-mismatch'],
  9: ['chain/not-yet-valid'],
  10: ['chain/expired'],
  18: ['chain/self-signed'],
  19: ['chain/unknown-root'],
  20: ['chain/unknown-root', 'chain/intermediate-missing'],
  21: ['chain/unknown-root', 'chain/intermediate-missing'],
  24: ['chain/not-a-ca'],
  // What no CA issued does not count for the length either: one cause.
  25: ['chain/path-length', 'chain/not-a-ca'],
  // Also of an intermediate that stands where the leaf should.
  26: ['chain/eku-server-auth-missing', 'chain/key-usage', 'chain/not-a-ca', 'chain/leaf-not-first'],
  32: ['chain/key-usage', 'chain/not-a-ca'],
  34: ['chain/unknown-critical-extension'],
  47: ['chain/name-constraints'],
  48: ['chain/name-constraints'],
  66: ['chain/weak-key'],
  67: ['chain/weak-key'],
  68: ['chain/weak-signature'],
  79: ['chain/not-a-ca', 'chain/version-1'],
};

const aboutNames = /^chain\/(?:name-|wildcard|cn-|dns-|uri-|ip-|san-|idn-|trailing-)/;

/** As a server would have sent them to somebody who asked for the domain. */
function findingsOn(sent: readonly Certificate[], profile: Profile): readonly ReportFinding[] {
  const store = trustStore('root.pem', certificatesIn('root.pem'));
  const verdict = judge(sent, 'server');
  const [leaf] = sent;
  assert.ok(leaf);
  const facts: ChainFacts = {
    server: '192.0.2.1:5061',
    sent,
    verdict,
    leaf,
    names: { reference: domain, rfc5922: judgeByRfc5922(leaf, domain), practice: judgeByPractice(leaf, domain) },
    isNameGiven: false,
    store,
    helpers: [],
    openssl: { ok: true },
    revocation: { revocation: 'not-checked', checks: [] },
    askedForStaple: true,
    stapled: false,
    hasOtherScts: false,
    version: 0x0303,
    suite: 0xc02f,
    purpose: 'server',
    policy: { names: 'full', trust: ['root.pem'], isPrivateStore: true, revocation: 'off', timeoutMs: 5000 },
    now,
  };
  return judgeChainFacts(facts, selectRules(endpointRules, profile));
}

/** Each error of OpenSSL at level 2 has its rule, no rule fails, and where OpenSSL is content only names are at fault. */
function checkFindings(sent: readonly Certificate[], { ok, errors }: Verdict): void {
  const strict = findingsOn(sent, 'strict');
  const failed = strict.find(({ rule }) => rule === 'internal/rule-failed');
  assert.equal(failed?.message, undefined);
  const practical = findingsOn(sent, 'practical');
  for (const { code, text } of errors) {
    const wanted = rulesFor[code];
    assert.ok(wanted, `${code} ${text}`);
    const isTold = practical.some(({ rule, severity }) => wanted.includes(rule) && severity !== 'info' && severity !== 'hint');
    assert.ok(isTold, `${code} ${text}: ${practical.map(({ rule }) => rule).join(', ')}`);
  }
  const errorsOfChain = practical.filter(({ rule, severity }) => severity === 'error' && !aboutNames.test(rule));
  if (ok) assert.deepEqual(errorsOfChain, []);
}

describe('x509 corpus: rules about chains', { skip }, () => {
  for (const { file, verifySecurityLevel2 } of expected.certificates)
    if (verifySecurityLevel2)
      it(file, () => {
        const [certificate] = certificatesIn(file);
        const issuer = issuers.find((one) => certificatesIn(one)[0]?.subject.key === certificate?.issuer.key);
        const untrusted = file === 'issued-by-leaf.pem' ? ['good.pem', 'int.pem'] : issuer ? [issuer] : [];
        assert.ok(certificate);
        checkFindings([certificate, ...untrusted.flatMap(certificatesIn)], verifySecurityLevel2);
      });

  for (const { file, verifyServer } of expected.chains)
    it(file, () => {
      // Those verdicts are of level 0, at which weak keys and signatures pass.
      const isStrong = !/rsa1024|sha1/.test(file);
      checkFindings(certificatesIn(file), { ...verifyServer, ok: verifyServer.ok && isStrong });
    });

  it('the good ones draw no error, and nothing above a hint', () => {
    for (const file of ['chain-good.pem', 'chain-ecdsa.pem']) {
      const severe = findingsOn(certificatesIn(file), 'practical').filter(({ severity }) => severity !== 'hint');
      assert.deepEqual(severe, [], file);
    }
  });
});

describe('x509 corpus: other files', { skip }, () => {
  it('DER is the same certificate as its PEM', () => {
    const der = certificateOf(readFileSync(join(folder, 'good.der')));
    assert.equal(der.sha256, certificatesIn('good.pem')[0]?.sha256);
  });

  it('what is no certificate is a fault with its reason', () => {
    const fault = readCertificate(readFileSync(join(folder, 'good.p12')), sha256);
    assert.equal(fault.kind, 'fault');
  });

  it('line ends, text before and keys in between do no harm', () => {
    const [leaf, issuer] = certificatesIn('chain-good.pem').map((certificate) => certificate.sha256);
    for (const file of ['good-crlf.pem', 'good-with-text.pem', 'good-key-first.pem'])
      assert.deepEqual(
        certificatesIn(file).map((certificate) => certificate.sha256),
        [leaf, issuer],
        file,
      );
  });

  it('keys are known as keys, and nothing of them is kept', () => {
    for (const [file, isEncrypted] of [
      ['good.key', false],
      ['good-key-first.pem', false],
      ['good-encrypted.key', true],
    ] as const) {
      const [block] = readPem(text(file));
      assert.ok(block?.kind === 'key');
      assert.deepEqual(Object.keys(block).sort(), ['at', 'isEncrypted', 'kind', 'label']);
      assert.equal(block.isEncrypted, isEncrypted, file);
    }
  });

  for (const { file, line } of expected.files.filter(({ error }) => error))
    it(`${file} is broken, and says where`, () => {
      const [block, ...others] = readPem(text(file));
      assert.ok(block?.kind === 'broken');
      assert.deepEqual(others, []);
      if (line) assert.equal(text(file).slice(0, block.fault.start).split('\n').length, line);
    });
});

const iso = (time: string): string => new Date(time.replace(' ', 'T')).toISOString();
const comparable = (value: string): string => addressBytes(value)?.join('.') ?? value;
const kinds: { readonly [openssl: string]: string } = { DNS: 'dns', URI: 'uri', email: 'email', 'IP Address': 'ip' };
const asOurs = (name: string): string => {
  const colon = name.indexOf(':');
  return `${kinds[name.slice(0, colon)]}:${comparable(name.slice(colon + 1))}`;
};
const purposes: { readonly [openssl: string]: string } = {
  'TLS Web Server Authentication': 'serverAuth',
  'TLS Web Client Authentication': 'clientAuth',
  'Code Signing': 'codeSigning',
  '1.3.6.1.5.5.7.3.20': 'sipDomain',
};
const usages: { readonly [openssl: string]: string } = {
  'Digital Signature': 'digitalSignature',
  'Key Encipherment': 'keyEncipherment',
  'Certificate Sign': 'keyCertSign',
  'CRL Sign': 'cRLSign',
};
const keys: { readonly [openssl: string]: readonly [string, number | undefined] } = {
  'rsaEncryption 2048': ['RSA', 2048],
  'rsaEncryption 1024': ['RSA', 1024],
  'id-ecPublicKey 256': ['EC', 256],
  ED25519: ['Ed25519', undefined],
};
const sources: { readonly [rule: string]: string } = { 'SAN URI sip:': 'uri', 'SAN dNSName': 'dns', 'CN (MAY)': 'cn', none: 'none' };
function basic({ basicConstraints }: Certificate): string | null {
  if (!basicConstraints) return null;
  const { isCa, pathLength } = basicConstraints;
  return `CA:${isCa ? 'TRUE' : 'FALSE'}${pathLength === undefined ? '' : `, pathlen:${pathLength}`}`;
}
