import { type DnsNode, dnsWalks, type RecordNode } from '#core/report/probe/dns-tree';
import type { Standing } from '#core/report/probe/standing';
import { addresses, count, duration } from '#core/report/probe/words';
import type { DnsRecord, ResolutionStep } from '../../../server/contracts';
import { bdi, html, prose, type SafeHtml } from '../html';
import { icon } from './icons';
import { withLinks } from './links';
import { type Page, section } from './page';

/** How the name led to the addresses: each question with its reason, each record with what it led to. */
export function dnsSection(page: Page): SafeHtml | undefined {
  const { view, verdict, table } = page;
  const { steps } = view.report.resolution;
  if (steps.length === 0) return undefined;
  const standings = new Map<string, Standing['kind']>();
  table.rows.forEach(({ index, standing: { kind } }) => {
    const address = view.report.endpoints[index]?.address ?? '';
    if (kind === 'fails' || kind === 'unreached' || !standings.has(address)) standings.set(address, kind);
  });
  const budget = { left: MOST_RECORDS };
  const walks = dnsWalks(steps).map(
    ({ resolver, roots }) =>
      html`<div class="tree"><p><bdi class="q">${view.report.target}</bdi> <span class="muted">as typed${resolver === undefined ? undefined : `, by ${resolver}`}</span></p><ul>${questions(roots, { standings, budget })}</ul></div>`,
  );
  const cut =
    budget.left < 0 ? html`<p class="muted">${count(-budget.left, 'further record')} not shown. The JSON export has them.</p>` : undefined;
  return section(page, {
    id: 'dns',
    title: 'DNS walk',
    sum: summary(steps, view.report.resolution.candidates.length),
    body: html`${walks}${cut}`,
    isOpen: verdict.state !== 'running',
  });
}

const MOST_RECORDS = 300;

interface Drawing {
  readonly standings: ReadonlyMap<string, Standing['kind']>;
  /** How many records may still be drawn; below zero it counts those that were not. */
  readonly budget: { left: number };
}

function summary(steps: readonly ResolutionStep[], candidates: number): SafeHtml {
  const asked = steps.filter(({ outcome }) => outcome !== 'skipped');
  if (asked.length === 0) return html`not asked`;
  const failed = asked.find(({ outcome }) => outcome === 'servfail' || outcome === 'refused' || outcome === 'timeout');
  const types = [...new Set(asked.map(({ type }) => type))].filter((type) => type === 'NAPTR' || type === 'SRV');
  // Questions of one type are put at once.
  const times = ['NAPTR', 'SRV', 'A'].map((type) =>
    Math.max(0, ...asked.filter((step) => (step.type === 'AAAA' ? 'A' : step.type) === type).map(({ durationMs = 0 }) => durationMs)),
  );
  const found = candidates === 0 ? 'no address' : addresses(candidates);
  const after = duration(times.reduce((sum, ms) => sum + ms, 0));
  return prose(`${types.length > 0 ? `${types.join(', ')}, then ` : ''}${found} in ${after}${failed ? `; ${failed.type} failed` : ''}`);
}

const outcomes: { readonly [outcome in ResolutionStep['outcome']]: string } = {
  answer: '',
  nxdomain: 'no such name (NXDOMAIN)',
  nodata: 'no data',
  servfail: 'the name server failed (SERVFAIL)',
  refused: 'the name server refuses (REFUSED)',
  timeout: 'no answer',
  skipped: 'not asked',
};

/** The reason that two have in common, as A and AAAA mostly have, is told once. */
const questions = (nodes: readonly DnsNode[], drawing: Drawing): readonly SafeHtml[] =>
  nodes.map((node, i) => question(node, { drawing, isWhyTold: nodes[i - 1]?.step.why === node.step.why }));

