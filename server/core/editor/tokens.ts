import type { Header, SipMessage } from '../sip/message';
import type { SipUri } from '../sip/parts';
import { CELLS, Part } from '../sip/tape';
import type { Span } from '../text/span';

/** Kinds of coloured tokens, in the order of the legend. Standard LSP token types, so that every theme has colours for them. */
export const tokenTypes = [
  'keyword',
  'method',
  'property',
  'parameter',
  'string',
  'number',
  'type',
  'variable',
  'namespace',
  'enumMember',
  'decorator',
] as const;
export type TokenType = (typeof tokenTypes)[number];

export interface Token extends Span {
  readonly type: TokenType;
}

/** The tokens of one message, in the order of the text, none overlapping another. Spans are in the message's text. */
export function tokensOf(message: SipMessage): Token[] {
  const tokens: Token[] = [];
  startLineTokens(message, tokens);
  for (const header of message.headers) headerTokens(message, header, tokens);
  sdpTokens(message, tokens);
  return inOrder(tokens);
}

function startLineTokens({ startLine }: SipMessage, tokens: Token[]): void {
  if (startLine.kind === 'malformed') return;
  add(tokens, startLine.versionSpan, 'keyword');
  if (startLine.kind === 'response') {
    add(tokens, startLine.statusSpan, 'number');
    add(tokens, startLine.reasonSpan, 'string');
    return;
  }
  add(tokens, startLine.methodSpan, 'method');
  uriTokens(startLine.uri, tokens);
}

function uriTokens(uri: SipUri, tokens: Token[]): void {
  add(tokens, uri.schemeSpan, 'type');
  add(tokens, uri.user, 'variable');
  add(tokens, uri.hostSpan, 'namespace');
  add(tokens, uri.portSpan, 'number');
  for (const param of [...uri.params, ...uri.headers]) {
    add(tokens, param.nameSpan, 'parameter');
    add(tokens, param.valueSpan, 'string');
  }
}

const types: { readonly [kind: number]: TokenType } = {
  [Part.display]: 'string',
  [Part.scheme]: 'type',
  [Part.user]: 'variable',
  [Part.host]: 'namespace',
  [Part.port]: 'number',
  [Part.star]: 'keyword',
  [Part.protocol]: 'keyword',
  [Part.version]: 'keyword',
  [Part.transport]: 'enumMember',
  [Part.number]: 'number',
  [Part.method]: 'method',
  [Part.token]: 'string',
};

/** Straight from the tape: no objects are made for the parts. */
function headerTokens(message: SipMessage, header: Header, tokens: Token[]): void {
  if (header.nameSpan.end === header.nameSpan.start) return;
  add(tokens, header.nameSpan, 'property');
  const { tape, from, to } = message.tapeOf(header);
  for (let record = from; record < to; record++) {
    const at = record * CELLS;
    const kind = tape.cells[at] as number;
    const start = tape.cells[at + 1] as number;
    const end = tape.cells[at + 2] as number;
    if (kind === Part.param || kind === Part.uriParam || kind === Part.uriHeader) {
      add(tokens, { start, end: tape.cells[at + 3] as number }, 'parameter');
      const value = tape.cells[at + 4] as number;
      if (value >= 0) add(tokens, { start: value, end }, 'string');
    } else if (types[kind]) add(tokens, { start, end }, types[kind]);
  }
}

function sdpTokens({ sdp }: SipMessage, tokens: Token[]): void {
  if (!sdp) return;
  const protos = new Map(sdp.media.map((media) => [media.line, media.protoSpan]));
  for (const line of sdp.lines) {
    if (line.type === '') continue;
    add(tokens, { start: line.start, end: line.start + 1 }, 'keyword');
    if (line.type === 'a' && 'nameSpan' in line) add(tokens, (line as { nameSpan: Span }).nameSpan, 'decorator');
    add(tokens, protos.get(line), 'enumMember');
  }
}

function add(tokens: Token[], at: Span | undefined, type: TokenType): void {
  if (at && at.end > at.start) tokens.push({ start: at.start, end: at.end, type });
}

/** A broken message may give parts that overlap; a client would mix up everything behind them. */
function inOrder(tokens: Token[]): Token[] {
  tokens.sort((a, b) => a.start - b.start || b.end - a.end);
  let behind = 0;
  return tokens.filter((token) => {
    if (token.start < behind) return false;
    behind = token.end;
    return true;
  });
}
