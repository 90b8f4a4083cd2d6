import type { Endpoint } from '../../../contracts';
import { shortened } from '../../text/shortened';
import { versionWord } from '../../tls/versions';
import { type Comparison, compareValues, groupsOf } from './differences';
import type { EndpointDetail, ProbeView } from './model';
import { leafOf, missingIssuer, type Standing, standingsOf } from './standing';
import { duration, endpointKey, grouped, momentOf, socketOf, type Validity, validityOf } from './words';

export type Column = 'certificates' | 'name' | 'expiry' | 'version' | 'options';

/** One fact of one address. Addresses are alike in it where `value` is the same; undefined: not known there. */
export interface Cell {
  readonly text: string;
  readonly value: string | undefined;
  readonly tone: 'plain' | 'warning' | 'error' | 'unknown';
}

export interface AddressRow {
  /** Index of the report's endpoints. */
  readonly index: number;
  readonly key: string;
  readonly socket: string;
  /** Where one socket was asked under several names. */
  readonly serverName?: string | null;
  readonly standing: Standing;
  readonly cells: { readonly [column in Column]: Cell };
}

export interface AddressTable {
  /** In the order of the report. */
  readonly rows: readonly AddressRow[];
  /** What there is to compare: OPTIONS is left out where none was sent, the certificate's name where there is none to compare. */
  readonly columns: readonly Column[];
  readonly comparisons: { readonly [column in Column]: Comparison };
  /** Indexes of rows that say the same in each column: the largest group first. Times do not count. */
  readonly alike: readonly (readonly number[])[];
}

const allColumns: readonly Column[] = ['certificates', 'name', 'expiry', 'version', 'options'];

/** The addresses of one target side by side. */
export function addressTable(view: ProbeView): AddressTable {
  const { report, details } = view;
  const standings = standingsOf(view);
  const at = momentOf(view);
  const sockets = new Map<string, number>();
  for (const endpoint of report.endpoints) sockets.set(socketOf(endpoint), (sockets.get(socketOf(endpoint)) ?? 0) + 1);
  const rows = report.endpoints.map((endpoint, index): AddressRow => {
    const socket = socketOf(endpoint);
    const standing = standings[index] ?? { kind: 'untried', short: 'Cannot tell', why: 'Nothing is known of it.' };
    return {
      index,
      key: endpointKey(endpoint),
      socket,
      ...(sockets.get(socket) === 1 ? {} : { serverName: endpoint.serverName }),
      standing,
      cells: cellsOf(endpoint, details[index], at),
    };
  });
  const valuesOf = (column: Column) => rows.map(({ cells }) => cells[column].value);
  const comparisons = Object.fromEntries(
    allColumns.map((column) => [column, compareValues(valuesOf(column))]),
  ) as AddressTable['comparisons'];
  const columns = allColumns.filter(
    (column) => column === 'certificates' || column === 'version' || valuesOf(column).some((value) => value !== undefined),
  );
  const wholes = rows.map(({ standing, cells }) => [standing.kind, ...allColumns.map((column) => cells[column].value ?? '')].join('\n'));
  return { rows, columns, comparisons, alike: groupsOf(wholes).map(({ members }) => members) };
}

const unknown = (text = 'not known'): Cell => ({ text, value: undefined, tone: 'unknown' });

function cellsOf(endpoint: Endpoint, detail: EndpointDetail | undefined, at: Date): AddressRow['cells'] {
  return {
    certificates: certificatesCell(endpoint, detail),
    name: nameCell(endpoint),
    expiry: expiryCell(endpoint, at),
    version: versionCell(endpoint),
    options: optionsCell(endpoint, detail),
  };
}

