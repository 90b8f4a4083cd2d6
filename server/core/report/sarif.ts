import type { Position, TextFinding } from '../../contracts';
import type { RuleSeverity, Severity } from '../rules/rule';
import { hrefOf } from '../text/citations';
import { type Checked, isAtLeast } from './check';
import type { Excerpt } from './excerpt';
import { safeJson } from './json';
import type { Reporter, ReporterOptions, Run } from './reporter';

/** What a log says of a rule that found something. */
export interface RuleText {
  readonly id: string;
  readonly title: string;
  readonly remedy: string;
  readonly cites: readonly string[];
  readonly severity: { readonly practical: RuleSeverity };
}

export interface SarifOptions extends ReporterOptions {
  readonly rules: readonly RuleText[];
  /** The path of a file as a URI reference from the folder in which the run began. */
  uriOf(path: string): string;
}

/** One SARIF 2.1.0 log at the end (OASIS, https://docs.oasis-open.org/sarif/sarif/v2.1.0/). */
export function sarifReporter({ version, least, rules, uriOf }: SarifOptions): Reporter {
  const artifacts: object[] = [];
  const known = new Map<string, Artifact>();
  const results: object[] = [];
  const found: string[] = [];
  const ruleIndex = (id: string): number => {
    const index = found.indexOf(id);
    return index >= 0 ? index : found.push(id) - 1;
  };
  /** A file may be named by a finding before its own turn comes. */
  const add = (path: string): Artifact => {
    const before = known.get(path);
    if (before) return before;
    const location = { uri: uriOf(path), index: artifacts.length };
    artifacts.push({ location: { uri: location.uri }, roles: ['analysisTarget'] });
    known.set(path, location);
    return location;
  };
  return {
    file(checked) {
      const artifact = add(checked.file.path);
      for (const finding of checked.file.findings)
        if (isAtLeast(finding.severity, least))
          results.push(resultOf(finding, { checked, artifact, ruleIndex: ruleIndex(finding.rule), artifactOf: add }));
      return '';
    },
    unknown({ path }) {
      add(path);
      return '';
    },
    end(run) {
      const driver = { name: 'sip-tls', version, semanticVersion: version, rules: found.map((id) => descriptorOf(id, rules)) };
      const log = {
        $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
        version: '2.1.0',
        runs: [
          {
            tool: { driver },
            invocations: [invocationOf(run)],
            columnKind: 'utf16CodeUnits',
            newlineSequences: ['\r\n', '\n', '\r'],
            artifacts,
            results,
          },
        ],
      };
      return `${safeJson(log, 2)}\n`;
    },
  };
}

interface Artifact {
  readonly uri: string;
  readonly index: number;
}

function resultOf(
  finding: TextFinding,
  {
    checked,
    artifact,
    ruleIndex,
    artifactOf,
  }: { checked: Checked; artifact: Artifact; ruleIndex: number; artifactOf: (path: string) => Artifact },
) {
  const { rule, severity, message, remedy, callId, related, fixes } = finding;
  const physical = (place: Place & { readonly path?: string }, snippet?: Excerpt) => ({
    artifactLocation: place.path === undefined ? artifact : artifactOf(place.path),
    region: { ...regionOf(place), ...(snippet && { snippet: { text: snippet.text.slice(snippet.start, snippet.end) } }) },
    ...(snippet &&
      snippet.text.length <= LONGEST_CONTEXT && { contextRegion: { startLine: place.start.line, snippet: { text: snippet.text } } }),
  });
  return {
    ruleId: rule,
    ruleIndex,
    level: levelOf(severity),
    message: { text: remedy === undefined ? message : `${message}\nDo: ${remedy}` },
    locations: [
      {
        physicalLocation: physical(finding, checked.excerpt(finding)),
        ...(callId !== undefined && { logicalLocations: [{ name: callId, kind: 'call' }] }),
      },
    ],
    ...(related && {
      relatedLocations: related.map((place, i) => ({ id: i + 1, message: { text: place.message }, physicalLocation: physical(place) })),
    }),
    ...(fixes && {
      fixes: fixes.map(({ title, edits }) => ({
        description: { text: title },
        artifactChanges: [...new Set(edits.map(({ path }) => path))].map((path) => ({
          artifactLocation: path === undefined ? artifact : artifactOf(path),
          replacements: edits
            .filter((edit) => edit.path === path)
            .map((edit) => ({ deletedRegion: regionOf(edit), insertedContent: { text: edit.text } })),
        })),
      })),
    }),
    properties: { severity },
  };
}

/** Some logs write a whole message on one line. */
const LONGEST_CONTEXT = 1000;

interface Place {
  readonly start: Position;
  readonly end: Position;
}

/** SARIF's lines and columns count from 1, and its end column is exclusive, as ours. */
const regionOf = ({ start, end }: Place) => ({
  startLine: start.line,
  startColumn: start.column,
  endLine: end.line,
  endColumn: end.column,
});

const levelOf = (severity: Severity): 'error' | 'warning' | 'note' => (severity === 'info' || severity === 'hint' ? 'note' : severity);

function descriptorOf(id: string, rules: readonly RuleText[]) {
  const rule = rules.find((each) => each.id === id);
  if (!rule) return { id, shortDescription: { text: 'A rule failed and was left out' } };
  const { title, remedy, cites, severity } = rule;
  const link = cites.map((cite) => hrefOf(cite)).find((href) => href !== undefined);
  const linked = cites.map((cite) => (hrefOf(cite) ? `[${cite}](${hrefOf(cite)})` : cite)).join(', ');
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: `${title}. ${remedy}` },
    help: { text: `${remedy}\n${cites.join(', ')}`, markdown: `${remedy}\n\n${linked}` },
    ...(link !== undefined && { helpUri: link }),
    defaultConfiguration: severity.practical === 'off' ? { enabled: false } : { enabled: true, level: levelOf(severity.practical) },
    properties: { tags: [...new Set(['sip', id.slice(0, id.indexOf('/'))])] },
  };
}

function invocationOf({ exitCode, failures }: Run) {
  return {
    executionSuccessful: failures.length === 0,
    exitCode,
    ...(failures.length > 0 && { toolExecutionNotifications: failures.map((text) => ({ level: 'error', message: { text } })) }),
  };
}
