import { rowsToList } from '#core/report/probe/address-table';
import { duration, socketOf } from '#core/report/probe/words';
import type { Endpoint } from '../../../server/contracts';
import { html, prose, type SafeHtml } from '../html';
import { tableHead } from './addresses';
import { type Page, section } from './page';

/** Connect, handshake, first SIP answer of each address on one scale. */
export function timingsSection(page: Page): SafeHtml | undefined {
  const { view, table, state } = page;
  const rows = rowsToList(table, state.look.listsAll).rows.flatMap(({ index }) => view.report.endpoints[index] ?? []);
  const timed = rows.filter(({ timings }) => timings.tcpMs !== undefined);
  if (timed.length === 0) return undefined;
  const hasSip = timed.some(({ timings }) => timings.sipMs !== undefined);
  const most = scaleEnd(Math.max(...timed.map(total)));
  const titles = ['Address', 'Connect', 'Handshake', ...(hasSip ? ['First SIP answer'] : []), `On one scale, 0 to ${duration(most)}`];
  const body = html`<table role="table" class="tm">${tableHead(titles)}<tbody role="rowgroup">${timed.map((endpoint) => row(endpoint, { most, hasSip }))}</tbody></table>`;
  return section(page, { id: 'timings', title: 'Timings', sum: prose(summary(timed)), body });
}

const total = ({ timings: { tcpMs = 0, tlsMs = 0, sipMs = 0 } }: Endpoint): number => tcpMs + tlsMs + sipMs;

/** The next round number: 1, 2, 3, 4, 5, 6, 8, 9 or 10 times a power of ten. */
function scaleEnd(ms: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(ms, 0.1)));
  return ([1, 2, 3, 4, 5, 6, 8, 9, 10].find((step) => step * power >= ms) ?? 10) * power;
}

function summary(endpoints: readonly Endpoint[]): string {
  const totals = endpoints.map(total);
  const [least, most] = [Math.min(...totals), Math.max(...totals)];
  if (endpoints.length === 1) return duration(most);
  // Twice as long and a fifth of a second more is what a person would notice.
  if (duration(least) === duration(most)) return `alike on all addresses, ${duration(most)}`;
  if (most < 2 * least || most - least < 200) return `alike on all addresses, ${duration(least)} to ${duration(most)}`;
  const slowest = endpoints.find((endpoint) => total(endpoint) === most);
  return `${duration(least)} to ${duration(most)}, the slowest is ${slowest ? socketOf(slowest) : ''}`;
}

function row(endpoint: Endpoint, { most, hasSip }: { readonly most: number; readonly hasSip: boolean }): SafeHtml {
  const { tcpMs, tlsMs, sipMs } = endpoint.timings;
  const socket = socketOf(endpoint);
  const parts = [
    { name: 'TCP', ms: tcpMs, fill: '' },
    { name: 'TLS', ms: tlsMs, fill: 'f1' },
    ...(hasSip ? [{ name: 'SIP', ms: sipMs, fill: 'f2' }] : []),
  ];
  let start = 0;
  const bars = parts.flatMap(({ ms = 0, fill }) => {
    const x = start;
    start += ms;
    return ms > 0 ? [html`<rect class="${fill}" x="${share(x, most)}" y="1" width="${share(ms, most)}" height="10"/>`] : [];
  });
  const words = parts.flatMap(({ name, ms }) => (ms === undefined ? [] : [`${name} ${duration(ms)}`])).join(', ');
  const cells = parts.map(({ name, ms, fill }) =>
    ms === undefined
      ? html`<td role="cell" class="num"><span class="muted">–</span></td>`
      : html`<td role="cell" class="num"><svg class="sw" viewBox="0 0 10 10" aria-hidden="true"><rect class="${fill}" x=".5" y=".5" width="9" height="9"/></svg>${prose(`${name} ${duration(ms)}`)}</td>`,
  );
  return html`<tr role="row"><th role="rowheader" scope="row"><span class="mono">${socket}</span></th>${cells}<td role="cell" class="scale"><svg viewBox="0 0 100 12" preserveAspectRatio="none" role="img" aria-label="${socket}: ${words}">${bars}</svg></td></tr>
`;
}

const share = (ms: number, most: number): number => Number(((ms / most) * 100).toFixed(1));
