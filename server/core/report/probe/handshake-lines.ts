import type { TlsConversation } from '../../tls/conversation';
import { extension } from '../../tls/extensions';
import { groupName } from '../../tls/groups';
import type { Handshake, ServerHello } from '../../tls/handshake';
import { schemeName } from '../../tls/schemes';
import { suiteName } from '../../tls/suites';
import type { Seen, Side, Transcript } from '../../tls/transcript';
import { TLS13, versionWord } from '../../tls/versions';
import type { HandshakeLine } from './model';
import { count } from './words';

/** What is said of the connection beside its messages. */
export interface HandshakeNotes {
  readonly clientCertificate: 'none' | 'requested' | 'required' | 'cannot-tell';
  readonly isRefusedLate: boolean;
  /** Names of messages that a finding is about, with the weight of the worst. */
  readonly faults: ReadonlyMap<string, 'error' | 'warning'>;
  /** The start lines of the OPTIONS and its answer, where one was sent. */
  readonly sip?: { readonly request: string; readonly answer?: string };
}

/** The messages that were really seen, in the order of time, with notes where encryption begins and where the handshake is complete. */
export function handshakeLines(conversation: TlsConversation, notes: HandshakeNotes): readonly HandshakeLine[] {
  const { answer, transcript } = conversation;
  const isTls13 = answer.kind === 'chosen' && answer.version >= TLS13;
  const lines: HandshakeLine[] = [];
  const start = transcript.seen.find(({ atMs }) => atMs !== undefined)?.atMs ?? 0;
  const isSealed = { client: false, server: false };
  const sipAt = { client: firstData(transcript, 'client'), server: firstData(transcript, 'server') };
  let isTold = false;
  let isComplete = false;
  for (const seen of transcript.seen.slice(0, MOST_LINES)) {
    // In TLS 1.3 it means nothing (RFC 8446 §D.4); before, encryption begins with it.
    if (seen.kind === 'change_cipher_spec') {
      if (!isTls13) isSealed[seen.from] = true;
      if (isTls13) continue;
    }
    const isEncrypted = isTls13 ? isSealedIn13(seen) : isSealed[seen.from] && seen.kind !== 'change_cipher_spec';
    if (isEncrypted && !isTold) {
      isTold = true;
      lines.push({ kind: 'note', text: 'Encrypted from here', isEncrypted: true });
    }
    if (isBehindHandshake(seen) && !isComplete && conversation.completion === 'established') {
      isComplete = true;
      lines.push({ kind: 'note', text: completionNote(notes), isEncrypted: true });
    }
    const told = lineOf(seen, conversation, seen === sipAt[seen.from] ? notes : {});
    if (!told) continue;
    const fault = notes.faults.get(told.name);
    const atMs = Math.max(0, (seen.atMs ?? start) - start);
    lines.push({ kind: 'message', from: seen.from, atMs, isEncrypted, ...told, ...(fault ? { fault } : {}) });
  }
  return lines;
}

/** What has a type of its own was opened; all else behind the hellos is sealed. */
const isSealedIn13 = (seen: Seen): boolean => ('wasSealed' in seen ? seen.wasSealed : seen.kind !== 'fault');

const MOST_LINES = 60;

const isBehindHandshake = (seen: Seen): boolean =>
  seen.kind === 'application_data' ||
  (seen.kind === 'alert' && seen.alert.code !== 0) ||
  (seen.kind === 'handshake' && seen.message.kind === 'new_session_ticket' && seen.wasSealed);

function completionNote({ clientCertificate, isRefusedLate }: HandshakeNotes): string {
  if (isRefusedLate) return 'For this side the handshake is complete here; the server had not judged it yet.';
  if (clientCertificate === 'requested') return 'Handshake complete. The server did not insist on a client certificate.';
  return 'Handshake complete';
}

interface Told {
  readonly name: string;
  readonly detail: string;
}

/** The request goes out first, and what comes first behind it is its answer; keep-alives follow. */
const firstData = ({ seen }: Transcript, from: Side): Seen | undefined =>
  seen.find((one) => one.kind === 'application_data' && one.from === from);

