import type { AnswerScene, TlsScene } from '#core/rules/scenes/tls-scene';
import { readAlert } from '#core/tls/alerts';
import { conversationOf, readConversation, type TlsConversation } from '#core/tls/conversation';
import { readHandshake } from '#core/tls/handshake';
import { ALERT, APPLICATION_DATA, CHANGE_CIPHER_SPEC, HANDSHAKE } from '#core/tls/records';
import { readTranscript, type Seen, type Side } from '#core/tls/transcript';
import { TLS13 } from '#core/tls/versions';
import type { Certificate } from '#core/x509/certificate';
import * as octets from './tls-octets';

/**
 * What goes over the wire in a scene, read by the readers of the probe: records as they are, and what TLS 1.3 seals as the messages that a
 * reader with keys finds in it.
 */

/** A record, or in TLS 1.3 a message that a reader with keys has opened. */
interface Sent {
  readonly from: Side;
  readonly type: number;
  readonly content: readonly number[];
  readonly isSealed: boolean;
  readonly records?: number;
}

export interface Parties {
  readonly server: readonly Certificate[];
  readonly identity: readonly Certificate[];
  readonly authorities: readonly Uint8Array[];
}

export function conversationIn(scene: TlsScene, parties: Parties): TlsConversation {
  const sent = sentIn(scene, parties);
  const answer = typeof scene.answer === 'string' ? undefined : (scene.answer ?? {});
  const version = octets.numberOfVersion(answer?.version ?? 'TLSv1.3');
  const isOpened = answer !== undefined && version >= TLS13 && (scene.origin !== 'capture' || scene.hasKeys === true);
  const segments = sent.flatMap((one) => (one.isSealed && isOpened ? [] : recordsOf(one, version)));
  if (scene.foreign !== undefined) segments.push({ from: 'server', bytes: Uint8Array.from(Buffer.from(scene.foreign, 'latin1')) });
  if (scene.answer === 'ssl2') segments.push({ from: 'server', bytes: Uint8Array.from(octets.ssl2ServerHello) });
  if (!isOpened) return readConversation(segments);
  const clear = readTranscript(segments);
  const chosen = { version, suite: octets.numberOfSuite(octets.suiteNamed(answer)) };
  const opened = sent.filter(({ isSealed }) => isSealed).map((one, i) => openedOf(one, { chosen, segment: segments.length + i }));
  return conversationOf({ ...clear, seen: [...clear.seen, ...opened], decryption: 'opened' });
}

function recordsOf(one: Sent, version: number): { from: Side; bytes: Uint8Array }[] {
  const { from, type, content, isSealed, records = 1 } = one;
  // Nobody reads what is sealed; TLS 1.3 hides its type as well.
  if (isSealed) return [{ from, bytes: octets.record(version >= TLS13 ? APPLICATION_DATA : type, Array(content.length + 24).fill(0xa5)) }];
  const size = Math.ceil(content.length / records);
  return Array.from({ length: records }, (_, i) => ({ from, bytes: octets.record(type, content.slice(i * size, (i + 1) * size)) }));
}

interface Opening {
  readonly chosen: { readonly version: number; readonly suite: number };
  readonly segment: number;
}

function openedOf({ from, type, content }: Sent, { chosen, segment }: Opening): Seen {
  const place = { from, at: { start: 10_000 + segment, end: 10_001 + segment }, segment };
  if (type === APPLICATION_DATA) return { ...place, kind: 'application_data', records: 1, octets: content.length };
  const alert = type === ALERT ? readAlert(Uint8Array.from(content)) : undefined;
  if (alert) return { ...place, kind: 'alert', alert, wasSealed: true };
  const message = readHandshake(content[0] ?? 0, Uint8Array.from(content.slice(4)), chosen);
  return { ...place, kind: 'handshake', message, octets: content.length - 4, records: 1, wasSealed: true };
}

function sentIn(scene: TlsScene, parties: Parties): Sent[] {
  const { offer = {}, serverName = null, warning, alert } = scene;
  const answer = typeof scene.answer === 'string' ? undefined : (scene.answer ?? {});
  const sent: Sent[] = [handshake('client', octets.clientHello(offer, serverName, 1), { records: offer.records ?? 1 })];
  if (warning !== undefined) sent.push({ from: 'server', type: ALERT, content: [1, warning], isSealed: false });
  if (answer && scene.until !== 'client-hello') {
    const isNew = octets.numberOfVersion(answer.version ?? 'TLSv1.3') >= TLS13;
    sent.push(...(isNew ? flow13(scene, answer, parties) : flow12(scene, answer, parties)));
  }
  if (alert) {
    const isSealed = sent.some((one) => one.from === alert.from && one.isSealed);
    sent.push({ from: alert.from, type: ALERT, content: [alert.level === 'warning' ? 1 : 2, alert.code], isSealed });
  }
  return sent;
}

