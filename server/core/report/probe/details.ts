import type { ReportFinding } from '../../../contracts';
import type { ChainFacts, EndpointFacts, ProbeFacts, SniAnswer } from '../../probe/facts';
import { maskSecrets } from '../../text/secrets';
import { alertName } from '../../tls/alerts';
import type { Certificate } from '../../x509/certificate';
import { extensionLines } from '../../x509/extension-lines';
import { writePem } from '../../x509/pem';
import { handshakeLines } from './handshake-lines';
import { lockedOutBy } from './locked-out';
import type { EndpointDetail, ExtensionLine, SniRow } from './model';
import { reasonFor } from './reasons';
import { missingIssuer } from './report';
import { commonName, keyWord } from './words';

/** What a person wants to see of an endpoint beside the public report. */
export function endpointDetail(facts: EndpointFacts, all: ProbeFacts, findings: readonly ReportFinding[]): EndpointDetail {
  const { chain, tls, host } = facts;
  const reason = reasonFor(facts);
  return {
    ...(reason === undefined ? {} : { reason }),
    host,
    handshake: tls ? handshakeLines(tls.conversation, notesOf(facts, findings)) : [],
    extensions: chain ? extensionsOf(chain) : {},
    unused: chain ? unusedOf(chain) : [],
    isWrongOrder: chain?.verdict.list.some(({ kind }) => kind === 'wrong-order' || kind === 'leaf-not-first') ?? false,
    ...missingPart(chain, all),
    ...pemPart(chain),
    revocation: chain ? revocationLines(chain) : [],
    ...optionsPart(facts),
    trust: all.policy.trust,
    lockedOut: facts.enumeration ? lockedOutBy(facts.enumeration) : [],
  };
}

function notesOf({ tls, options }: EndpointFacts, findings: readonly ReportFinding[]): Parameters<typeof handshakeLines>[1] {
  const faults = new Map<string, 'error' | 'warning'>();
  for (const { rule, severity } of findings) {
    if (severity !== 'error' && severity !== 'warning') continue;
    const name = messageOf(rule, tls?.alert !== undefined);
    if (name !== undefined && faults.get(name) !== 'error') faults.set(name, severity);
  }
  const answer = options?.answer?.startLine;
  return {
    clientCertificate: tls?.clientCertificate ?? 'cannot-tell',
    isRefusedLate: tls?.alert?.isLate ?? false,
    faults,
    ...(options
      ? {
          sip: {
            request: `OPTIONS ${options.uri}`,
            ...(answer ? { answer: maskSecrets(options.answer?.text.split(/\r?\n/, 1)[0] ?? '') } : {}),
          },
        }
      : {}),
  };
}

/** Which message of the handshake a rule is about. */
function messageOf(rule: string, isAlert: boolean): string | undefined {
  if (rule === 'tls/client-certificate-required') return isAlert ? 'Alert' : 'CertificateRequest';
  if (rule.startsWith('chain/')) return 'Certificate';
  if (/^tls\/(?:alert-|handshake-failure|unrecognized-name|refused-after)/.test(rule)) return 'Alert';
  if (/^tls\/(?:version-|suite-|weak-suite|downgrade|renegotiation|compression)/.test(rule)) return 'ServerHello';
  return undefined;
}

function extensionsOf({ sent, verdict }: ChainFacts): { readonly [sha256: string]: readonly ExtensionLine[] } {
  const onPath = verdict.kind === 'judged' ? verdict.path.links.map(({ certificate }) => certificate) : [];
  const certificates = [...sent.filter((one) => one.kind === 'certificate'), ...onPath];
  return Object.fromEntries(certificates.map((certificate) => [certificate.sha256, extensionLines(certificate)]));
}

const unusedKinds = {
  duplicate: 'duplicate',
  extra: 'extra',
  'root-sent': 'root',
  alternative: 'alternative',
  unreadable: 'unreadable',
} as const;

