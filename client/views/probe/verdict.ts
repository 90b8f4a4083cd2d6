import { causeCounts } from '#core/report/probe/finding-groups';
import { count, seconds, utc } from '#core/report/probe/words';
import { html, prose, type SafeHtml } from '../html';
import { icon, type Shape, type Tone } from './icons';
import type { Page } from './page';

/** The first line: what was probed, and what can be done. */
export function toolbar({ view: { report }, verdict: { state }, isFile }: Page): SafeHtml {
  const tool = (id: string, shape: Shape, action: string, words: string) =>
    html`<button class="tool" type="button" id="${id}" data-do="${action}">${icon(shape)}${words}</button>`;
  // One id, so that the focus stays where it is when the one becomes the other.
  const tools =
    state === 'running'
      ? tool('tool-run', 'stop', 'cancel', 'Cancel')
      : [
          tool('tool-run', 'again', 'again', 'Probe again'),
          tool('tool-compare', 'diff', 'compare', 'Compare with last run'),
          tool('tool-export', 'export', 'export', 'Export…'),
        ];
  return html`<div class="bar"><p class="what">SIP TLS endpoint <b><bdi>${report.target}</bdi></b></p>${
    isFile ? undefined : html`<div class="tools" role="group" aria-label="Report">${tools}</div>`
  }</div>`;
}

const shapes: { readonly [shape in Page['verdict']['shape']]: readonly [Shape, Tone] } = {
  ok: ['ok', 'ok'],
  warning: ['warning', 'warning'],
  error: ['error', 'error'],
  info: ['info', 'info'],
  none: ['none', 'off'],
};

export function verdictHead(page: Page): SafeHtml {
  const { verdict } = page;
  const isRunning = verdict.state === 'running';
  const [shape, tone] = shapes[verdict.shape];
  const mark = isRunning ? icon('running', 'info', 'spin big') : icon(shape, tone, 'big');
  return html`<header class="verdict" aria-label="${isRunning ? 'Progress' : 'Verdict'}">${mark}<div>
<h1>${prose(verdict.headline)}</h1>
${verdict.why === undefined ? undefined : html`<p class="why">${prose(verdict.why)}</p>`}
${nextStep(page)}</div></header>${isRunning ? progress(page) : counts(page)}`;
}

function nextStep({ verdict: { next }, isFile, table }: Page): SafeHtml | undefined {
  if (!next) return undefined;
  const { action } = next;
  const button =
    action?.kind === 'save-repaired'
      ? html`<button class="btn primary" type="button" data-do="save-repaired" data-endpoint="${table.rows[action.endpoint]?.key}">Save the repaired chain…</button>`
      : action && html`<button class="btn primary" type="button" data-do="again">Probe again</button>`;
  return html`<div class="next"><p><span class="do">Next:</span> ${prose(next.text)}</p>${
    button && !isFile ? html`<div class="acts">${button}</div>` : undefined
  }</div>`;
}

function progress({ view: { progress: now } }: Page): SafeHtml {
  const words = now && now.of > 0 ? `${now.done} of ${now.of} done` : 'Asking DNS';
  return html`<div class="progress" role="progressbar" aria-label="Probe under way" aria-valuetext="${words}"><i></i></div>`;
}

/** How many findings there are, and what is new: one line under the verdict. */
function counts({ view, state, findings }: Page): SafeHtml | undefined {
  const counted = causeCounts(findings);
  const links = (['error', 'warning', 'info', 'hint'] as const)
    .filter((severity) => counted[severity] > 0)
    .map((severity) => html`<a href="#findings">${icon(severity, severity)}${count(counted[severity], severity)}</a>`);
  const parts = [links.length > 0 ? links : html`<span>No findings</span>`, news(state), age(view.report.time, state.now)];
  return html`<p class="counts">${parts}</p>`;
}

function news({ changes }: Page['state']): SafeHtml | undefined {
  if (!changes) return undefined;
  const [first] = changes.list;
  if (!first) return html`<span>Nothing has changed since ${utc(changes.since)}.</span>`;
  return html`<span>New since ${utc(changes.since)}: ${prose(first.text)} ${
    changes.list.length > 1
      ? html`<a href="#changes">Show all ${changes.list.length} changes</a>`
      : html`<a href="#changes">Show what changed</a>`
  }</span>`;
}

const HOUR = 3_600_000;

/** A report that was restored or saved is not of now. */
function age(time: string, now: Date): SafeHtml | undefined {
  const passed = now.getTime() - Date.parse(time);
  if (!(passed >= HOUR)) return undefined;
  const words = passed < 48 * HOUR ? count(Math.floor(passed / HOUR), 'hour') : count(Math.floor(passed / (24 * HOUR)), 'day');
  return html`<span>${prose(`Probed ${words} ago.`)}</span>`;
}

/** What the probe keeps to while it runs. */
export function limitNote({ view: { durationMs, plan } }: Page): SafeHtml {
  const most = plan ? ` of at most ${seconds(plan.timeoutMs)} for each address` : '';
  return html`<p class="muted note">${prose(`${seconds(durationMs)}${most}. Cancel keeps what was learned.`)}</p>`;
}
