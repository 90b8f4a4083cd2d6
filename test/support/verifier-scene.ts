import type { ChainFacts } from '#core/probe/facts';
import type { VerifierFacts } from '#core/probe/verifiers';
import { TLS12, TLS13 } from '#core/tls/versions';
import type { Certificate } from '#core/x509/certificate';
import { judgeChain } from '#core/x509/chain';
import { judgeByPractice, judgeByRfc5922 } from '#core/x509/names';
import { openSslErrors } from '#core/x509/openssl-verdict';
import { trustStore } from '#core/x509/path';
import { checkSignature } from '../../server/probe/certificates';
import { type Issued, issue, NOW, type Wanted } from '../core/x509/issue';

/** What a server shows, for those who judge it. */
export interface VerifierScene {
  readonly leaf?: Partial<Wanted>;
  /** How many intermediates stand below the root; 1 where nothing is said. */
  readonly intermediates?: number;
  /** How many of them are sent; all where nothing is said. */
  readonly sent?: number;
  readonly root?: string;
  /** Signed by itself, and nothing else is sent. */
  readonly isSelfSigned?: boolean;
  /** public: everybody has the root; private: the user's own file has it; none: nobody has. */
  readonly trust?: 'public' | 'private' | 'none';
  readonly reference?: string;
  /** This side knows no algorithm of any signature. */
  readonly isUnreadable?: boolean;
  readonly versions?: VerifierFacts['versions'];
  readonly clientCertificate?: VerifierFacts['clientCertificate'];
  /** When it is judged; in the middle of 2026 where nothing is said. */
  readonly now?: Date;
}

export interface Shown {
  readonly facts: VerifierFacts;
  /** The leaf's keys, for those who show it to a real program. */
  readonly leaf: Issued;
  readonly sent: readonly Certificate[];
  readonly root: Certificate;
}

export const HOST = 'sip.example.com';

export async function show(scene: VerifierScene): Promise<Shown> {
  const { intermediates = 1, sent = intermediates, trust = 'public', reference = HOST, isUnreadable = false, now = NOW } = scene;
  const root = await issue({ name: scene.root ?? 'DigiCert Test Root', ca: true, notBefore: '2020-01-01', notAfter: '2040-01-01' });
  const issuers: Issued[] = [];
  for (let i = 0; i < intermediates; i++)
    issuers.unshift(
      await issue({ name: `Test CA ${i}`, by: issuers[0] ?? root, ca: true, notBefore: '2020-01-01', notAfter: '2035-01-01' }),
    );
  const leaf = await issue({
    name: 'server',
    sans: [{ type: 'dns', value: HOST }],
    purposes: ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'],
    ...(scene.isSelfSigned ? {} : { by: issuers[0] ?? root }),
    ...scene.leaf,
  });
  const list = scene.isSelfSigned
    ? [leaf.certificate]
    : [leaf.certificate, ...issuers.slice(0, sent).map(({ certificate }) => certificate)];
  const store = trustStore('Test store', trust === 'none' ? [] : [root.certificate]);
  const publicRoots = trustStore('Public', trust === 'public' ? [root.certificate] : []);
  const verdict = judgeChain({
    sent: list,
    store,
    aia: [],
    purpose: 'server',
    now,
    checkSignature: isUnreadable ? () => 'unsupported' : checkSignature,
  });
  const [error] = verdict.kind === 'judged' ? openSslErrors(verdict.path, 2) : [];
  const chain: ChainFacts = {
    server: '192.0.2.1:5061',
    sent: list,
    verdict,
    leaf: leaf.certificate,
    names: { reference, rfc5922: judgeByRfc5922(leaf.certificate, reference), practice: judgeByPractice(leaf.certificate, reference) },
    isNameGiven: false,
    store,
    publicRoots,
    helpers: [],
    openssl: error ? { ok: false, code: String(error.code) } : { ok: true },
    revocation: { revocation: 'not-checked', checks: [] },
    askedForStaple: true,
    stapled: false,
    hasOtherScts: false,
    version: TLS13,
    suite: 0x1302,
    purpose: 'server',
    policy: { names: 'full', trust: ['Test store'], isPrivateStore: trust === 'private', revocation: 'stapled', timeoutMs: 5000 },
    now,
  };
  const facts: VerifierFacts = {
    chain,
    versions:
      scene.versions ??
      new Map([
        [TLS12, 'accepted'],
        [TLS13, 'accepted'],
      ]),
    clientCertificate: scene.clientCertificate ?? 'none',
  };
  return { facts, leaf, sent: list, root: root.certificate };
}
