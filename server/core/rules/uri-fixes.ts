import type { Edit } from '../sip/header-lines';
import { type Param, param, type SipUri } from '../sip/parts';
import type { Span } from '../text/span';
import type { Fix } from './rule';

/** Quick fixes for one URI. `place` is how the title calls it: `this Contact`. Each is undefined where a text edit would be a guess. */

/** Makes a sip: URI lead to TLS by its transport parameter; 5060, where no TLS is expected, becomes 5061. */
export function tlsFix(uri: SipUri, place: string): Fix | undefined {
  const transport = param(uri.params, 'transport');
  const edits = tlsEdits(uri, transport);
  if (!edits) return undefined;
  return { title: transport ? `Replace transport=${transport.value} by transport=tls` : `Add ;transport=tls to ${place}`, edits };
}

/** Turns sip: into sips:. A transport=tls goes, since it means nothing in a sips: URI (RFC 5630 §3.1.4), and so does 5060, the port of clear SIP. */
export function sipsFix(text: string, uri: SipUri, place: string): Fix | undefined {
  const transport = param(uri.params, 'transport');
  const word = transport?.value?.toLowerCase();
  if (uri.scheme !== 'sip' || !uri.schemeSpan || word === 'udp') return undefined;
  const edits: Edit[] = [{ at: uri.schemeSpan, text: 'sips' }];
  if (uri.hostSpan && uri.portSpan && uri.port === 5060) edits.push({ at: { start: uri.hostSpan.end, end: uri.portSpan.end }, text: '' });
  if (transport && word === 'tls') edits.push({ at: withSemicolon(text, transport), text: '' });
  return { title: `Replace sip: by sips: in ${place}`, edits };
}

/** Turns sips: into sip: with transport=tls. */
export function sipFix(uri: SipUri, place: string): Fix | undefined {
  const transport = param(uri.params, 'transport');
  const isTls = transport?.value?.toLowerCase() === 'tls';
  const edits = isTls ? [] : tlsEdits(uri, transport);
  if (!uri.isSips || !uri.schemeSpan || !edits) return undefined;
  return { title: `Replace sips: by sip: with transport=tls in ${place}`, edits: [...edits, { at: uri.schemeSpan, text: 'sip' }] };
}

/** Puts lr behind the URI's own parameters. One that stands outside of the brackets is moved. */
export function lrFix(text: string, uri: SipUri, place: string, outside?: Param): Fix | undefined {
  const end = uri.params.at(-1)?.end ?? uri.portSpan?.end ?? uri.hostSpan?.end;
  if (end === undefined) return undefined;
  const insertion = { at: { start: end, end }, text: ';lr' };
  if (!outside) return { title: `Add ;lr to ${place}`, edits: [insertion] };
  return { title: 'Move ;lr into < >', edits: [insertion, { at: withSemicolon(text, outside), text: '' }] };
}

/** Takes a parameter out of its URI or header. */
export const deleteParamFix = (text: string, unwanted: Param): Fix => ({
  title: `Delete ;${text.slice(unwanted.start, unwanted.end)}`,
  edits: [{ at: withSemicolon(text, unwanted), text: '' }],
});

export const portFix = (at: Span, from: number, to: number): Fix => ({
  title: `Replace port ${from} by ${to}`,
  edits: [{ at, text: String(to) }],
});

/** A parameter from its semicolon on, in front of which white space may stand. */
export const withSemicolon = (text: string, { start, end }: Span): Span => ({ start: text.lastIndexOf(';', start), end });

function tlsEdits(uri: SipUri, transport: Param | undefined): Edit[] | undefined {
  const newPort = uri.port === 5060 ? '5061' : undefined;
  if (transport) {
    if (!transport.valueSpan || transport.value === '') return undefined;
    const edit = { at: transport.valueSpan, text: 'tls' };
    return uri.portSpan && newPort ? [{ at: uri.portSpan, text: newPort }, edit] : [edit];
  }
  if (!uri.hostSpan || uri.bareIpv6) return undefined;
  const { end } = uri.portSpan ?? uri.hostSpan;
  const at = uri.portSpan && newPort ? uri.portSpan : { start: end, end };
  const text = `${at === uri.portSpan ? newPort : ''};transport=tls`;
  if (uri.bracketed) return [{ at, text }];
  // Without brackets the parameter would be one of the header (RFC 3261 §20.10).
  if (uri.end !== end) return undefined;
  return [
    { at: { start: uri.start, end: uri.start }, text: '<' },
    { at, text: `${text}>` },
  ];
}
