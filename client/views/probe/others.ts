import type { ProbeTraffic } from '#core/report/probe/model';
import { commonName, count, duration, utc } from '#core/report/probe/words';
import { bdi, html, prose, type SafeHtml } from '../html';
import { tableHead } from './addresses';
import { commandLine } from './findings';
import { icon } from './icons';
import { cell, type Page, section } from './page';

/** What is other than in the run before. */
export function changesSection(page: Page): SafeHtml | undefined {
  const { changes } = page.state;
  if (!changes || changes.list.length === 0) return undefined;
  const marks = { worse: ['error', 'error'], better: ['ok', 'ok'], neutral: ['differs', 'plain'] } as const;
  const words = { worse: 'Worse', better: 'Better', neutral: 'Changed' } as const;
  const items = changes.list
    .slice(0, MOST)
    .map(
      ({ tone, text }) =>
        html`<li><span class="cell">${icon(marks[tone][0], marks[tone][1])}<span><span class="muted">${words[tone]}:</span> ${prose(text)}</span></span></li>`,
    );
  const left = changes.list.length - items.length;
  const body = html`<ul class="short">${items}</ul>${left > 0 ? html`<p class="muted">${`and ${count(left, 'more change')}`}</p>` : undefined}`;
  return section(page, {
    id: 'changes',
    title: 'What changed',
    sum: prose(`${count(changes.list.length, 'change')} since ${utc(changes.since)}`),
    body,
  });
}

const MOST = 60;

/** The answers to the right name, to none and to a wrong one. */
export function serverNamesSection(page: Page): SafeHtml | undefined {
  const { sni } = page.view;
  if (sni.length === 0) return undefined;
  const rows = sni.slice(0, MOST).map(({ socket, serverName, kind, shows, sha256 }) => {
    const asked = sni.find((other) => other.socket === socket && other.kind === 'asked');
    const isSame = sha256 !== undefined && asked?.sha256 === sha256;
    const what = kind === 'asked' ? undefined : isSame ? 'the same certificate' : 'another answer';
    return html`<tr role="row"><th role="rowheader" scope="row"><span class="mono">${socket}</span></th><td role="cell">${serverName === null ? 'none' : bdi(serverName, 120)}${kind === 'other' ? ' (a name that it cannot know)' : ''}</td><td role="cell" class="w">${bdi(commonName(shows), 160)}${
      what === undefined ? undefined : html` <span class="muted">${what}</span>`
    }</td></tr>
`;
  });
  const others = sni.filter(({ kind }) => kind !== 'asked');
  const differ = others.filter(
    ({ socket, sha256 }) => sha256 !== sni.find((one) => one.socket === socket && one.kind === 'asked')?.sha256,
  ).length;
  return section(page, {
    id: 'server-names',
    title: 'Other server names',
    sum: differ === 0 ? 'the answer does not depend on the name' : 'the answer depends on the name',
    body: html`<table role="table" class="nm">${tableHead(['Address', 'Server name sent', 'Answer'])}<tbody role="rowgroup">${rows}</tbody></table>`,
  });
}

/** Lines that show the same by programs that everybody has. */
export function commandsSection(page: Page): SafeHtml | undefined {
  const { commands } = page.view;
  if (commands.length === 0) return undefined;
  const items = commands
    .slice(0, MOST)
    .map(({ shows, command }) => html`<li><p>${prose(shows)}</p>${commandLine(command, { shows, isFile: page.isFile })}</li>`);
  return section(page, {
    id: 'commands',
    title: 'The same by other programs',
    sum: count(commands.length, 'command'),
    body: html`<ol class="commands">${items}</ol>`,
    isOpen: false,
  });
}

/** Nothing was connected to: what that leaves open. */
export function notChecked(): SafeHtml {
  const items = ['Handshake, versions and suites', 'Certificates and names', 'Client certificate', 'SIP OPTIONS'];
  return html`<section class="sec"><div class="head"><h2>Not checked</h2><span class="sum">no connection, so nothing is known about these</span></div><ul class="nots">${items.map((item) => html`<li>${cell(icon('none', 'off'), item)}</li>`)}</ul></section>`;
}

/** From where, when and with what this was made. */
export function provenance({ view }: Page): SafeHtml {
  const { report, durationMs, traffic } = view;
  const { from, policy, tool } = report;
  const servers = [...new Set(report.resolution.steps.flatMap(({ server }) => server ?? []))];
  const facts: readonly (readonly [string, string])[] = [
    ['Probed at', `${utc(report.time, true)}, in ${duration(durationMs)}`],
    ['From', from.host],
    ['Tool', `${tool.name} ${tool.version}, ${from.runtime}`],
    ['TLS library', from.tlsLibrary],
    ['Trust store', policy.trust.join(', ') || 'none'],
    ['Name policy', `${policy.names}${policy.provider === undefined ? '' : `, provider ${policy.provider}`}`],
    ['Resolver', servers.slice(0, 4).join(', ') || 'not asked'],
    ['Sent', trafficWords(traffic)],
  ];
  return html`<footer class="prov" aria-label="How this report was made"><dl>${facts.map(([term, value]) => html`<dt>${term}</dt><dd>${prose(value)}</dd>`)}</dl></footer>`;
}

/** `6 DNS queries, 3 connections, 44 hellos, 3 OPTIONS`. */
export function trafficWords({ dnsQueries, connections, hellos, options }: ProbeTraffic): string {
  const queries = dnsQueries === 1 ? '1 DNS query' : `${dnsQueries} DNS queries`;
  const parts = [
    dnsQueries > 0 && queries,
    connections > 0 && count(connections, 'connection'),
    hellos > 0 && count(hellos, 'hello'),
    options > 0 && `${options} OPTIONS`,
  ];
  return parts.filter((part) => part !== false).join(', ') || 'nothing';
}
