/** Alerts by number (RFC 8446 §6, the registry "TLS Alerts", and what older versions had). */

export type AlertLevel = 'warning' | 'fatal';

export interface Alert {
  readonly level: AlertLevel;
  readonly code: number;
  /** As in RFC 8446 §6, `unknown_ca`; `alert 99` where no RFC names it. */
  readonly name: string;
}

export interface AlertName {
  readonly code: number;
  readonly name: string;
  readonly rfc: string;
}

const row = (code: number, name: string, rfc = 'RFC 8446'): AlertName => ({ code, name, rfc });

export const alertNames: readonly AlertName[] = [
  row(0, 'close_notify'),
  row(10, 'unexpected_message'),
  row(20, 'bad_record_mac'),
  row(21, 'decryption_failed', 'RFC 5246'),
  row(22, 'record_overflow'),
  row(30, 'decompression_failure', 'RFC 5246'),
  row(40, 'handshake_failure'),
  row(41, 'no_certificate', 'RFC 6101'),
  row(42, 'bad_certificate'),
  row(43, 'unsupported_certificate'),
  row(44, 'certificate_revoked'),
  row(45, 'certificate_expired'),
  row(46, 'certificate_unknown'),
  row(47, 'illegal_parameter'),
  row(48, 'unknown_ca'),
  row(49, 'access_denied'),
  row(50, 'decode_error'),
  row(51, 'decrypt_error'),
  row(52, 'too_many_cids_requested', 'RFC 9147'),
  row(60, 'export_restriction', 'RFC 2246'),
  row(70, 'protocol_version'),
  row(71, 'insufficient_security'),
  row(80, 'internal_error'),
  row(86, 'inappropriate_fallback', 'RFC 7507'),
  row(90, 'user_canceled'),
  row(100, 'no_renegotiation', 'RFC 5246'),
  row(109, 'missing_extension'),
  row(110, 'unsupported_extension'),
  row(111, 'certificate_unobtainable', 'RFC 6066'),
  row(112, 'unrecognized_name', 'RFC 6066'),
  row(113, 'bad_certificate_status_response', 'RFC 6066'),
  row(114, 'bad_certificate_hash_value', 'RFC 6066'),
  row(115, 'unknown_psk_identity', 'RFC 4279'),
  row(116, 'certificate_required'),
  row(120, 'no_application_protocol', 'RFC 7301'),
  row(121, 'ech_required', 'RFC 9849'),
];

const names = new Map(alertNames.map(({ code, name }) => [code, name]));

export const alertName = (code: number): string => names.get(code) ?? `alert ${code}`;

/** The two octets of an alert; undefined where the level is none, as in an encrypted one. */
export function readAlert(body: Uint8Array): Alert | undefined {
  const [level, code] = body;
  if (body.length !== 2 || code === undefined || (level !== 1 && level !== 2)) return undefined;
  return { level: level === 1 ? 'warning' : 'fatal', code, name: alertName(code) };
}
