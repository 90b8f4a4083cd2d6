import { latin1, numbers, type Wire } from './wire';

/**
 * Extensions of hellos, certificates, certificate requests and tickets (RFC 8446 §4.2, RFC 6066). The same number holds different things in
 * different messages, so the message is part of the question.
 */

export type Holder =
  | 'client-hello'
  | 'server-hello'
  | 'hello-retry-request'
  | 'encrypted-extensions'
  | 'certificate'
  | 'certificate-request'
  | 'new-session-ticket';

export interface KeyShare {
  readonly group: number;
  readonly key: Uint8Array;
}

export type ExtensionValue =
  /**
   * null: the empty form, by which a server says that it used the name. Names are shown as they are, one character an octet. `isRepeated`:
   * more than the one host name that may be there.
   */
  | { readonly kind: 'server_name'; readonly serverName: string | null; readonly isRepeated?: true }
  | { readonly kind: 'alpn'; readonly protocols: readonly string[] }
  /** The chosen one alone where a server speaks. */
  | { readonly kind: 'supported_versions'; readonly versions: readonly number[] }
  /** Of a HelloRetryRequest: the group asked for, without a key. */
  | { readonly kind: 'key_share'; readonly shares: readonly KeyShare[] }
  | { readonly kind: 'supported_groups'; readonly groups: readonly number[] }
  | { readonly kind: 'signature_algorithms'; readonly schemes: readonly number[] }
  | { readonly kind: 'signature_algorithms_cert'; readonly schemes: readonly number[] }
  /** `response`: the OCSP answer in DER, where one is stapled to a certificate of TLS 1.3. */
  | { readonly kind: 'status_request'; readonly response?: Uint8Array }
  | { readonly kind: 'ec_point_formats'; readonly formats: readonly number[] }
  | { readonly kind: 'session_ticket'; readonly length: number }
  /** In a first handshake it is empty (RFC 5746 §3.4). */
  | { readonly kind: 'renegotiation_info'; readonly verifyData: Uint8Array }
  | { readonly kind: 'psk_key_exchange_modes'; readonly modes: readonly number[] }
  | { readonly kind: 'pre_shared_key'; readonly identities: number }
  | { readonly kind: 'pre_shared_key_selected'; readonly index: number }
  | { readonly kind: 'early_data'; readonly maximum?: number }
  | { readonly kind: 'cookie'; readonly length: number }
  /** Distinguished names in DER. */
  | { readonly kind: 'certificate_authorities'; readonly names: readonly Uint8Array[] }
  | { readonly kind: 'compress_certificate'; readonly algorithms: readonly number[] }
  | { readonly kind: 'record_size_limit'; readonly limit: number }
  | { readonly kind: 'max_fragment_length'; readonly code: number }
  | { readonly kind: 'use_srtp'; readonly profiles: readonly number[] }
  | { readonly kind: 'heartbeat'; readonly mode: number }
  | { readonly kind: 'extended_master_secret' }
  | { readonly kind: 'encrypt_then_mac' }
  | { readonly kind: 'post_handshake_auth' }
  | { readonly kind: 'padding' }
  | { readonly kind: 'other'; readonly content: Uint8Array };

export type Extension = ExtensionValue & { readonly type: number };

/** The first extension of a kind. */
export function extension<K extends ExtensionValue['kind']>(
  extensions: readonly Extension[],
  kind: K,
): Extract<Extension, { kind: K }> | undefined {
  return extensions.find((one): one is Extract<Extension, { kind: K }> => one.kind === kind);
}

/** The list of extensions behind its length; none where the message ends before, as old versions do. */
export function readExtensions(wire: Wire, holder: Holder): Extension[] {
  if (wire.left === 0) return [];
  const list = wire.part(2, 'extensions');
  const extensions: Extension[] = [];
  const seen = new Set<number>();
  while (list.left > 0) {
    const type = list.number(2, 'extension type');
    const content = list.part(2, 'extension');
    if (seen.has(type)) list.fault(`extension ${type} twice`);
    seen.add(type);
    extensions.push({ type, ...readValue(type, content, holder) });
  }
  return extensions;
}

function readValue(type: number, content: Wire, holder: Holder): ExtensionValue {
  const read = readers.get(type);
  if (!read) return { kind: 'other', content: content.rest() };
  const value = read(content, holder);
  content.expectEnd(`extension ${type}`);
  return value;
}

type Reader = (content: Wire, holder: Holder) => ExtensionValue;

