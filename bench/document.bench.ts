import { TextDocument } from 'vscode-languageserver-textdocument';
import { SipDocument } from '../server/documents';
import { diagnosticsOf } from '../server/handlers/findings';
import { makeTrace } from './messages';

const never = (): boolean => false;
const ms = (from: number): number => performance.now() - from;
const middle = (numbers: number[]): number => numbers.sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
const shown = (n: number): string => n.toFixed(n < 10 ? 2 : 0).padStart(8);

/** Opening, editing and memory of traces of 1, 10 and 45 MB: what is flat must be flat, what is linear linear. */
export function documentBench(): void {
  console.log('\n# A trace as a document: one-character edits to fresh diagnostics, first diagnostics, heap');
  console.log('   MB  messages    edit ms (median, p95)   textdocument edit ms   first ms   all ms   µs/message   heap bytes/byte');
  for (const count of [1000, 10_000, 45_000]) measure(count);
}

function measure(count: number): void {
  let text: string | undefined = makeTrace(count);
  const size = text.length;
  // Warm up on a small one, as an editor that has been used for a minute is.
  if (count === 1000) for (let i = 0; i < 5; i++) open(text).trace.judgeSome(never);
  globalThis.gc?.();
  const before = process.memoryUsage();
  const start = performance.now();
  const document = open(text);
  const end = start + 60;
  document.trace.judgeSome(() => performance.now() > end);
  diagnosticsOf(document, 500);
  const first = ms(start);
  document.trace.judgeSome(never);
  const all = ms(start);
  const other = count <= 10_000 ? TextDocument.create('file:///a', 'sip-trace', 0, text) : undefined;
  text = undefined;
  globalThis.gc?.();
  const after = process.memoryUsage();
  const heap = (after.heapUsed + after.external - before.heapUsed - before.external + (other ? 0 : 0)) / size;
  const edits: number[] = [];
  const others: number[] = [];
  for (let i = 0; i < 200; i++) {
    const position = document.positionAt(Math.floor((((i * 7919) % 9973) / 9973) * size));
    const range = { start: position, end: position };
    const change = i % 2 === 0 ? 'x' : '7';
    let from = performance.now();
    document.update([{ range, text: change }], i + 1);
    document.trace.judgeSome(never);
    diagnosticsOf(document, 500);
    edits.push(ms(from));
    if (other && i < 40) {
      from = performance.now();
      TextDocument.update(other, [{ range, text: change }], i + 1);
      other.positionAt(1000);
      others.push(ms(from));
    }
  }
  const median = middle(edits);
  const p95 = edits[Math.floor(edits.length * 0.95)] ?? Number.NaN;
  console.log(
    `${(size / 1e6).toFixed(1).padStart(5)} ${String(count).padStart(9)} ${shown(median)} ${shown(p95)} ${others.length ? shown(middle(others)).padStart(21) : '-'.padStart(21)} ${shown(first).padStart(14)} ${shown(all)} ${((all * 1000) / count).toFixed(1).padStart(10)} ${heap.toFixed(2).padStart(14)}`,
  );
}

const open = (text: string): SipDocument => new SipDocument({ uri: 'file:///a.siptrace', languageId: 'sip-trace', version: 0, text });