export function certificatesCell(endpoint: Endpoint, detail: EndpointDetail | undefined): Cell {
  const { chain } = endpoint;
  if (!chain) return unknown(endpoint.outcome === 'ok' ? 'not readable' : 'none seen');
  const cell = (what: string, tone: Cell['tone']): Cell => {
    const text = `${chain.sent.length} sent, ${what}`;
    return { text, value: text, tone };
  };
  if (chain.built[0]?.selfSigned) return cell('self-signed', chain.trusted ? 'plain' : 'error');
  if (!chain.complete && missingIssuer(endpoint, detail) !== undefined)
    return cell(chain.sent.length === 1 ? 'intermediate missing' : 'issuer missing', chain.trusted ? 'plain' : 'error');
  if (!chain.trusted) return cell(chain.complete ? 'complete, not trusted' : 'not trusted', 'error');
  return cell(detail?.isWrongOrder ? 'wrong order' : 'complete', detail?.isWrongOrder ? 'warning' : 'plain');
}

function nameCell({ names }: Endpoint): Cell {
  if (!names) return unknown('not compared');
  const { rfc5922, practice } = names;
  if (rfc5922.matches && practice.matches) return { text: 'matches', value: 'both', tone: 'plain' };
  if (practice.matches) return { text: 'matches, not by RFC 5922', value: 'practice', tone: 'plain' };
  if (rfc5922.matches) return { text: 'matches by RFC 5922 only', value: 'rfc5922', tone: 'plain' };
  return { text: 'does not match', value: 'neither', tone: 'error' };
}

const tones: { readonly [kind in Validity['kind']]: Cell['tone'] } = {
  valid: 'plain',
  soon: 'warning',
  expired: 'error',
  'not-yet': 'error',
  unreadable: 'error',
};

function expiryCell(endpoint: Endpoint, at: Date): Cell {
  const leaf = leafOf(endpoint);
  if (!leaf) return unknown();
  const { kind, text } = validityOf(leaf, at);
  return { text, value: leaf.sha256, tone: tones[kind] };
}

function versionCell({ tls, enumeration }: Endpoint): Cell {
  if (!tls) return unknown();
  const accepted = Object.entries(enumeration?.versions ?? {})
    .filter(([, verdict]) => verdict === 'accepted')
    .map(([version]) => version);
  const suites = (enumeration?.suites ?? []).map(({ version, cipher }) => `${version} ${cipher}`);
  return {
    text: shortened(versionWord(tls.version), 20),
    value: [tls.version, ...accepted.sort(), ...suites.sort()].join(' '),
    tone: 'plain',
  };
}

function optionsCell({ options, outcome }: Endpoint, detail: EndpointDetail | undefined): Cell {
  if (!options) return unknown(outcome === 'ok' && !detail?.options ? 'not asked' : 'not reached');
  if (options.status === undefined) return { text: 'no answer', value: 'no answer', tone: 'warning' };
  const answer = shortened(`${options.status} ${options.reason ?? ''}`.trim(), 40);
  return { text: options.durationMs === undefined ? answer : `${answer}, ${duration(options.durationMs)}`, value: answer, tone: 'plain' };
}

export interface Listed {
  readonly rows: readonly AddressRow[];
  /** Those that are left out: how many, in words that follow the table. */
  readonly rest?: { readonly count: number; readonly text: string };
}

/** Which rows to list, worst first: all where there are few; else those that are not like most, and one of each large group of equals. */
export function rowsToList({ rows, alike }: AddressTable, listsAll: boolean): Listed {
  const rank = { fails: 0, unreached: 1, untried: 2, works: 3 } as const;
  const sorted = [...rows].sort((a, b) => rank[a.standing.kind] - rank[b.standing.kind] || a.index - b.index);
  if (rows.length <= MOST_ROWS || listsAll) return { rows: sorted };
  const large = alike.filter((members) => members.length > MOST_ALIKE);
  const hidden = new Set(large.flatMap((members) => members.slice(1)));
  const others = sorted.filter(({ index }) => !hidden.has(index));
  const listed = others.slice(0, MOST_DIFFERENT);
  const left = rows.length - listed.length;
  const text =
    others.length > listed.length
      ? `and ${grouped(left)} more`
      : `and ${grouped(left)} ${large.length === 1 ? 'alike' : 'more, each like one of these'}`;
  return { rows: listed, ...(left > 0 ? { rest: { count: left, text } } : {}) };
}

const MOST_ROWS = 12;
const MOST_ALIKE = 3;
const MOST_DIFFERENT = 24;
