import { type Extension, extension, readExtensions, readNames } from './extensions';
import { suiteOf } from './suites';
import { SSL3, TLS12, TLS13 } from './versions';
import { latin1, numbers, Wire } from './wire';

/** Handshake messages (RFC 8446 §4, RFC 5246 §7.4, RFC 8422 §5). Each is read as far as it goes; `faults` says where it goes wrong. */

interface Common {
  readonly faults: readonly string[];
}

export interface ClientHello extends Common {
  readonly kind: 'client_hello';
  /** The field `legacy_version`; what is really offered: `offeredVersions`. */
  readonly version: number;
  readonly random: Uint8Array;
  readonly sessionId: Uint8Array;
  readonly suites: readonly number[];
  readonly compressions: readonly number[];
  readonly extensions: readonly Extension[];
}

export interface ServerHello extends Common {
  readonly kind: 'server_hello' | 'hello_retry_request';
  /** The version chosen, wherever it stands. */
  readonly version: number;
  readonly random: Uint8Array;
  readonly sessionId: Uint8Array;
  readonly suite: number;
  readonly compression: number;
  readonly extensions: readonly Extension[];
}

export interface SentCertificate {
  readonly der: Uint8Array;
  /** TLS 1.3 only. */
  readonly extensions: readonly Extension[];
}

export interface CertificateMessage extends Common {
  readonly kind: 'certificate';
  /** In the order of the wire, duplicates and all. */
  readonly certificates: readonly SentCertificate[];
}

export interface CertificateRequest extends Common {
  readonly kind: 'certificate_request';
  /** Numbers of RFC 5246 §7.4.4; TLS 1.3 has none. */
  readonly certificateTypes: readonly number[];
  /** Empty before TLS 1.2, which did not say. */
  readonly schemes: readonly number[];
  /** Distinguished names in DER; empty: any. */
  readonly authorities: readonly Uint8Array[];
  readonly extensions: readonly Extension[];
}

/** How the server's share of a key exchange before TLS 1.3 is made. */
export type ServerParameters =
  | { readonly kind: 'named-group'; readonly group: number }
  | { readonly kind: 'explicit-curve' }
  | { readonly kind: 'dhe'; readonly bits: number }
  | { readonly kind: 'psk-hint' }
  | { readonly kind: 'unknown' };

export interface ServerKeyExchange extends Common {
  readonly kind: 'server_key_exchange';
  readonly parameters: ServerParameters;
  /** TLS 1.2 names it; before, the key of the certificate decides. */
  readonly scheme?: number;
}

export interface NewSessionTicket extends Common {
  readonly kind: 'new_session_ticket';
  readonly lifetimeSeconds: number;
  readonly length: number;
  readonly extensions: readonly Extension[];
}

export type Handshake =
  | ClientHello
  | ServerHello
  | CertificateMessage
  | CertificateRequest
  | ServerKeyExchange
  | NewSessionTicket
  | (Common & { readonly kind: 'encrypted_extensions'; readonly extensions: readonly Extension[] })
  /** `response`: an OCSP answer in DER. */
  | (Common & { readonly kind: 'certificate_status'; readonly response: Uint8Array })
  | (Common & { readonly kind: 'certificate_verify'; readonly scheme?: number })
  | (Common & { readonly kind: 'compressed_certificate'; readonly algorithm: number; readonly length: number })
  | (Common & { readonly kind: 'key_update'; readonly isRequested: boolean })
  | (Common & { readonly kind: PlainKind })
  | (Common & { readonly kind: 'unknown'; readonly type: number });

/** Messages whose content says nothing to a reader. */
type PlainKind =
  | 'hello_request'
  | 'hello_verify_request'
  | 'end_of_early_data'
  | 'server_hello_done'
  | 'client_key_exchange'
  | 'finished'
  | 'certificate_url'
  | 'supplemental_data'
  | 'message_hash';

/** What must be known to read a message: what the server chose, as far as it did. */
export interface Chosen {
  readonly version: number;
  readonly suite: number;
}

