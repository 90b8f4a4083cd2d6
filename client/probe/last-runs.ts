import type { Memento } from 'vscode';
import type { ProbeView } from '#core/report/probe/model';
import type { Certificate, ProbeReport } from '../../server/contracts';
import type { ProbeOptions } from '../../server/protocol';

/** The last run of a target, without certificates in PEM and without any secret. */
export interface LastRun {
  readonly target: string;
  /** As it was asked, to ask it again; no passphrase. */
  readonly options: ProbeOptions;
  readonly view: ProbeView;
  /** The report of the run before, to be compared with. */
  readonly before?: ProbeReport;
}

/** Remembers the newest runs in the state of the extension, which is no place for much. */
export class LastRuns {
  readonly #state: Memento;

  constructor(state: Memento) {
    this.#state = state;
  }

  of(target: string): LastRun | undefined {
    return this.#all().find((run) => run.target === target);
  }

  /** Newest first, without repetition. */
  get targets(): readonly string[] {
    return this.#state.get<readonly string[]>(TARGETS, []);
  }

  async add(run: LastRun): Promise<void> {
    const { passphrase: _passphrase, ...options } = run.options;
    const kept: LastRun = {
      target: run.target,
      options,
      view: withoutPem(run.view),
      ...(run.before ? { before: reportWithoutPem(run.before) } : {}),
    };
    await this.#state.update(RUNS, withinBounds([kept, ...this.#all().filter(({ target }) => target !== run.target)]));
    await this.addTarget(run.target);
  }

  async addTarget(target: string): Promise<void> {
    await this.#state.update(TARGETS, [target, ...this.targets.filter((other) => other !== target)].slice(0, MOST_TARGETS));
  }

  #all(): readonly LastRun[] {
    return this.#state.get<readonly LastRun[]>(RUNS, []);
  }
}

const RUNS = 'sipTls.lastRuns';
const TARGETS = 'sipTls.recentTargets';
const MOST_TARGETS = 20;
/** In UTF-16 units of JSON. VS Code complains of extensions that keep more than half a megabyte. */
const MOST_UNITS = 400_000;

/** The newest runs that there is room for. One that is too large by itself is left out, so that the others stay. */
export function withinBounds(runs: readonly LastRun[]): LastRun[] {
  const kept: LastRun[] = [];
  let units = 0;
  for (const run of runs) {
    const size = JSON.stringify(run).length;
    if (units + size > MOST_UNITS) continue;
    units += size;
    kept.push(run);
  }
  return kept;
}

export function withoutPem(view: ProbeView): ProbeView {
  return {
    ...view,
    report: reportWithoutPem(view.report),
    details: view.details.map(({ sentPem: _sent, repairedPem: _repaired, ...detail }) => detail),
  };
}

const reportWithoutPem = (report: ProbeReport): ProbeReport => ({
  ...report,
  endpoints: report.endpoints.map((endpoint) => ({
    ...endpoint,
    ...(endpoint.chain && { chain: { ...endpoint.chain, sent: endpoint.chain.sent.map(bare), built: endpoint.chain.built.map(bare) } }),
  })),
});

function bare<C extends Certificate>({ pem: _pem, ...certificate }: C): Omit<C, 'pem'> & { pem?: never } {
  return certificate;
}
