import { causeWords, type FindingGroup } from '#core/report/probe/finding-groups';
import { count } from '#core/report/probe/words';
import { capital } from '#core/text/capital';
import type { Finding, Severity } from '../../../server/contracts';
import { html, prose, type SafeHtml } from '../html';
import { icon } from './icons';
import { cite, withLinks } from './links';
import { type Page, section } from './page';

/** What is wrong, why that matters, what to do, how to see it oneself, and who says so. */
export function findingsSection(page: Page): SafeHtml | undefined {
  const { findings: groups, verdict } = page;
  const isRunning = verdict.state === 'running';
  if (groups.length === 0 && isRunning) return undefined;
  const shown = groups.slice(0, MOST);
  const left = groups.length - shown.length;
  const body =
    groups.length === 0
      ? html`<p>No rule found anything. What was not checked says so in its place.</p>`
      : html`<ol>${shown.map((group) => findingItem(page, group))}</ol>${left > 0 ? html`<p class="muted">${`${count(left, 'more finding')}, all of them lighter than these. The JSON export has them.`}</p>` : undefined}`;
  return section(page, { id: 'findings', title: isRunning ? 'Findings so far' : 'Findings', sum: causeWords(groups), body });
}

const MOST = 60;

function findingItem({ names, isFile }: Page, { finding, title, endpoints, where, more }: FindingGroup): SafeHtml {
  const { severity, message, remedy, command, cites, rule } = finding;
  const who = endpoints.length === 1 && names.length > 1 ? names[endpoints[0] ?? 0] : undefined;
  return html`<li class="finding">${icon(severity, severity)}<div>
<p class="title"><span class="sev">${capital(severity)}: </span>${who === undefined ? undefined : html`<bdi>${who}</bdi>: `}${title}</p>
<p>${withLinks(message)}</p>
${remedy === undefined ? undefined : html`<p class="do"><b>Do:</b> ${withLinks(remedy)}</p>`}
${command === undefined ? undefined : commandLine(command, { shows: title, isFile })}
${more > 0 ? html`<p class="muted">${`${count(more, 'more finding')} of this rule with other values. The JSON export has them.`}</p>` : undefined}
<p class="refs">${where === '' ? undefined : html`<span>${prose(where)}</span>`}${cites.map((source) => html`${cite(source)} `)}<code>${rule}</code></p>
</div></li>`;
}

/** One span for each word, so that lines break between options and never at their hyphen. */
export function commandLine(command: string, { shows, isFile }: { readonly shows: string; readonly isFile: boolean }): SafeHtml {
  const words = command.split(' ').map((word) => html`<span>${word}</span> `);
  const copy = html`<button class="tool copy" type="button" aria-label="Copy the command: ${shows}" data-do="copy" data-text="${command}">${icon('copy')}<span class="word">Copy</span></button>`;
  return html`<div class="cmd"><code>${words}</code>${isFile ? undefined : copy}</div>`;
}

const severities: readonly string[] = ['error', 'warning', 'info', 'hint'] satisfies readonly Severity[];

/** What the message rules say of the answer to OPTIONS: one line each. */
export function shortFindings(findings: readonly Finding[]): SafeHtml | undefined {
  if (findings.length === 0) return undefined;
  return html`<ul class="short">${findings
    .slice(0, MOST_SHORT)
    .map(
      ({ severity, message }) =>
        html`<li><span class="cell">${icon(severities.includes(severity) ? severity : 'info', severities.includes(severity) ? severity : 'info')}<span><span class="muted">${capital(severity)}:</span> ${withLinks(message)}</span></span></li>`,
    )}</ul>`;
}

const MOST_SHORT = 10;
