import { type Diagnostic, type DiagnosticRelatedInformation, DiagnosticSeverity } from 'vscode-languageserver/node';
import { type Explanation, explanationsOf, isExplainable } from '#core/config/explains';
import type { FilePlace } from '#core/config/model';
import { counted } from '#core/text/counted';
import { visibleName } from '#core/text/visible-name';
import { ConfigPlaces } from '../config-places';
import type { ConfigReading } from '../config-set';
import type { SipDocument } from '../documents';
import type { Session } from '../session';
import { rangeOf } from './findings';
import { findingsIn } from './findings-in';

/** Links between what a trace shows and the lines of open configurations that bring it about, both ways. */
interface Linked {
  readonly resultId: string;
  readonly items: Diagnostic[];
}

/** The findings of a trace, with the lines of open configurations that have a part in them. */
export function withConfigLines<R extends Linked>(session: Session, document: SipDocument, report: R): R {
  const readings = openReadings(session);
  if (readings.length === 0 || !document.isRead) return report;
  const places = new ConfigPlaces(readings, session.configs.files);
  const links: string[] = [];
  const items = report.items.map((item) => {
    const rule = String(item.code);
    if (!isExplainable(rule)) return item;
    const sockets = socketsOf(document, document.offsetAt(item.range.start), document.offsetAt(item.range.end));
    const related = readings
      .flatMap(({ facts }) => explanationsOf({ rule, sockets }, facts))
      .flatMap(({ place, message }) => places.location(place).map((location): DiagnosticRelatedInformation => ({ message, location })));
    if (related.length === 0) return item;
    links.push(...related.map(({ location: { uri, range } }) => `${uri} ${range.start.line}`));
    return { ...item, relatedInformation: [...(item.relatedInformation ?? []), ...related] };
  });
  return links.length === 0 ? report : { ...report, items, resultId: `${report.resultId} ${hash(links.join('\n'))}` };
}

/** A finding in an open trace, and the place in a configuration that has a part in it. */
export interface SeenInTrace {
  readonly place: FilePlace;
  readonly related: DiagnosticRelatedInformation;
}

export function seenInTraces(session: Session, readings: readonly ConfigReading[]): readonly SeenInTrace[] {
  const seen: SeenInTrace[] = [];
  for (const document of session.documents.all()) {
    if (!document.isRead || document.trace.entries.length === 0) continue;
    for (const each of explained(document, readings)) {
      seen.push(each);
      if (seen.length >= MOST) break;
    }
  }
  return seen;
}

/** For a finding that stands at such a place: where it leads to. */
export const relatedTo = (seen: readonly SeenInTrace[], at: FilePlace): DiagnosticRelatedInformation[] =>
  seen
    .filter(({ place }) => touches(place, at))
    .slice(0, MOST_RELATED)
    .map(({ related }) => related);

/**
 * The way back where no finding stands: a hint, which editors show without a mark in their lists of problems. `said`: where findings stand,
 * which carry the links themselves.
 */
export function wayBack(seen: readonly SeenInTrace[], said: readonly FilePlace[], places: ConfigPlaces): Diagnostic[] {
  const unsaid = new Map<string, [SeenInTrace, ...SeenInTrace[]]>();
  for (const one of seen) {
    if (said.some((at) => touches(one.place, at))) continue;
    const id = `${one.place.file} ${one.place.at.start}`;
    const group = unsaid.get(id);
    if (group) group.push(one);
    else unsaid.set(id, [one]);
  }
  return [...unsaid.values()].flatMap((group): Diagnostic[] => {
    const range = places.range(group[0].place);
    if (!range) return [];
    const related = group.map((one) => one.related);
    const traces = new Set(related.map(({ location: { uri } }) => uri));
    const where = traces.size === 1 ? `the open trace ${nameOf([...traces].join(''))}` : `${traces.size} open traces`;
    return [
      {
        range,
        severity: DiagnosticSeverity.Hint,
        source: 'sip-tls',
        message: `Has a part in ${counted(related.length, 'finding')} in ${where}.`,
        relatedInformation: related.slice(0, MOST_LINKS),
      },
    ];
  });
}

const touches = (a: FilePlace, b: FilePlace): boolean => a.file === b.file && a.at.start <= b.at.end && b.at.start <= a.at.end;

const nameOf = (uri: string): string => visibleName(decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1)), 80);

const MOST = 500;
const MOST_RELATED = 3;
const MOST_LINKS = 10;
const MOST_MESSAGES = 2000;

function* explained(document: SipDocument, readings: readonly ConfigReading[]) {
  const { trace } = document;
  const told = new Set<string>();
  for (const entry of trace.entries.slice(0, MOST_MESSAGES))
    for (const finding of entry.findings) {
      if (!isExplainable(finding.rule)) continue;
      const at = trace.spanOf(entry, finding.at);
      const sockets = socketsOf(document, at.start, at.end);
      const explanations = readings.flatMap(({ facts }): Explanation[] => explanationsOf({ rule: finding.rule, sockets }, facts));
      for (const { place } of explanations) {
        // One message of many says it.
        const id = `${finding.rule} ${place.file} ${place.at.start}`;
        if (told.has(id)) continue;
        told.add(id);
        const message = `Seen in a trace: ${finding.message}`;
        yield { place, related: { message, location: { uri: document.uri, range: rangeOf(document, at) } } };
      }
    }
}

/** The ends of the message at a place, and the hosts that the marked line names: their ports are often what is wrong. */
function socketsOf(document: SipDocument, start: number, end: number): string[] {
  const sockets = findingsIn(document, start, end).flatMap(({ entry }) => [entry.frame.source, entry.frame.destination]);
  const line = document.slice(Math.max(0, start - 200), Math.min(end + 200, start + 600));
  const lineStart = line.lastIndexOf('\n', Math.min(200, start) - 1) + 1;
  const lineEnd = line.indexOf('\n', Math.min(200, start));
  const marked = line.slice(lineStart, lineEnd < 0 ? undefined : lineEnd);
  const named = [...marked.matchAll(/(?:SIP\/2\.0\/\w+\s+|sips?:(?:[^@\s<>;]*@)?)(\[[^\]\s]+\]|[\w.-]+)/gi)].map(([, socket]) => socket);
  return [...sockets, ...named].flatMap((socket) => socket ?? []);
}

function openReadings(session: Session): ConfigReading[] {
  const { configs, documents } = session;
  return configs.all().filter(({ facts }) => facts.listeners.length > 0 && facts.files.some((file) => documents.get(file)));
}

function hash(text: string): number {
  let value = 0;
  for (let i = 0; i < text.length; i++) value = (value * 31 + text.charCodeAt(i)) | 0;
  return value >>> 0;
}
