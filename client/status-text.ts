import type { TraceInfo } from '../server/protocol';

/** What the status bar says of a trace, or of the message that the cursor is in. */
export function statusOf(info: TraceInfo): { readonly text: string; readonly tooltip: string } {
  const counts = `${count(info.messages, 'message')}, ${count(info.calls, 'call')}`;
  if (info.message) {
    const { index, name, callId, transport } = info.message;
    const at = `SIP: message ${index + 1} of ${info.messages}`;
    return {
      text: transport ? `${at} · ${transport}` : at,
      tooltip: `${callId ? `${name} of call ${callId}` : name}. ${counts}. Click: show outline.`,
    };
  }
  if (info.byGuess) {
    return {
      text: 'SIP: format?',
      tooltip: `${counts}. Read as bare messages: transport is taken from Via, not from the log. Click: show outline.`,
    };
  }
  return { text: `SIP: ${counts}`, tooltip: `${info.formatTitle}. Transport by the log. Click: show outline.` };
}

const count = (n: number, what: string): string => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`;