const readers = new Map<number, Reader>([
  [0, (content) => (content.left === 0 ? { kind: 'server_name', serverName: null } : readServerName(content))],
  [1, (content) => ({ kind: 'max_fragment_length', code: content.number(1, 'max_fragment_length') })],
  [5, readStatusRequest],
  [10, (content) => ({ kind: 'supported_groups', groups: numbers(content.part(2, 'groups'), 2, 'group') })],
  [11, (content) => ({ kind: 'ec_point_formats', formats: numbers(content.part(1, 'point formats'), 1, 'point format') })],
  [13, (content) => ({ kind: 'signature_algorithms', schemes: numbers(content.part(2, 'schemes'), 2, 'scheme') })],
  [14, readSrtp],
  [15, (content) => ({ kind: 'heartbeat', mode: content.number(1, 'heartbeat mode') })],
  [16, (content) => ({ kind: 'alpn', protocols: readProtocols(content.part(2, 'ALPN')) })],
  [21, skipTo('padding')],
  [22, skipTo('encrypt_then_mac')],
  [23, skipTo('extended_master_secret')],
  [27, (content) => ({ kind: 'compress_certificate', algorithms: numbers(content.part(1, 'algorithms'), 2, 'algorithm') })],
  [28, (content) => ({ kind: 'record_size_limit', limit: content.number(2, 'record_size_limit') })],
  [35, (content) => ({ kind: 'session_ticket', length: content.rest().length })],
  [41, readPreSharedKey],
  [42, (content) => (content.left === 0 ? { kind: 'early_data' } : { kind: 'early_data', maximum: content.number(4, 'early_data') })],
  [43, readVersions],
  [44, (content) => ({ kind: 'cookie', length: content.vector(2, 'cookie').length })],
  [45, (content) => ({ kind: 'psk_key_exchange_modes', modes: numbers(content.part(1, 'modes'), 1, 'mode') })],
  [47, (content) => ({ kind: 'certificate_authorities', names: readNames(content.part(2, 'certificate_authorities')) })],
  [49, skipTo('post_handshake_auth')],
  [50, (content) => ({ kind: 'signature_algorithms_cert', schemes: numbers(content.part(2, 'schemes'), 2, 'scheme') })],
  [51, readKeyShare],
  [65281, (content) => ({ kind: 'renegotiation_info', verifyData: content.vector(1, 'renegotiation_info') })],
]);

function skipTo(kind: 'padding' | 'encrypt_then_mac' | 'extended_master_secret' | 'post_handshake_auth'): Reader {
  return (content) => {
    content.rest();
    return { kind };
  };
}

/** RFC 6066 §3: a list, of which only host names are defined and only one may be there. */
function readServerName(content: Wire): ExtensionValue {
  const list = content.part(2, 'server_name');
  let found: string | null = null;
  let isRepeated = false;
  while (list.left > 0) {
    const type = list.number(1, 'name type');
    const name = latin1(list.vector(2, 'server_name'));
    if (type === 0 && found === null) found = name;
    else {
      isRepeated ||= type === 0;
      list.fault(type === 0 ? 'more than one server name' : `server name of type ${type}`);
    }
  }
  return { kind: 'server_name', serverName: found, ...(isRepeated ? { isRepeated } : {}) };
}

function readProtocols(list: Wire): string[] {
  const protocols: string[] = [];
  while (list.left > 0) protocols.push(latin1(list.vector(1, 'protocol name')));
  return protocols;
}

/** Names in DER, each behind its length: here and in the CertificateRequest of older versions. */
export function readNames(list: Wire): Uint8Array[] {
  const names: Uint8Array[] = [];
  while (list.left > 0) names.push(list.vector(2, 'distinguished name'));
  return names;
}

function readStatusRequest(content: Wire, holder: Holder): ExtensionValue {
  if (holder !== 'certificate') {
    content.rest();
    return { kind: 'status_request' };
  }
  const type = content.number(1, 'status type');
  const response = content.vector(3, 'OCSP response');
  if (type !== 1) content.fault(`certificate status of type ${type}`);
  return { kind: 'status_request', response };
}

function readSrtp(content: Wire): ExtensionValue {
  const profiles = numbers(content.part(2, 'SRTP profiles'), 2, 'SRTP profile');
  content.vector(1, 'SRTP MKI');
  return { kind: 'use_srtp', profiles };
}

function readPreSharedKey(content: Wire, holder: Holder): ExtensionValue {
  if (holder !== 'client-hello') return { kind: 'pre_shared_key_selected', index: content.number(2, 'selected identity') };
  const list = content.part(2, 'identities');
  let identities = 0;
  for (; list.left > 0; identities++) {
    list.vector(2, 'identity');
    list.number(4, 'ticket age');
  }
  content.vector(2, 'binders');
  return { kind: 'pre_shared_key', identities };
}

function readVersions(content: Wire, holder: Holder): ExtensionValue {
  const versions = holder === 'client-hello' ? numbers(content.part(1, 'versions'), 2, 'version') : [content.number(2, 'selected version')];
  return { kind: 'supported_versions', versions };
}

function readKeyShare(content: Wire, holder: Holder): ExtensionValue {
  const none = new Uint8Array();
  if (holder === 'hello-retry-request') return { kind: 'key_share', shares: [{ group: content.number(2, 'selected group'), key: none }] };
  const list = holder === 'client-hello' ? content.part(2, 'key shares') : content;
  const shares: KeyShare[] = [];
  while (list.left > 0) shares.push({ group: list.number(2, 'group'), key: list.vector(2, 'key share') });
  return { kind: 'key_share', shares };
}