export function readHandshake(type: number, body: Uint8Array, chosen: Chosen | undefined): Handshake {
  const faults: string[] = [];
  const wire = new Wire(body, faults);
  const version = chosen?.version ?? TLS12;
  switch (type) {
    case 1:
      return readClientHello(wire);
    case 2:
      return readServerHello(wire);
    case 4:
      return readTicket(wire, version);
    case 8:
      return { kind: 'encrypted_extensions', extensions: readExtensions(wire, 'encrypted-extensions'), faults };
    case 11:
      return version >= TLS13 ? readCertificate13(wire) : readCertificate12(wire);
    case 12:
      return readServerKeyExchange(wire, chosen);
    case 13:
      return version >= TLS13 ? readRequest13(wire) : readRequest12(wire, version);
    case 15:
      return version >= TLS12
        ? { kind: 'certificate_verify', scheme: wire.number(2, 'scheme'), faults }
        : { kind: 'certificate_verify', faults };
    case 22:
      return readStatus(wire);
    case 24:
      return { kind: 'key_update', isRequested: wire.number(1, 'request_update') === 1, faults };
    case 25:
      return { kind: 'compressed_certificate', algorithm: wire.number(2, 'algorithm'), length: wire.number(3, 'length'), faults };
    default: {
      const kind = plainKinds.get(type);
      return kind ? { kind, faults } : { kind: 'unknown', type, faults };
    }
  }
}

const plainKinds = new Map<number, PlainKind>([
  [0, 'hello_request'],
  [3, 'hello_verify_request'],
  [5, 'end_of_early_data'],
  [14, 'server_hello_done'],
  [16, 'client_key_exchange'],
  [20, 'finished'],
  [21, 'certificate_url'],
  [23, 'supplemental_data'],
  [254, 'message_hash'],
]);

/** Everything that the client is ready for, highest number first as clients write it; GREASE included. */
export function offeredVersions(hello: ClientHello): readonly number[] {
  const listed = extension(hello.extensions, 'supported_versions');
  if (listed) return listed.versions;
  // Without the list the field is a maximum; the minimum is not said (RFC 5246 §E.1).
  return [hello.version];
}

/** A ClientHello in the framing of SSL 2 (RFC 5246 §E.2): suites of three octets, of which those that begin with zero are of TLS. */
export function readSsl2ClientHello(body: Uint8Array): ClientHello {
  const wire = new Wire(body);
  wire.number(1, 'message type');
  const version = wire.number(2, 'version');
  const [suiteOctets, sessionOctets, challengeOctets] = [wire.number(2, 'length'), wire.number(2, 'length'), wire.number(2, 'length')];
  const suites = numbers(new Wire(wire.bytes(suiteOctets, 'suites')), 3, 'suite').filter((suite) => suite <= 0xffff);
  const sessionId = wire.bytes(sessionOctets, 'session id');
  const random = wire.bytes(challengeOctets, 'challenge');
  wire.expectEnd('the hello');
  return { kind: 'client_hello', version, random, sessionId, suites, compressions: [0], extensions: [], faults: wire.faults };
}

function readClientHello(wire: Wire): ClientHello {
  const version = wire.number(2, 'version');
  const random = wire.bytes(32, 'random');
  const sessionId = wire.vector(1, 'session id');
  const suites = numbers(wire.part(2, 'suites'), 2, 'suite');
  const compressions = numbers(wire.part(1, 'compression methods'), 1, 'compression method');
  const extensions = readExtensions(wire, 'client-hello');
  wire.expectEnd('the hello');
  return { kind: 'client_hello', version, random, sessionId, suites, compressions, extensions, faults: wire.faults };
}

function readServerHello(wire: Wire): ServerHello {
  const legacy = wire.number(2, 'version');
  const random = wire.bytes(32, 'random');
  const sessionId = wire.vector(1, 'session id');
  const suite = wire.number(2, 'suite');
  const compression = wire.number(1, 'compression method');
  const isRetry = random.length === 32 && retryRandom.every((byte, i) => byte === random[i]);
  const extensions = readExtensions(wire, isRetry ? 'hello-retry-request' : 'server-hello');
  wire.expectEnd('the hello');
  const version = extension(extensions, 'supported_versions')?.versions[0] ?? legacy;
  const kind = isRetry ? 'hello_retry_request' : 'server_hello';
  return { kind, version, random, sessionId, suite, compression, extensions, faults: wire.faults };
}

/** SHA-256 of "HelloRetryRequest", by which the message is told from a ServerHello (RFC 8446 §4.1.3). */
const retryRandom = Uint8Array.of(
  ...[0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91],
  ...[0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c],
);

/**
 * The mark that a server of TLS 1.3 or 1.2 leaves in its random where it was made to choose less (RFC 8446 §4.1.3): the version that it was
 * left with, at most.
 */
export function downgradeMark(hello: ServerHello): 'TLSv1.2' | 'TLSv1.1' | undefined {
  const tail = latin1(hello.random.subarray(24));
  if (tail === 'DOWNGRD\x01') return 'TLSv1.2';
  return tail === 'DOWNGRD\x00' ? 'TLSv1.1' : undefined;
}

/** More certificates than any list has are not read: each costs three octets only, and memory. */
const MAX_CERTIFICATES = 500;

