import type { Span } from '../text/span';

/** One `x=value` line (RFC 8866 §5). `type` is the letter, '' where the line has not that shape. */
export interface SdpLine extends Span {
  readonly type: string;
  readonly value: string;
  readonly valueSpan: Span;
}

/** An `a=name:value` line. `name` is in lower case; `value` is '' for a property attribute. */
export interface SdpAttribute extends SdpLine {
  readonly name: string;
  readonly nameSpan: Span;
  readonly attribute: string;
  readonly attributeSpan: Span;
}

/** A media description: its m= line and all lines up to the next one. Port 0 means that the stream is not used (RFC 3264 §6). */
export interface SdpMedia {
  readonly line: SdpLine;
  readonly media: string;
  readonly port: number;
  readonly proto: string;
  readonly protoSpan: Span;
  readonly formats: readonly string[];
  readonly lines: readonly SdpLine[];
  readonly attributes: readonly SdpAttribute[];
}

export interface Sdp extends Span {
  readonly lines: readonly SdpLine[];
  /** Lines before the first m=. */
  readonly session: readonly SdpLine[];
  readonly attributes: readonly SdpAttribute[];
  readonly media: readonly SdpMedia[];
}

/** Reads a session description. Tolerant: a line that is not `x=…` is kept with an empty type. */
export function readSdp(text: string, at: Span): Sdp {
  const lines: SdpLine[] = [];
  let pos = at.start;
  while (pos < at.end) {
    let eol = text.indexOf('\n', pos);
    if (eol < 0 || eol > at.end) eol = at.end;
    const end = eol > pos && text.charCodeAt(eol - 1) === 13 ? eol - 1 : eol;
    if (end > pos) lines.push(readLine(text, pos, end));
    pos = eol + 1;
  }
  const starts = lines.flatMap((line, i) => (line.type === 'm' ? [i] : []));
  const session = lines.slice(0, starts[0] ?? lines.length);
  const media = starts.map((from, i) => readMedia(lines.slice(from, starts[i + 1] ?? lines.length)));
  return { start: at.start, end: at.end, lines, session, attributes: attributesOf(session), media };
}

function readLine(text: string, start: number, end: number): SdpLine {
  const hasShape = end - start >= 2 && text.charCodeAt(start + 1) === 61;
  const from = hasShape ? start + 2 : start;
  const type = hasShape ? text.charAt(start) : '';
  const value = text.slice(from, end);
  const valueSpan = { start: from, end };
  if (type !== 'a') return { start, end, type, value, valueSpan };
  const colon = value.indexOf(':');
  const nameEnd = colon < 0 ? end : from + colon;
  const attributeStart = colon < 0 ? end : nameEnd + 1;
  // Written out: a spread of the line cost half of the time of reading a description.
  const attribute: SdpAttribute = {
    start,
    end,
    type,
    value,
    valueSpan,
    name: text.slice(from, nameEnd).toLowerCase(),
    nameSpan: { start: from, end: nameEnd },
    attribute: text.slice(attributeStart, end),
    attributeSpan: { start: attributeStart, end },
  };
  return attribute;
}

const isAttribute = (line: SdpLine): line is SdpAttribute => line.type === 'a';

const attributesOf = (lines: readonly SdpLine[]): SdpAttribute[] => lines.filter(isAttribute);

function readMedia(lines: readonly SdpLine[]): SdpMedia {
  const line = lines[0] as SdpLine;
  const words = line.value.split(' ');
  const protoStart = line.valueSpan.start + (words[0] ?? '').length + (words[1] ?? '').length + 2;
  const proto = words[2] ?? '';
  return {
    line,
    media: words[0] ?? '',
    port: Number.parseInt(words[1] ?? '', 10),
    proto,
    protoSpan: { start: Math.min(protoStart, line.end), end: Math.min(protoStart + proto.length, line.end) },
    formats: words.slice(3),
    lines,
    attributes: attributesOf(lines),
  };
}
