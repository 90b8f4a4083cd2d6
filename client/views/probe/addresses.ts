import { listed } from '#core/hover/words';
import { type AddressRow, type AddressTable, type Cell, type Column, rowsToList } from '#core/report/probe/address-table';
import type { Standing } from '#core/report/probe/standing';
import { addresses, duration } from '#core/report/probe/words';
import { bdi, cut, type HtmlValue, html, prose, type SafeHtml } from '../html';
import { icon } from './icons';
import { cell, chosenIndex, type Page } from './page';

const titles: { readonly [column in Column]: string } = {
  certificates: 'Certificates',
  name: 'Name',
  expiry: 'Leaf expires',
  version: 'Version',
  options: 'OPTIONS',
};

/** The addresses side by side. They are the tabs as well: a button in each row chooses what is shown below. */
export function addressStrip(page: Page): SafeHtml | undefined {
  const { table, view } = page;
  if (table.rows.length === 0 && !view.progress?.waiting.length) return undefined;
  const isReached = view.progress || table.rows.some(({ standing: { kind } }) => kind === 'works' || kind === 'fails');
  return isReached ? comparison(page) : unreached(page);
}

function comparison(page: Page): SafeHtml {
  const { table, view, state, isFile } = page;
  const chosen = chosenIndex(page);
  const { rows, rest } = rowsToList(table, state.look.listsAll);
  const odd = new Set(table.columns.flatMap((column) => oddRows(table, column)));
  const caption = `Addresses of ${view.report.target}${odd.size > 0 ? `, ${odd.size} of ${table.rows.length} differ from the others` : ''}`;
  const head = ['Address', 'Verifying clients', ...table.columns.map((column) => titles[column])];
  const body = rows.map((row) => {
    const isChosen = row.index === chosen;
    const cells = table.columns.map((column) => html`<td role="cell">${compared(table, column, row)}</td>`);
    return html`<tr role="row" class="${isChosen && !isFile ? 'sel' : ''}"><th scope="row" role="rowheader">${label(row, { isChosen, isFile })}</th><td role="cell" class="verd">${standingCell(row.standing, page)}</td>${cells}</tr>
`;
  });
  return html`<div class="addrs"><table role="table" aria-label="${caption}">${tableHead(head)}<tbody role="rowgroup">
${body}${unchecked(page)}</tbody></table>${rest ? restLine(rest.text, isFile) : undefined}${splits(table, page)}${alike(table)}</div>`;
}

/** After a cancel: addresses that nobody got to, with nothing in their rows. */
function unchecked({ view, table }: Page): readonly SafeHtml[] {
  const { progress } = view;
  if (progress?.state !== 'cancelled') return [];
  const dashes = table.columns.map(() => html`<td role="cell"><span class="same" aria-label="not checked">–</span></td>`);
  return progress.waiting.slice(0, MOST_UNCHECKED).map(
    ({
      socket,
    }) => html`<tr role="row" class="still"><th scope="row" role="rowheader"><span class="mono">${cut(socket, 80)}</span></th><td role="cell" class="verd">${cell(icon('none', 'off'), 'Not checked')}</td>${dashes}</tr>
`,
  );
}

const MOST_UNCHECKED = 12;

const oddRows = ({ comparisons }: AddressTable, column: Column): readonly number[] => {
  const found = comparisons[column];
  return found.kind === 'odd' ? [...found.odd] : [];
};

export const tableHead = (titles: readonly string[]): SafeHtml =>
  html`<thead role="rowgroup"><tr role="row">${titles.map((title) => html`<th scope="col" role="columnheader">${title}</th>`)}</tr></thead>`;

function label({ key, socket, serverName }: AddressRow, { isChosen, isFile }: { isChosen: boolean; isFile: boolean }): SafeHtml {
  const name =
    serverName === undefined
      ? undefined
      : html` <span class="muted">${serverName === null ? 'no server name' : bdi(serverName, 80)}</span>`;
  if (isFile) return html`<span class="mono">${cut(socket, 80)}</span>${name}`;
  return html`${chooseButton({ key, socket, isChosen, isShown: true })}${name}`;
}

/** The tab of one address. `isShown`: there is a part of the page that it changes. */
export function chooseButton({
  key,
  socket,
  isChosen,
  isShown,
}: {
  readonly key: string;
  readonly socket: string;
  readonly isChosen: boolean;
  readonly isShown: boolean;
}): SafeHtml {
  const pressed = isChosen ? 'true' : 'false';
  return isShown
    ? html`<button type="button" aria-pressed="${pressed}" aria-controls="endpoint" data-do="choose" data-endpoint="${key}">${cut(socket, 80)}</button>`
    : html`<button type="button" aria-pressed="${pressed}" data-do="choose" data-endpoint="${key}">${cut(socket, 80)}</button>`;
}

/** What a client that verifies meets there. */
function standingCell(standing: Standing, { view }: Page): SafeHtml {
  switch (standing.kind) {
    case 'works':
      return cell(icon('ok', 'ok'), 'Works');
    case 'fails':
      return cell(icon('error', 'error'), html`<b>Fails</b>`);
    case 'unreached':
      return cell(icon('error', 'error'), html`<b>${unreachedWords(standing, view.plan?.timeoutMs)}</b>`);
    default:
      return cell(icon('none', 'off'), standing.short);
  }
}

