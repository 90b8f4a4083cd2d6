import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver/node';
import type { ConfigFinding } from '#core/rules/config-engine';
import { findingsIn } from '../config-judge';
import { ConfigPlaces } from '../config-places';
import type { ConfigReading } from '../config-set';
import { localPath } from '../path-map';
import type { Session } from '../session';
import type { Settings } from '../settings';
import { Turn } from '../turn';
import { mostSevere, toDiagnostic } from './config-reports';
import { sameDiagnostics } from './same-diagnostics';

/**
 * Findings in configuration files that are not open. Clients ask for those of the documents that they show, so these are pushed: once nobody
 * has typed for a moment, file by file in turns with others, and given up as soon as something changes. A file belongs to one side at a time:
 * once a client was answered about a document, what was pushed for it is taken back, until it is closed.
 */
export class ClosedFindings {
  readonly #session: Session;
  /** What the client shows because it was pushed. Files are known by their paths here: a URI can be written in several ways. */
  readonly #pushed = new Map<string, PublishDiagnosticsParams>();
  /** The documents that the client was answered about, by their paths. */
  readonly #answered = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;
  /** Another one after each change: a round that finds a newer one gives up. */
  #round = 0;
  /** Where files, settings and configurations stood when a round came to its end. */
  #done = '';
  #changes = 0;
  #hasSaid = false;

  constructor(session: Session) {
    this.#session = session;
    session.onSettings(() => this.#changes++);
    session.configs.onFilesChanged(() => this.#changes++);
  }

  /** Something has changed on which findings may depend. */
  later(): void {
    this.#round++;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#judge(), IDLE_MS);
  }

  /** The client is about to get the findings of a document itself. */
  answered(uri: string): void {
    if (!this.#session.documents.get(uri) || this.#answered.has(pathOf(uri))) return;
    this.#answered.set(pathOf(uri), uri);
    this.#takeBack(pathOf(uri));
    this.#changed();
  }

  /** The document was closed, or the client shows it no more and has forgotten what it was answered. */
  forget(uri: string): void {
    this.#answered.delete(pathOf(uri));
    this.#changed();
  }

  #changed(): void {
    this.#changes++;
    this.later();
  }

  async #judge(): Promise<void> {
    const round = this.#round;
    try {
      await this.#judgeFiles(() => round !== this.#round);
    } catch (error) {
      this.#session.connection.console.error(`Closed files could not be judged: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }

  async #judgeFiles(isOver: () => boolean): Promise<void> {
    const files = await this.#files();
    if (isOver() || this.#standing(files) === this.#done) return;
    for (const path of [...this.#pushed.keys()]) if (!files.has(path)) this.#takeBack(path);
    const judged: Judged = new Map();
    const turn = new Turn();
    for (const [path, uri] of files) {
      if (this.#answered.has(path)) continue;
      const diagnostics = await this.#diagnosticsOf(uri, judged);
      if (turn.isOver()) await turn.next();
      // The client may have asked for it meanwhile.
      if (isOver()) return;
      if (!this.#answered.has(path)) this.#push(path, { uri, diagnostics });
    }
    if (!isOver()) this.#done = this.#standing(files);
  }

  #standing(files: ReadonlyMap<string, string>): string {
    return [this.#session.configs.generation, this.#changes, ...files.values()].join('\n');
  }

  /** The files that have their findings among the problems, by their paths, those of open configurations first. */
  async #files(): Promise<ReadonlyMap<string, string>> {
    const { configs } = this.#session;
    const files = new Map<string, string>();
    const which = (await this.#session.globalSettings())['sipTls.config.diagnose'];
    if (which === 'openFiles') return files;
    const add = (readings: readonly ConfigReading[]): void => {
      for (const { facts } of readings)
        for (const uri of facts.files) if (files.size < MOST_FILES && !files.has(pathOf(uri))) files.set(pathOf(uri), uri);
    };
    // What an editor has open without showing it is not what its user has open.
    for (const uri of this.#answered.values()) add((await configs.of(uri))?.readings ?? []);
    if (which === 'workspace') {
      await configs.lookEverywhere();
      add(configs.all());
    }
    if (files.size >= MOST_FILES && !this.#hasSaid) {
      this.#hasSaid = true;
      this.#session.connection.console.info(`More than ${MOST_FILES} configuration files: the others are judged when they are opened.`);
    }
    return files;
  }

  async #diagnosticsOf(file: string, judged: Judged): Promise<Diagnostic[]> {
    const { configs } = this.#session;
    const settings = await configs.folders.ask(file);
    if (!settings['sipTls.config.enable']) return [];
    const readings = configs.rootsOf(file);
    const all: (readonly ConfigFinding[])[] = [];
    for (const reading of readings) {
      const known = judged.get(reading);
      const findings = known?.settings === settings ? known.findings : await configs.judged(reading, settings);
      judged.set(reading, { settings, findings });
      all.push(findings);
    }
    const places = new ConfigPlaces(readings, configs.files);
    return mostSevere(findingsIn(file, all), settings).flatMap((finding) => toDiagnostic(finding, places));
  }

  #push(path: string, params: PublishDiagnosticsParams): void {
    const before = this.#pushed.get(path);
    if (before && before.uri !== params.uri) this.#takeBack(path);
    else if (sameDiagnostics(before?.diagnostics ?? [], params.diagnostics)) return;
    if (params.diagnostics.length > 0) this.#pushed.set(path, params);
    else this.#pushed.delete(path);
    void this.#session.connection.sendDiagnostics(params);
  }

  #takeBack(path: string): void {
    const pushed = this.#pushed.get(path);
    if (this.#pushed.delete(path) && pushed) void this.#session.connection.sendDiagnostics({ ...pushed, diagnostics: [] });
  }
}

const pathOf = (uri: string): string => localPath(uri) ?? uri;

/** What a round has judged: each configuration once, however many files it has. */
type Judged = Map<ConfigReading, { readonly settings: Settings; readonly findings: readonly ConfigFinding[] }>;

/** Longer than the pause between two keystrokes. */
const IDLE_MS = 400;
/** What is further away than so many files is found when it is opened. */
const MOST_FILES = 1000;
