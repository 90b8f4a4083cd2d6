import { duration } from '#core/report/probe/words';
import { bdi, cut, html, prose, type SafeHtml } from '../html';
import { shortFindings } from './findings';
import { icon } from './icons';
import { cell, fact, fold, type Page, type Shown, section } from './page';

/** The one SIP request over the connection and what came back. */
export function optionsSection(page: Page, { endpoint, detail, prefix }: Shown): SafeHtml | undefined {
  const { options } = endpoint;
  if (!options) return undefined;
  const { status, reason, durationMs, server, allow, findings } = options;
  const after = durationMs === undefined ? '' : ` after ${duration(durationMs)}`;
  const answer = status === undefined ? undefined : `${status} ${reason ?? ''}`.trim();
  const body = html`<dl class="facts">${fact('Answer', answer === undefined ? cell(icon('warning', 'warning'), 'None. TLS works, and nothing came back over it.') : cell(icon(...tone(status ?? 0)), html`${bdi(answer, 160)}${prose(after)}`))}${fact(
    'Server',
    server !== undefined && bdi(server, 160),
  )}${fact('Allow', allow !== undefined && allow.length > 0 && bdi(allow.join(', '), 300))}</dl>${shortFindings(findings)}${messages(page, { detail, prefix, sent: options.sent })}`;
  return section(page, {
    id: `${prefix}options`,
    title: 'SIP OPTIONS',
    sum: answer === undefined ? 'no answer' : html`${bdi(answer, 80)}${prose(after)}`,
    body,
  });
}

/** Any final answer proves that SIP is spoken; only a server's failure is worth a mark. */
const tone = (status: number): readonly ['ok' | 'info' | 'warning', 'ok' | 'info' | 'warning'] => {
  const shape = status < 300 ? 'ok' : status >= 500 ? 'warning' : 'info';
  return [shape, shape];
};

function messages(
  page: Page,
  { detail, prefix, sent }: { readonly detail: Shown['detail']; readonly prefix: string; readonly sent: string },
): SafeHtml {
  const answer = detail?.options?.answer;
  return html`${fold(page, { id: `${prefix}options-sent`, title: 'The request as sent', body: text(detail?.options?.sent ?? sent) })}${
    answer === undefined ? undefined : fold(page, { id: `${prefix}options-answer`, title: 'The answer as it came', body: text(answer) })
  }`;
}

/** Line by line, so that a line end is one and every other control character shows. */
function text(message: string): SafeHtml {
  const lines = message.slice(0, MOST_CHARACTERS).split(/\r?\n/).slice(0, MOST_LINES);
  return html`<pre class="sip" tabindex="0">${lines.map(
    (line) => html`<bdi>${cut(line, 500)}</bdi>
`,
  )}</pre>`;
}

const MOST_LINES = 120;
const MOST_CHARACTERS = 40_000;