function question(
  { step, records }: DnsNode,
  { drawing, isWhyTold }: { readonly drawing: Drawing; readonly isWhyTold: boolean },
): SafeHtml {
  const { type, name, outcome, why, server, durationMs } = step;
  const isFailed = outcome === 'servfail' || outcome === 'refused' || outcome === 'timeout';
  const what = outcome === 'answer' ? count(records.length, 'record') : outcomes[outcome];
  const facts = [what, durationMs === undefined || outcome === 'skipped' ? undefined : duration(durationMs), server]
    .filter((part) => part !== undefined)
    .join(', ');
  return html`<li class="${outcome === 'skipped' ? 'unused' : ''}"><span class="q">${type}</span> ${bdi(name, 255)} ${isFailed ? icon('error', 'error') : undefined} <span class="muted">${prose(facts)}</span>${isWhyTold ? undefined : html`<p class="why">${withLinks(why)}</p>`}${list(
    records.map((record) => recordItem(record, drawing)),
  )}</li>`;
}

/** Without children there is no list. */
function list(items: readonly (SafeHtml | undefined)[]): SafeHtml | undefined {
  const drawn = items.filter((item) => item !== undefined);
  return drawn.length === 0 ? undefined : html`<ul>${drawn}</ul>`;
}

function recordItem({ record, asked }: RecordNode, drawing: Drawing): SafeHtml | undefined {
  drawing.budget.left -= 1;
  if (drawing.budget.left < 0) return undefined;
  const ttl = record.ttl === undefined ? undefined : html` <span class="muted num">TTL ${record.ttl}</span>`;
  switch (record.type) {
    case 'NAPTR': {
      const text = `${record.order} ${record.preference} "${record.flags}" "${record.service}" "${record.regexp}" ${record.replacement}`;
      if (asked.length === 0)
        return html`<li class="unused"><code>${bdi(text)}</code>${ttl}<p class="why">Not used: ${unusedReason(record)}</p></li>`;
      return html`<li><span class="cell">${icon('ok', 'ok')}<code>${bdi(text)}</code></span>${ttl}${list(questions(asked, drawing))}</li>`;
    }
    case 'SRV':
      return html`<li><code>${record.priority} ${record.weight} ${record.port} ${bdi(record.target, 255)}</code>${ttl}${list(asked.flatMap((node) => addressItems(node, drawing)))}</li>`;
    case 'CNAME':
      return html`<li><span class="q">CNAME</span> ${bdi(record.target, 255)}${ttl}</li>`;
    default:
      return addressItem(record, drawing);
  }
}

/** Below an SRV record the addresses alone are worth a line; why they are asked goes without saying. */
function addressItems({ step, records }: DnsNode, drawing: Drawing): readonly (SafeHtml | undefined)[] {
  if (records.length > 0) return records.map((record) => recordItem(record, drawing));
  const isFailed = step.outcome !== 'nodata' && step.outcome !== 'nxdomain' && step.outcome !== 'skipped';
  return [
    html`<li><span class="unused"><span class="q">${step.type}</span> ${outcomes[step.outcome]}</span>${isFailed ? html` ${icon('error', 'error')}` : undefined}</li>`,
  ];
}

function addressItem({ type, address, ttl }: DnsRecord & { type: 'A' | 'AAAA' }, { standings }: Drawing): SafeHtml {
  const kind = standings.get(address);
  const fails = kind === 'fails' || kind === 'unreached';
  const mark = fails ? html` <span class="cell">${icon('error', 'error')}${kind === 'fails' ? 'fails' : 'not reached'}</span>` : undefined;
  return html`<li><span class="q">${type}</span> ${bdi(address, 80)}${ttl === undefined ? undefined : html` <span class="muted num">TTL ${ttl}</span>`}${mark}</li>`;
}

const services: { readonly [service: string]: string } = {
  'SIP+D2T': 'it is SIP over TCP without TLS',
  'SIP+D2U': 'it is SIP over UDP without TLS',
  'SIP+D2S': 'it is SIP over SCTP without TLS',
  'SIPS+D2T': 'another record comes before it',
  'SIPS+D2S': 'TLS over SCTP is not probed',
  'SIP+D2W': 'it is SIP over WebSocket without TLS',
  'SIPS+D2W': 'it is SIP over WebSocket',
};

const unusedReason = ({ service }: DnsRecord & { type: 'NAPTR' }): string => {
  const known = service.toUpperCase();
  return Object.hasOwn(services, known) ? (services[known] ?? '') : 'it is no service of SIP';
};