function lineOf(seen: Seen, conversation: TlsConversation, { sip }: Pick<HandshakeNotes, 'sip'>): Told | undefined {
  switch (seen.kind) {
    case 'handshake':
      return { name: messageName(seen.message), detail: detailOf(seen, conversation) };
    case 'alert':
      return seen.alert.code === 0
        ? { name: 'close_notify', detail: '' }
        : { name: 'Alert', detail: `${seen.alert.name} (${seen.alert.code}), ${seen.alert.level}` };
    case 'change_cipher_spec':
      return { name: 'ChangeCipherSpec', detail: '' };
    case 'application_data': {
      const line = seen.from === 'client' ? sip?.request : sip?.answer;
      return line === undefined ? { name: 'Application data', detail: count(seen.octets, 'byte') } : { name: line, detail: '' };
    }
    case 'hidden':
      return { name: hiddenNames[seen.content], detail: `${count(seen.octets, 'byte')}, not readable` };
    case 'ssl2_server_hello':
      return { name: 'ServerHello of SSL 2', detail: '' };
    case 'fault':
      return { name: 'Not readable', detail: seen.fault };
  }
}

const hiddenNames = { handshake: 'Finished', alert: 'Alert', unknown: 'Encrypted record' } as const;

/** `certificate_request` is `CertificateRequest` in the RFCs. */
function messageName(message: Handshake): string {
  if (message.kind === 'hello_retry_request') return 'HelloRetryRequest';
  if (message.kind === 'unknown') return `Message of type ${message.type}`;
  return message.kind.replace(/(?:^|_)([a-z])/g, (_all, letter: string) => letter.toUpperCase());
}

function detailOf({ message, octets }: Seen & { kind: 'handshake' }, { offer }: TlsConversation): string {
  switch (message.kind) {
    case 'client_hello': {
      const name = offer?.serverName ? `SNI ${offer.serverName}` : 'no SNI';
      const versions = (offer?.versions ?? []).map(versionWord).join(', ');
      return `${name}, ${versions}, ${count(message.suites.length, 'suite')}`;
    }
    case 'server_hello':
    case 'hello_retry_request':
      return helloDetail(message);
    case 'encrypted_extensions': {
      const named = extension(message.extensions, 'server_name') ? 'name acknowledged' : 'name not acknowledged';
      const [protocol] = extension(message.extensions, 'alpn')?.protocols ?? [];
      return `${named}, ${protocol === undefined ? 'no ALPN' : `ALPN ${protocol}`}`;
    }
    case 'certificate':
      return message.certificates.length === 0 ? 'empty' : `${count(message.certificates.length, 'certificate')}, ${count(octets, 'byte')}`;
    case 'certificate_request':
      return `${count(message.authorities.length, 'CA')}, ${count(message.schemes.length, 'signature scheme')}`;
    case 'certificate_verify':
      return message.scheme === undefined ? '' : schemeName(message.scheme);
    case 'server_key_exchange': {
      const { parameters, scheme } = message;
      const group =
        parameters.kind === 'named-group' ? groupName(parameters.group) : parameters.kind === 'dhe' ? `DHE ${parameters.bits} bits` : '';
      return [group, scheme === undefined ? '' : schemeName(scheme)].filter((part) => part !== '').join(', ');
    }
    case 'certificate_status':
      return `stapled OCSP answer, ${count(octets, 'byte')}`;
    case 'new_session_ticket':
      return `valid for ${count(message.lifetimeSeconds, 'second')}`;
    default:
      return '';
  }
}

function helloDetail({ version, suite, extensions, kind }: ServerHello): string {
  const group = extension(extensions, 'key_share')?.shares[0]?.group;
  const parts = [versionWord(version), suiteName(suite)];
  if (group !== undefined) parts.push(kind === 'hello_retry_request' ? `asks for ${groupName(group)}` : groupName(group));
  return parts.join(', ');
}
