import type { Diagnostic, DiagnosticRelatedInformation } from 'vscode-languageserver/node';
import type { ConfigFinding } from '#core/rules/config-engine';
import { hrefOf } from '#core/text/citations';
import { ConfigPlaces } from '../config-places';
import type { OpenConfig } from '../config-workspace';
import type { Session } from '../session';
import type { Settings } from '../settings';
import { relatedTo, seenInTraces, wayBack } from './config-and-trace';
import { severityOf } from './findings';
import { sameDiagnostics } from './same-diagnostics';

export interface ConfigReport {
  readonly version: number;
  readonly resultId: string;
  readonly items: Diagnostic[];
}

/** The findings in open configurations as reports. While nothing differs for a user, a report keeps its id. */
export class ConfigReports {
  readonly #session: Session;
  readonly #reports = new Map<string, ConfigReport>();
  #lastId = 0;

  constructor(session: Session) {
    this.#session = session;
  }

  forget(uri: string): void {
    this.#reports.delete(uri);
  }

  /** The other configurations that were asked for: one includes another, or stands beside it. */
  others(uri: string): string[] {
    return this.has(uri) ? this.all().filter((other) => other !== uri) : [];
  }

  has(uri: string): boolean {
    return this.#reports.has(uri);
  }

  all(): string[] {
    return [...this.#reports.keys()];
  }

  /** undefined: no configuration. */
  async of(uri: string): Promise<ConfigReport | undefined> {
    const config = await this.#session.configs.of(uri);
    if (!config) return undefined;
    const { version } = config.document;
    const findings = await this.#session.configs.findings(config);
    const items = this.#diagnostics(config, findings);
    const before = this.#reports.get(uri);
    const isSame = before !== undefined && sameDiagnostics(before.items, items);
    const resultId = isSame ? before.resultId : `config ${++this.#lastId}`;
    const report = { version, resultId, items };
    this.#reports.set(uri, report);
    return report;
  }

  #diagnostics({ document, readings, settings }: OpenConfig, findings: readonly ConfigFinding[]): Diagnostic[] {
    const places = new ConfigPlaces(readings, this.#session.configs.files);
    const seen = seenInTraces(this.#session, readings).filter(({ place }) => place.file === document.uri);
    const shown = mostSevere(findings, settings);
    const back = wayBack(
      seen,
      shown.map(({ place }) => place),
      places,
    );
    return [...shown.flatMap((finding) => toDiagnostic(finding, places, relatedTo(seen, finding.place))), ...back];
  }
}

/** As many findings as are shown for a file. */
export function mostSevere(findings: readonly ConfigFinding[], settings: Settings): readonly ConfigFinding[] {
  const most = Math.min(settings['sipTls.trace.maxFindings'], MOST);
  return findings.length <= most ? findings : worstFirst(findings).slice(0, most);
}

/** As many as VS Code keeps for a file. */
const MOST = 1000;

function worstFirst(findings: readonly ConfigFinding[]): ConfigFinding[] {
  return [...findings].sort((a, b) => severityOf[a.severity] - severityOf[b.severity]);
}

/** `seen`: where open traces show it. */
export function toDiagnostic(
  finding: ConfigFinding,
  places: ConfigPlaces,
  seen: readonly DiagnosticRelatedInformation[] = [],
): Diagnostic[] {
  const { rule, severity, message, remedy, cites, place, related = [] } = finding;
  const range = places.range(place);
  if (!range) return [];
  const href = cites.map((cite) => hrefOf(cite)).find((each) => each !== undefined);
  const own = related.flatMap((one) => places.location(one.place).map((location) => ({ message: one.message, location })));
  const relatedInformation = [...own, ...seen];
  return [
    {
      range,
      severity: severityOf[severity],
      source: 'sip-tls',
      code: rule,
      ...(href && { codeDescription: { href } }),
      message: remedy ? `${message}\nDo: ${remedy}` : message,
      ...(relatedInformation.length > 0 && { relatedInformation }),
    },
  ];
}