function readCertificate12(wire: Wire): CertificateMessage {
  const list = wire.part(3, 'certificate list');
  const certificates: SentCertificate[] = [];
  while (list.left > 0 && certificates.length < MAX_CERTIFICATES) certificates.push({ der: list.vector(3, 'certificate'), extensions: [] });
  return endCertificates(wire, list, certificates);
}

function readCertificate13(wire: Wire): CertificateMessage {
  wire.vector(1, 'request context');
  const list = wire.part(3, 'certificate list');
  const certificates: SentCertificate[] = [];
  while (list.left > 0 && certificates.length < MAX_CERTIFICATES)
    certificates.push({ der: list.vector(3, 'certificate'), extensions: readExtensions(list, 'certificate') });
  return endCertificates(wire, list, certificates);
}

function endCertificates(wire: Wire, list: Wire, certificates: SentCertificate[]): CertificateMessage {
  if (list.left > 0) wire.fault(`more than ${MAX_CERTIFICATES} certificates`);
  wire.expectEnd('the certificate list');
  return { kind: 'certificate', certificates, faults: wire.faults };
}

function readRequest12(wire: Wire, version: number): CertificateRequest {
  const certificateTypes = numbers(wire.part(1, 'certificate types'), 1, 'certificate type');
  const schemes = version >= TLS12 ? numbers(wire.part(2, 'signature schemes'), 2, 'scheme') : [];
  const authorities = wire.left > 0 || version > SSL3 ? readNames(wire.part(2, 'certificate authorities')) : [];
  wire.expectEnd('the request');
  return { kind: 'certificate_request', certificateTypes, schemes, authorities, extensions: [], faults: wire.faults };
}

function readRequest13(wire: Wire): CertificateRequest {
  wire.vector(1, 'request context');
  const extensions = readExtensions(wire, 'certificate-request');
  wire.expectEnd('the request');
  const schemes = extension(extensions, 'signature_algorithms')?.schemes ?? [];
  const authorities = extension(extensions, 'certificate_authorities')?.names ?? [];
  return { kind: 'certificate_request', certificateTypes: [], schemes, authorities, extensions, faults: wire.faults };
}

function readStatus(wire: Wire): Handshake {
  const type = wire.number(1, 'status type');
  const response = wire.vector(3, 'OCSP response');
  if (type !== 1) wire.fault(`certificate status of type ${type}`);
  return { kind: 'certificate_status', response, faults: wire.faults };
}

function readTicket(wire: Wire, version: number): NewSessionTicket {
  const lifetimeSeconds = wire.number(4, 'ticket lifetime');
  if (version < TLS13) {
    const { length } = wire.vector(2, 'ticket');
    return { kind: 'new_session_ticket', lifetimeSeconds, length, extensions: [], faults: wire.faults };
  }
  wire.number(4, 'ticket age');
  wire.vector(1, 'ticket nonce');
  const { length } = wire.vector(2, 'ticket');
  const extensions = readExtensions(wire, 'new-session-ticket');
  return { kind: 'new_session_ticket', lifetimeSeconds, length, extensions, faults: wire.faults };
}

function readServerKeyExchange(wire: Wire, chosen: Chosen | undefined): ServerKeyExchange {
  const suite = chosen && suiteOf(chosen.suite);
  const exchange = suite?.keyExchange ?? 'other';
  if (exchange.endsWith('PSK')) wire.vector(2, 'PSK hint');
  const parameters = readParameters(wire, exchange);
  const isSigned = suite?.certificateKey !== 'none' && (parameters.kind === 'named-group' || parameters.kind === 'dhe');
  if (!isSigned || (chosen?.version ?? 0) < TLS12) return { kind: 'server_key_exchange', parameters, faults: wire.faults };
  return { kind: 'server_key_exchange', parameters, scheme: wire.number(2, 'scheme'), faults: wire.faults };
}

function readParameters(wire: Wire, exchange: string): ServerParameters {
  if (exchange.startsWith('ECDH')) {
    if (wire.number(1, 'curve type') !== 3) return { kind: 'explicit-curve' };
    const group = wire.number(2, 'group');
    wire.vector(1, 'public key');
    return { kind: 'named-group', group };
  }
  if (exchange.startsWith('DH')) {
    const prime = wire.vector(2, 'prime');
    wire.vector(2, 'generator');
    wire.vector(2, 'public key');
    return { kind: 'dhe', bits: bitsOf(prime) };
  }
  return exchange === 'PSK' ? { kind: 'psk-hint' } : { kind: 'unknown' };
}

function bitsOf(prime: Uint8Array): number {
  const first = prime.findIndex((byte) => byte !== 0);
  return first < 0 ? 0 : (prime.length - first - 1) * 8 + 32 - Math.clz32(prime[first] ?? 0);
}
