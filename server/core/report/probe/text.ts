import { listed } from '../../hover/words';
import type { Severity } from '../../rules/rule';
import { isAtLeast, summaryOf } from '../check';
import type { Painter } from '../colours';
import { counts, hiddenLine } from '../text';
import { visible, wrap } from '../visible';
import { addressTable, rowsToList } from './address-table';
import { dnsRows } from './dns-text';
import { endpointRows } from './endpoint-text';
import { findingRows } from './finding-text';
import type { ProbeTraffic, ProbeView } from './model';
import { allFindings, atLeast, type ProbeReporter, type Tally } from './reporter';
import { type Page, row } from './rows';
import { verdictOf } from './verdict';
import { count, duration, momentOf } from './words';

export interface TextOptions {
  /** Findings below are counted, not shown. */
  readonly least: Severity;
  readonly paint: Painter;
  /** Columns of the terminal. */
  readonly width: number;
  /** The moment for which all is judged, where it is not the time of the probe. */
  readonly at?: Date;
}

/** For a terminal: DNS, each address with what was seen and found, and at the end, where the eye is, what it comes to. */
export function textReporter(options: TextOptions): ProbeReporter {
  const { width, paint } = options;
  const page: Page = { width, paint };
  return {
    begin: '',
    between: '\n',
    show: (view) => `${targetLines(view, options, page).join('\n')}\n`,
    end: (tally) => (tally.targets > 1 ? `\n${totals(tally, page).join('\n')}\n` : ''),
  };
}

function targetLines(view: ProbeView, { least, at }: TextOptions, page: Page): string[] {
  const shown = atLeast(view, least);
  const { report, details } = shown;
  const { from, policy } = report;
  const facts = [
    `from ${from.host}`,
    from.tlsLibrary,
    ...(policy.trust.length > 0 ? [`store: ${policy.trust.join(', ')}`] : []),
    ...(policy.names === 'chain-only' ? ['policy chain-only'] : []),
    ...(policy.provider === undefined ? [] : [`provider ${policy.provider}`]),
  ];
  const isOfDns = ({ at: place }: { readonly at: { readonly query?: string } }): boolean => place.query !== undefined;
  const table = rowsToList(addressTable(view), false);
  const shownRows = [...table.rows].sort((a, b) => a.index - b.index);
  return [
    ...row({ label: report.target, paintLabel: page.paint.path, text: facts.join(', '), hanging: 8 }, page),
    '',
    ...dnsRows(report.resolution.steps, page),
    ...report.findings.filter(isOfDns).flatMap((finding) => findingRows(finding, page)),
    ...shownRows.flatMap(({ index, serverName }, i) => {
      const endpoint = report.endpoints[index];
      const above = shownRows.slice(0, i).flatMap((shown) => report.endpoints[shown.index] ?? []);
      if (!endpoint) return [];
      const context = { detail: details[index], policy: policy.names, at: at ?? momentOf(view) };
      return [
        '',
        ...endpointRows(endpoint, { ...context, ...(serverName === undefined ? {} : { serverName }), above }, page),
        ...[...endpoint.findings, ...(endpoint.options?.findings ?? [])].flatMap((finding) => findingRows(finding, page)),
      ];
    }),
    ...(table.rest ? ['', `${table.rest.text}.`] : []),
    ...waitingRows(view, page),
    ...sniRows(view, page),
    ...aboutAll(
      report.findings.filter((finding) => !isOfDns(finding)),
      page,
    ),
    '',
    ...summary(view, { least, page }),
  ];
}

const aboutAll = (findings: ProbeView['report']['findings'], page: Page): string[] =>
  findings.length === 0 ? [] : ['', page.paint.path('all addresses'), ...findings.flatMap((finding) => findingRows(finding, page))];

/** Where a probe was cancelled. */
function waitingRows({ progress }: ProbeView, page: Page): string[] {
  const { paint } = page;
  return (progress?.waiting ?? []).flatMap(({ socket, step }) => [
    '',
    ...row(
      { label: socket, paintLabel: paint.path, word: 'cancelled', text: step === 'waiting' ? 'not begun' : `during ${step}`, hanging: 8 },
      page,
    ),
  ]);
}

function sniRows({ sni }: ProbeView, page: Page): string[] {
  if (sni.length === 0) return [];
  const names = new Map<string, string[]>();
  for (const { socket, serverName, shows } of sni) {
    const answer = `${socket} shows ${shows}`;
    names.set(answer, [...(names.get(answer) ?? []), serverName ?? 'no server name']);
  }
  const rows = [...names].flatMap(([answer, asked]) => row({ at: 8, text: `${answer} for ${listed(asked)}` }, page));
  return ['', page.paint.path('by server name'), ...rows];
}

/** What it comes to: the sentence that a tired engineer reads first. */
function summary(view: ProbeView, { least, page }: { least: Severity; page: Page }): string[] {
  const { paint, width } = page;
  const { headline, why, next, shape } = verdictOf(view);
  const all = [...allFindings(view.report)];
  const isLoud = ({ severity }: { readonly severity: Severity }): boolean => isAtLeast(severity, least);
  const found = counts(summaryOf(all.filter(isLoud)), paint);
  const hidden = hiddenLine(all.filter((finding) => !isLoud(finding)));
  const paintHeadline = shape === 'error' || shape === 'warning' ? paint[shape] : paint.path;
  const lines = (text: string): string[] => wrap(visible(text.replaceAll(/[\r\n]+/g, ' ')), width);
  return [
    ...lines(headline).map(paintHeadline),
    ...(why === undefined ? [] : lines(why)),
    ...(next === undefined ? [] : lines(`Next: ${next.text}`)),
    ...(found === '' && hidden === '' ? [] : [`${found === '' ? '' : `${found}. `}${hidden}`.trimEnd()]),
    ...lines(`${sent(view.traffic)} in ${duration(view.durationMs)}.`).map(paint.dim),
  ];
}

/** `Sent 6 DNS queries, 3 connections, 3 OPTIONS`. */
function sent({ dnsQueries, connections, hellos, options }: ProbeTraffic): string {
  const parts = [
    dnsQueries === 0 ? '' : `${dnsQueries} DNS ${dnsQueries === 1 ? 'query' : 'queries'}`,
    count(connections, 'connection'),
    hellos > connections ? count(hellos, 'hello') : '',
    options === 0 ? '' : `${options} OPTIONS`,
  ];
  return `Sent ${parts.filter((part) => part !== '').join(', ')}`;
}

function totals(tally: Tally, { paint, width }: Page): string[] {
  const { targets, reached, withoutError } = tally;
  const parts = [
    `${withoutError} without error`,
    reached - withoutError === 0 ? '' : `${reached - withoutError} with errors`,
    targets - reached === 0 ? '' : `${targets - reached} not reached`,
  ];
  const found = counts(tally, paint);
  const lines = wrap(`${count(targets, 'target')}: ${parts.filter((part) => part !== '').join(', ')}.`, width);
  return found === '' ? lines : [...lines, `${found}.`];
}
