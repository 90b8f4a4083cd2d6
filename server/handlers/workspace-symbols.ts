import { type SymbolInformation, SymbolKind } from 'vscode-languageserver/node';
import { type CallSummary, callsOf } from '#core/editor/calls';
import type { SipMessage } from '#core/sip/message';
import type { Address } from '#core/sip/parts';
import { maskSecrets } from '#core/text/secrets';
import type { SipDocument } from '../documents';
import { guarded, type Session } from '../session';
import { rangeOf } from './findings';
import { readAhead } from './read-ahead';

/** The calls of the open documents, and who was called in them. */
export function workspaceSymbols(session: Session): void {
  session.connection.onWorkspaceSymbol(
    guarded(session, 'workspace/symbol', null, async ({ query }, token): Promise<SymbolInformation[]> => {
      const found: SymbolInformation[] = [];
      const isMatch = matcher(query ?? '');
      for (const { uri } of session.documents.all()) {
        const document = await session.document(uri);
        if (!document || !(await readAhead(document.trace, token))) continue;
        const targets = new Map<string, SymbolInformation[]>();
        for (const call of callsOf(document.trace, () => token.isCancellationRequested)) {
          const message = document.trace.message(call.first);
          const symbol = callSymbol(document, call, message);
          const target = targetOf(message);
          if (isMatch(`${symbol.name} ${symbol.containerName}`)) found.push(symbol);
          if (target !== '' && isMatch(target)) targets.set(target, [...(targets.get(target) ?? []), symbol]);
          if (found.length >= MOST) break;
        }
        for (const [target, calls] of targets) found.push(targetSymbol(target, calls));
      }
      return found.slice(0, MOST);
    }),
  );
}

const MOST = 500;

/** All words of the query occur, in any letter case. */
function matcher(query: string): (text: string) => boolean {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return (text) => words.every((word) => text.toLowerCase().includes(word));
}

function callSymbol(document: SipDocument, call: CallSummary, message: SipMessage): SymbolInformation {
  const parties =
    call.method === 'INVITE'
      ? `${partyOf(message, message.from)} → ${partyOf(message, message.to)}`
      : `${call.method} ${partyOf(message, message.to)}`;
  return {
    name: `Call ${call.callId}`,
    containerName: `${parties}, ${call.outcome}`,
    kind: SymbolKind.Event,
    location: { uri: document.uri, range: rangeOf(document, document.trace.spanOf(call.first, message.startLine.span)) },
  };
}

function targetSymbol(target: string, calls: readonly SymbolInformation[]): SymbolInformation {
  const { location } = calls[0] as SymbolInformation;
  return { name: target, containerName: calls.length === 1 ? '1 call' : `${calls.length} calls`, kind: SymbolKind.Key, location };
}

/** The user, or the host where there is none. */
function partyOf(message: SipMessage, address: Address | undefined): string {
  const uri = address?.uri;
  if (!uri) return '?';
  return uri.user ? message.text.slice(uri.user.start, uri.user.end) : uri.host;
}

function targetOf(message: SipMessage): string {
  const uri = message.to?.uri;
  return uri ? maskSecrets(message.text.slice(uri.start, uri.hostSpan?.end ?? uri.end)) : '';
}