const unusedOf = ({ verdict }: ChainFacts): EndpointDetail['unused'] =>
  verdict.list.flatMap((problem) =>
    problem.kind in unusedKinds ? [{ index: problem.index, why: unusedKinds[problem.kind as keyof typeof unusedKinds] }] : [],
  );

/** The issuer that a list lacks, with what another address of the same target shows of it. */
function missingPart(chain: ChainFacts | undefined, { endpoints }: ProbeFacts): Pick<EndpointDetail, 'missing'> {
  if (chain?.verdict.kind !== 'judged') return {};
  const gap = missingIssuer(chain.verdict.path);
  const helper = chain.helpers[0]?.certificate;
  const name = gap?.name ?? helper?.subject.text;
  if (name === undefined) return {};
  const senders = helper ? endpoints.filter(({ chain: other }) => other && other !== chain && holds(other, helper)) : [];
  return {
    missing: {
      name,
      ...(gap?.aia === undefined ? {} : { aia: gap.aia }),
      sentBy: senders.map(({ socket }) => socket),
      ...(helper
        ? {
            issuer: helper.issuer.text,
            key: keyWord(helper.key),
            notBefore: helper.notBefore.toISOString(),
            notAfter: helper.notAfter.toISOString(),
          }
        : {}),
    },
  };
}

const holds = ({ sent }: ChainFacts, { sha256 }: Certificate): boolean =>
  sent.some((one) => one.kind === 'certificate' && one.sha256 === sha256);

function pemPart(chain: ChainFacts | undefined): Pick<EndpointDetail, 'sentPem' | 'repairedPem'> {
  if (chain?.verdict.kind !== 'judged') return {};
  const pem = (certificates: readonly { readonly der: Uint8Array }[]): string =>
    certificates.map(({ der }) => writePem('CERTIFICATE', der)).join('');
  const sentPem = pem(chain.sent);
  const last = chain.verdict.repaired.at(-1);
  const helpers = chain.helpers
    .map(({ certificate }) => certificate)
    .filter(({ sha256 }) => !chain.sent.some((one) => 'sha256' in one && one.sha256 === sha256));
  const repaired = last && chain.verdict.path.end.kind === 'missing' ? [...chain.verdict.repaired, ...helpers] : chain.verdict.repaired;
  const isWhole = chain.verdict.path.end.kind !== 'missing' || helpers.length > 0;
  const repairedPem = pem(repaired);
  return { sentPem, ...(isWhole && repairedPem !== sentPem ? { repairedPem } : {}) };
}

const sources = { stapled: 'Stapled', ocsp: 'OCSP', crl: 'Revocation list' } as const;

/** Who said it, of which certificate, and what. */
function revocationLines({ revocation, sent, verdict }: ChainFacts): string[] {
  const onPath = verdict.kind === 'judged' ? verdict.path.links.map(({ certificate }) => certificate) : [];
  const subjects = new Map(
    [...sent.filter((one) => one.kind === 'certificate'), ...onPath].map(({ sha256, subject }) => [sha256, subject.text]),
  );
  return revocation.checks.map(({ source, certificate, url, why }) => {
    const where = url === undefined ? '' : ` ${url}`;
    return `${sources[source]}${where}, for ${commonName(subjects.get(certificate) ?? certificate)}: ${why}`;
  });
}

function optionsPart({ options }: EndpointFacts): Pick<EndpointDetail, 'options'> {
  if (!options) return {};
  const answer = options.answer?.text;
  return { options: { sent: maskSecrets(options.sent), ...(answer === undefined ? {} : { answer: maskSecrets(answer) }) } };
}

export const sniRows = (answers: readonly SniAnswer[]): SniRow[] =>
  answers.map(({ socket, serverName, kind, outcome, alert, leaf }) => ({
    socket,
    serverName,
    kind,
    shows:
      leaf?.subject.text ??
      (alert && outcome === 'alert' ? `alert ${alert.code} (${alertName(alert.code)})` : `no certificate (${outcome})`),
    ...(leaf ? { sha256: leaf.sha256 } : {}),
  }));
