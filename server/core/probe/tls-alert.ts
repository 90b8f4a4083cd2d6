import type { Certificate } from '../x509/certificate';
import type { TlsFacts } from './facts';
import { isCertificateRequired } from './tls-failure';
import { issuerWords, ms, subjectWords } from './tls-words';

/** The alert that ended a conversation, and about whose certificate it can be: that of the side which did not send it. */
export interface DecisiveAlert {
  readonly code: number;
  /** `unknown_ca (48)` */
  readonly words: string;
  readonly sender: string;
  readonly receiver: string;
  readonly direction: 'received' | 'sent';
  /** Of the receiver, own one first, as far as they are known. */
  readonly certificates: readonly Certificate[];
  /** How many the receiver sent; undefined where that was not seen. */
  readonly sentCount: number | undefined;
  /** A sentence of its own where the handshake had seemed complete, else empty. */
  readonly lateness: string;
}

export function decisiveAlert(facts: TlsFacts): DecisiveAlert | undefined {
  const { alert, server, client, refusedAfterMs } = facts;
  if (!alert) return undefined;
  const { code, name, direction, isLate } = alert;
  const [sender, receiver] = direction === 'received' ? [server, client] : [client, server];
  const after = refusedAfterMs === undefined ? 'after' : `${ms(refusedAfterMs)} after`;
  return {
    code,
    words: /^alert \d+$/.test(name) ? name : `${name} (${code})`,
    sender,
    receiver,
    direction,
    certificates: direction === 'received' ? (facts.identity ?? []) : serverList(facts),
    sentCount: sentCount(facts),
    lateness: isLate && direction === 'received' ? ` It came ${after} the handshake had seemed complete.` : '',
  };
}

/** One of the alerts that speak of a certificate, unless a certificate that was asked for and never shown explains it. */
export function certificateAlert(facts: TlsFacts, codes: readonly number[]): DecisiveAlert | undefined {
  const alert = decisiveAlert(facts);
  return alert && codes.includes(alert.code) && !isCertificateRequired(facts) ? alert : undefined;
}

function serverList({ sent, leaf }: TlsFacts): readonly Certificate[] {
  const readable = (sent ?? []).filter((one): one is Certificate => one.kind === 'certificate');
  return readable.length > 0 ? readable : leaf ? [leaf] : [];
}

function sentCount({ alert, conversation }: TlsFacts): number | undefined {
  const { serverCertificates, clientCertificate } = conversation;
  if (alert?.direction === 'sent') return serverCertificates.kind === 'sent' ? serverCertificates.certificates.length : undefined;
  const answer = clientCertificate.kind === 'asked' ? clientCertificate.answer : undefined;
  return answer?.kind === 'sent' ? answer.certificates.length : undefined;
}

/** Where the chain of the receiver leads: the issuer of its last certificate, or that one itself where it is a root. */
export function chainEnd({ certificates }: DecisiveAlert): { readonly words: string; readonly isRoot: boolean } | undefined {
  const last = certificates.at(-1);
  if (!last) return undefined;
  const isRoot = last.issuer.key === last.subject.key;
  return { words: isRoot ? subjectWords(last) : issuerWords(last), isRoot };
}
