import { certificatesCell } from '#core/report/probe/address-table';
import type { EndpointDetail, ProbeStep, WaitingEndpoint } from '#core/report/probe/model';
import type { Standing } from '#core/report/probe/standing';
import { count, duration, socketOf } from '#core/report/probe/words';
import { versionWord } from '#core/tls/versions';
import type { Endpoint } from '../../../server/contracts';
import { html, prose, type SafeHtml } from '../html';
import { chooseButton, tableHead } from './addresses';
import { icon } from './icons';
import { cell, chosenIndex, type Page } from './page';

type Steps = 'connect' | 'handshake' | 'certificates' | 'options' | 'enumerate';

const titles: { readonly [step in Steps]: string } = {
  connect: 'Connect',
  handshake: 'Handshake',
  certificates: 'Certificates',
  options: 'OPTIONS',
  enumerate: 'Versions and suites',
};

/** While the probe runs: one row for each address, whose steps fill in. Done ones can be looked at already. */
export function runningStrip(page: Page): SafeHtml | undefined {
  const { view } = page;
  const { waiting = [], of = 0 } = view.progress ?? {};
  if (of === 0) return undefined;
  const steps = stepsOf(page);
  const rows = inOrder(page);
  const listed = rows.length > MOST ? [...rows].sort((a, b) => weight(a) - weight(b)).slice(0, MOST) : rows;
  const left = of - listed.length;
  const body = listed.map(
    (row) => html`<tr role="row" class="${row.isChosen ? 'sel' : ''}"><th scope="row" role="rowheader">${row.label}</th>${steps.map(
      (step) => html`<td role="cell" data-l="${titles[step]}">${row.cell(step)}</td>`,
    )}</tr>
`,
  );
  const rest =
    left > 0
      ? html`<p class="rest muted">${`and ${left} more: ${waiting.filter(({ step }) => step === 'waiting').length} of all are waiting`}</p>`
      : undefined;
  return html`<div class="addrs"><table role="table" aria-label="Steps for each address" class="steps">${tableHead(['Address', ...steps.map((step) => titles[step])])}<tbody role="rowgroup">
${body}</tbody></table>${rest}</div>`;
}

const MOST = 12;

interface Row {
  readonly state: 'under-way' | 'failed' | 'done' | 'waiting';
  readonly isChosen: boolean;
  readonly label: SafeHtml;
  readonly cell: (step: Steps) => SafeHtml;
}

const weight = ({ state }: Row): number => ({ 'under-way': 0, failed: 1, done: 2, waiting: 3 })[state];

/** As DNS gave them, so that a row stays in its place when it is done. */
function inOrder(page: Page): readonly Row[] {
  const { view, table } = page;
  const chosen = chosenIndex(page);
  const done = table.rows.map((row): readonly [string, Row] => {
    const endpoint = view.report.endpoints[row.index];
    const isChosen = row.index === chosen;
    const label = chooseButton({ key: row.key, socket: row.socket, isChosen, isShown: chosen !== undefined });
    const state = row.standing.kind === 'works' ? 'done' : 'failed';
    const shown = (step: Steps) =>
      endpoint ? doneCell(step, endpoint, { standing: row.standing, detail: view.details[row.index] }) : dash('not known');
    return [row.socket, { state, isChosen, label, cell: shown }];
  });
  const under = (view.progress?.waiting ?? []).map((one): readonly [string, Row] => [
    one.socket,
    {
      state: one.step === 'waiting' ? 'waiting' : 'under-way',
      isChosen: false,
      label: html`<span class="mono">${one.socket}</span>`,
      cell: (step) => waitingCell(step, one),
    },
  ]);
  const order = new Map(view.report.resolution.candidates.map((candidate, index) => [socketOf(candidate), index]));
  const place = (socket: string): number => order.get(socket) ?? order.size;
  return [...done, ...under].sort(([a], [b]) => place(a) - place(b)).map(([, row]) => row);
}

/** Steps that nobody asked for have no column. */
function stepsOf({ view: { plan, report, progress } }: Page): readonly Steps[] {
  const isSeen = (step: Steps, isThere: (endpoint: Endpoint) => boolean) =>
    report.endpoints.some(isThere) || progress?.waiting.some((one) => one.step === step || one.soFar?.[step] !== undefined);
  const options = plan ? plan.options : isSeen('options', (endpoint) => endpoint.options !== undefined);
  const enumerate = plan ? plan.enumerate : isSeen('enumerate', ({ enumeration }) => enumeration !== undefined);
  return [
    'connect',
    'handshake',
    'certificates',
    ...(options ? (['options'] as const) : []),
    ...(enumerate ? (['enumerate'] as const) : []),
  ];
}

const dash = (words: string): SafeHtml => html`<span class="muted" aria-label="${words}">–</span>`;
const good = (words: string): SafeHtml => cell(icon('ok', 'ok'), prose(words));
const bad = (words: string): SafeHtml => html`<span class="cell differs">${icon('error', 'error')}<span>${prose(words)}</span></span>`;

function doneCell(
  step: Steps,
  endpoint: Endpoint,
  { standing, detail }: { standing: Standing; detail: EndpointDetail | undefined },
): SafeHtml {
  const { timings, tls, options, enumeration, outcome } = endpoint;
  const short = 'cause' in standing ? standing.cause.short : 'short' in standing ? standing.short : 'failed';
  switch (step) {
    case 'connect':
      if (timings.tcpMs !== undefined) return good(duration(timings.tcpMs));
      return standing.kind === 'untried' ? dash(short) : bad(short);
    case 'handshake':
      if (timings.tcpMs === undefined) return dash('not reached');
      if (outcome !== 'ok') return standing.kind === 'untried' ? dash(short) : bad(short);
      return good(
        [tls && versionWord(tls.version), timings.tlsMs === undefined ? undefined : duration(timings.tlsMs)]
          .filter((word) => word !== undefined)
          .join(', ') || 'done',
      );
    case 'certificates': {
      const { text, tone, value } = certificatesCell(endpoint, detail);
      if (value === undefined) return dash(text);
      return tone === 'error' ? bad(text) : good(text);
    }
    case 'options':
      if (!options) return dash('not asked');
      if (options.status === undefined) return cell(icon('warning', 'warning'), 'no answer');
      return good(
        [`${options.status} ${options.reason ?? ''}`.trim(), options.durationMs === undefined ? undefined : duration(options.durationMs)]
          .filter((word) => word !== undefined)
          .join(', '),
      );
    default:
      return enumeration ? good(count(enumeration.suites.length, 'suite')) : dash('not listed');
  }
}

const order: readonly ProbeStep[] = ['waiting', 'connect', 'handshake', 'certificates', 'options', 'enumerate', 'revocation'];

function waitingCell(step: Steps, { step: now, detail, soFar }: WaitingEndpoint): SafeHtml {
  const known = soFar?.[step];
  if (step === now) return cell(icon('running', 'info', 'spin'), prose(detail ?? 'under way'));
  if (known !== undefined) return good(known);
  if (order.indexOf(step) < order.indexOf(now)) return good('done');
  return html`<span class="cell muted">${icon('pending', 'off')}<span>waiting</span></span>`;
}