const unreachedWords = ({ cause }: Standing & { kind: 'unreached' }, timeoutMs: number | undefined): HtmlValue =>
  cause.id === 'timeout' && timeoutMs !== undefined ? prose(`No answer in ${duration(timeoutMs)}`) : cause.short;

/** A fact against the same fact of the others: what all share is muted, the odd one is marked. */
function compared({ comparisons }: AddressTable, column: Column, { index, cells, standing }: AddressRow): SafeHtml {
  const { text, tone, value } = cells[column];
  const found = comparisons[column];
  const isOdd = found.kind === 'odd' && found.odd.has(index);
  if (value === undefined)
    return standing.kind === 'works' || tone !== 'unknown'
      ? html`<span class="same">${text}</span>`
      : html`<span class="same" aria-label="${text}">–</span>`;
  const words = prose(isOdd ? oddWords(column, text) : text);
  const isNumber = column === 'expiry' || (column === 'options' && text.length < 24);
  if (isOdd)
    return html`<span class="cell differs">${icon('differs', differsTone(tone))}<span class="sr">Differs: </span><span>${words}</span></span>`;
  if (tone === 'error') return cell(icon('error', 'error'), words);
  if (tone === 'warning') return cell(icon('warning', 'warning'), words);
  return html`<span class="same ${found.kind === 'same' ? 'all' : ''} ${isNumber ? 'num' : ''}">${words}</span>`;
}

const differsTone = (tone: Cell['tone']): 'error' | 'warning' | 'plain' => (tone === 'error' || tone === 'warning' ? tone : 'plain');

/** What is odd may read like the others: then it has to be said. */
function oddWords(column: Column, text: string): string {
  if (column === 'expiry') return `${text}, other certificate`;
  return column === 'version' ? `${text}, other settings` : text;
}

function restLine(text: string, isFile: boolean): SafeHtml {
  return html`<p class="rest"><span class="muted">${text}</span>${isFile ? undefined : html` <button class="link" type="button" id="list-all" data-do="list-all">Show all addresses</button>`}</p>`;
}

/** Two values of equal number: neither is the odd one, so it is said in words. */
function splits({ comparisons, columns, rows }: AddressTable, { names }: Page): readonly SafeHtml[] {
  return columns.flatMap((column) => {
    const found = comparisons[column];
    if (found.kind !== 'split' || found.groups.length > MOST_GROUPS) return [];
    const groups = found.groups.map(({ members }) => {
      const [first = 0] = members;
      const who = members.length > MOST_NAMES ? addresses(members.length) : listed(members.map((index) => names[index] ?? ''));
      return `${who}: ${column === 'expiry' ? 'one certificate' : (rows[first]?.cells[column].text ?? '')}`;
    });
    const what = column === 'expiry' ? `${found.groups.length} certificates` : titles[column];
    return [
      html`<p class="groups">${icon('differs')} ${prose(`${what}: the addresses disagree, and none is the odd one. ${groups.join('; ')}.`)}</p>`,
    ];
  });
}

const MOST_GROUPS = 4;
const MOST_NAMES = 3;

/** What all share is said once, for a narrow window that leaves it out of the rows. */
function alike({ comparisons, columns, rows }: AddressTable): SafeHtml | undefined {
  const [first] = rows;
  if (!first || rows.length < 2) return undefined;
  const shared = columns.flatMap((column) => {
    const { text, value, tone } = first.cells[column];
    if (comparisons[column].kind !== 'same' || value === undefined || tone === 'warning' || tone === 'error') return [];
    if (column === 'name') return [`the name ${text}`];
    return [column === 'options' ? `OPTIONS answered with ${value}` : text];
  });
  return shared.length === 0 ? undefined : html`<p class="alike">${prose(`Alike on all ${rows.length}: ${shared.join(', ')}.`)}</p>`;
}

/** No connection anywhere: there is nothing to compare and nothing to choose. */
function unreached(page: Page): SafeHtml {
  const { table, view, state, isFile } = page;
  const { rows, rest } = rowsToList(table, state.look.listsAll);
  const body = rows.map((row) => {
    const { standing } = row;
    const result =
      standing.kind === 'unreached'
        ? cell(icon('error', 'error'), html`<b>${unreachedWords(standing, view.plan?.timeoutMs)}</b>`)
        : cell(icon('info', 'info'), html`<b>${'short' in standing ? standing.short : ''}</b>`);
    const meaning =
      standing.kind === 'unreached'
        ? (meanings[standing.cause.id] ?? view.details[row.index]?.reason)
        : 'why' in standing
          ? standing.why
          : undefined;
    return html`<tr role="row"><th scope="row" role="rowheader"><span class="mono">${cut(row.socket, 80)}</span></th><td role="cell" class="verd">${result}</td><td role="cell">${meaning && prose(meaning)}</td></tr>
`;
  });
  return html`<div class="addrs still"><table role="table" aria-label="Addresses of ${view.report.target}, none reachable">${tableHead(['Address', 'Result', 'What that means'])}<tbody role="rowgroup">
${body}</tbody></table>${rest ? restLine(rest.text, isFile) : undefined}</div>`;
}

const meanings: { readonly [cause: string]: string } = {
  timeout: 'Packets are dropped, usually by an access list.',
  refused: 'Nothing listens on this port, or a firewall answers in its place.',
  unreachable: 'There is no route to this address from here.',
};
