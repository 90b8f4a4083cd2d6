import { type AddressTable, addressTable } from '#core/report/probe/address-table';
import type { Change } from '#core/report/probe/changes';
import { type FindingGroup, findingGroups } from '#core/report/probe/finding-groups';
import type { EndpointDetail, ProbeView } from '#core/report/probe/model';
import { namesOf } from '#core/report/probe/names';
import { worstFirst } from '#core/report/probe/standing';
import { verdictOf } from '#core/report/probe/verdict';
import type { Verdict } from '#core/report/probe/verdict-shape';
import { momentOf } from '#core/report/probe/words';
import type { Endpoint } from '../../../server/contracts';
import { type HtmlValue, html, prose, type SafeHtml } from '../html';
import type { ProbeLook } from '../messages';
import { icon } from './icons';

/** What is drawn besides the report: what the user chose, and what is known of the run before. */
export interface ViewState {
  readonly look: ProbeLook;
  /** Where the user asked for the comparison; an empty list: nothing is other than then. */
  readonly changes?: { readonly since: string; readonly list: readonly Change[] };
  /** An old report says how old it is. Certificates are judged at the time of the probe. */
  readonly now: Date;
}

export const firstLook: ProbeLook = { closed: [], opened: [], listsAll: false };

/** What all sections share. Nothing in it is markup yet. */
export interface Page {
  readonly view: ProbeView;
  readonly state: ViewState;
  readonly verdict: Verdict;
  readonly table: AddressTable;
  readonly findings: readonly FindingGroup[];
  /** What each endpoint is called in sentences. */
  readonly names: readonly string[];
  /** The moment that certificates are judged by. */
  readonly at: Date;
  /** A saved file: there is nobody to press a button for, and every endpoint is written out. */
  readonly isFile: boolean;
}

export function pageOf(view: ProbeView, state: ViewState, isFile = false): Page {
  return {
    view,
    state,
    isFile,
    verdict: verdictOf(view),
    table: addressTable(view),
    findings: findingGroups(view),
    names: namesOf(view.report),
    at: momentOf(view),
  };
}

/** One endpoint of the report with all that is known of it. */
export interface Shown {
  readonly index: number;
  readonly key: string;
  readonly name: string;
  readonly socket: string;
  readonly endpoint: Endpoint;
  readonly detail: EndpointDetail | undefined;
  /** Stands before the ids of its sections, where several endpoints are on one page. */
  readonly prefix: string;
}

export function shownOf({ view, table, names }: Page, index: number, prefix = ''): Shown | undefined {
  const endpoint = view.report.endpoints[index];
  const row = table.rows[index];
  if (!endpoint || !row) return undefined;
  return { index, endpoint, prefix, key: row.key, socket: row.socket, name: names[index] ?? row.socket, detail: view.details[index] };
}

/** The one that the user chose, else the worst. While the probe runs nothing is chosen for him. */
export function chosenIndex({ view, state, table, verdict }: Page): number | undefined {
  const chosen = table.rows.find(({ key }) => key === state.look.chosen);
  if (chosen) return chosen.index;
  if (verdict.state === 'running') return undefined;
  return worstFirst(table.rows.map(({ standing }) => standing))[0] ?? (view.report.endpoints.length > 0 ? 0 : undefined);
}

export interface Section {
  /** Of our own making: letters, digits, hyphens. */
  readonly id: string;
  readonly title: string;
  /** The result in one line, which also a closed section tells. */
  readonly sum: HtmlValue;
  readonly body: SafeHtml;
  /** As long as the user has not decided otherwise. */
  readonly isOpen?: boolean;
}

export function section(
  { state: { look }, isFile }: Pick<Page, 'state' | 'isFile'>,
  { id, title, sum, body, isOpen = true }: Section,
): SafeHtml {
  const open = !isFile && look.opened.includes(id) ? true : !isFile && look.closed.includes(id) ? false : isOpen;
  const head = html`<summary><h2>${icon('chev', 'plain', 'chev')}${title}</h2><span class="sum">${sum}</span></summary>`;
  return open
    ? html`<details class="sec" id="${id}" open>${head}${body}</details>`
    : html`<details class="sec" id="${id}">${head}${body}</details>`;
}

/** A smaller thing to unfold inside of a section. Its id is kept as a section's. */
export function fold(
  { state: { look }, isFile }: Pick<Page, 'state' | 'isFile'>,
  { id, title, body }: { id: string; title: string; body: SafeHtml },
): SafeHtml {
  const head = html`<summary>${icon('chev', 'plain', 'chev')}${title}</summary>`;
  return !isFile && look.opened.includes(id)
    ? html`<details class="fold" id="${id}" open>${head}${body}</details>`
    : html`<details class="fold" id="${id}">${head}${body}</details>`;
}

/** A shape and words beside it. */
export const cell = (shape: SafeHtml, words: HtmlValue, classes = ''): SafeHtml =>
  html`<span class="cell ${classes}">${shape}<span>${words}</span></span>`;

/** A row of a list of facts; nothing where there is nothing to say. */
export const fact = (term: string, value: HtmlValue): SafeHtml | undefined =>
  value === undefined || value === false ? undefined : html`<dt>${term}</dt><dd>${typeof value === 'string' ? prose(value) : value}</dd>`;