const handshake = (from: Side, content: readonly number[], more: { isSealed?: boolean; records?: number } = {}): Sent => ({
  from,
  type: HANDSHAKE,
  content,
  isSealed: false,
  ...more,
});
const sealed = (from: Side, content: readonly number[]): Sent => handshake(from, content, { isSealed: true });
const changeCipherSpec = (from: Side): Sent => ({ from, type: CHANGE_CIPHER_SPEC, content: [1], isSealed: false });
const spoken = (scene: TlsScene): Sent[] =>
  scene.speaks ? [{ from: 'server', type: APPLICATION_DATA, content: [...Buffer.from('SIP/2.0 200 OK\r\n')], isSealed: true }] : [];
const derOf = (list: readonly Certificate[]): Uint8Array[] => list.map(({ der }) => der);

function flow12(scene: TlsScene, answer: AnswerScene, { server, identity, authorities }: Parties): Sent[] {
  const version = octets.numberOfVersion(answer.version ?? 'TLSv1.2');
  const finish = (from: Side): Sent[] => [changeCipherSpec(from), sealed(from, octets.finished)];
  const hello = handshake('server', octets.serverHello(answer, answer.isResumed ? 7 : 8));
  if (answer.isResumed) return [hello, ...finish('server'), ...finish('client'), ...spoken(scene)];
  const exchange = octets.serverKeyExchange(answer);
  const serverFlight = [
    ...(server.length > 0 ? [octets.certificate12(derOf(server))] : []),
    ...(exchange ? [exchange] : []),
    ...(scene.request ? [octets.certificateRequest12(authorities, version)] : []),
    octets.serverHelloDone,
  ].map((content) => handshake('server', content));
  const clientFlight = [
    ...(scene.request ? [octets.certificate12(derOf(identity))] : []),
    octets.clientKeyExchange,
    ...(scene.request && identity.length > 0 ? [octets.certificateVerify(scene.clientScheme ?? 'ecdsa_secp256r1_sha256')] : []),
  ].map((content) => handshake('client', content));
  const tickets = (scene.tickets ?? []).map((ticket) => handshake('server', octets.newSessionTicket(version, ticket)));
  if (scene.until === 'server-hello') return [hello];
  if (scene.until === 'server-flight') return [hello, ...serverFlight];
  const both = [hello, ...serverFlight, ...clientFlight, ...finish('client')];
  return scene.until === 'client-flight' ? both : [...both, ...tickets, ...finish('server'), ...spoken(scene)];
}

function flow13(scene: TlsScene, answer: AnswerScene, { server, identity, authorities }: Parties): Sent[] {
  const retry = answer.retry === undefined ? [] : [handshake('server', octets.helloRetryRequest(answer.retry))];
  const again = answer.retry === undefined ? [] : [handshake('client', octets.clientHello(scene.offer ?? {}, scene.serverName ?? null, 1))];
  const hello = handshake('server', octets.serverHello(answer, 7));
  const serverFlight = [
    octets.encryptedExtensions(answer),
    ...(scene.request ? [octets.certificateRequest13(authorities)] : []),
    ...(answer.isResumed ? [] : [octets.certificate13(derOf(server)), octets.certificateVerify13(answer)]),
    octets.finished,
  ].map((content) => sealed('server', content));
  const clientFlight = [
    ...(scene.request ? [octets.certificate13(derOf(identity))] : []),
    ...(scene.request && identity.length > 0 ? [octets.certificateVerify(scene.clientScheme ?? 'ecdsa_secp256r1_sha256')] : []),
    octets.finished,
  ].map((content) => sealed('client', content));
  const tickets = (scene.tickets ?? []).map((ticket) => sealed('server', octets.newSessionTicket(TLS13, ticket)));
  const begun = [...retry, ...again, hello];
  if (scene.until === 'server-hello') return begun;
  if (scene.until === 'server-flight') return [...begun, ...serverFlight];
  return [...begun, ...serverFlight, ...clientFlight, ...tickets, ...spoken(scene)];
}
