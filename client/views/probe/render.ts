import type { ProbeView } from '#core/report/probe/model';
import { versionWord } from '#core/tls/versions';
import { bdi, html, prose, type SafeHtml } from '../html';
import { addressStrip } from './addresses';
import { runningStrip } from './addresses-running';
import { chainSection } from './chain';
import { dnsSection } from './dns';
import { findingsSection } from './findings';
import { handshakeSection } from './handshake';
import { namesSection, verifiersSection } from './names';
import { optionsSection } from './options';
import { changesSection, commandsSection, notChecked, provenance, serverNamesSection } from './others';
import { chosenIndex, type Page, pageOf, type Shown, section, shownOf, type ViewState } from './page';
import { suitesSection } from './suites';
import { timingsSection } from './timings';
import { limitNote, toolbar, verdictHead } from './verdict';

export { firstLook, type ViewState } from './page';

/** What stands inside of the document's `<main>`: the whole report as it is known now. Pure; every value of the peer is escaped. */
export function renderProbe(view: ProbeView, state: ViewState): SafeHtml {
  const page = pageOf(view, state);
  if (page.verdict.state === 'running') return running(page);
  const index = hasConnected(page) ? chosenIndex(page) : undefined;
  const shown = index === undefined ? undefined : shownOf(page, index);
  // Without an address the walk that led to none is what there is to see.
  const isFound = view.report.endpoints.length > 0;
  return html`${toolbar(page)}
${verdictHead(page)}
${addressStrip(page)}
${isFound ? undefined : dnsSection(page)}
${findingsSection(page)}
${changesSection(page)}
${shown ? endpointPart(page, shown) : notChecked()}
${allAddresses(page)}
${provenance(page)}`;
}

/** The same for a saved file: nothing to press, and every address that is listed is written out. */
export function renderProbeFile(view: ProbeView, now: Date): SafeHtml {
  const page = pageOf(view, { look: { closed: [], opened: [], listsAll: false }, now }, true);
  const { rows } = page.table;
  const first = chosenIndex(page);
  const order = [...new Set([...(first === undefined ? [] : [first]), ...filedRows(page)])];
  const parts = hasConnected(page)
    ? order.flatMap((index) => {
        const shown = shownOf(page, index, rows.length > 1 ? `e${index}-` : '');
        return shown ? [endpointPart(page, shown)] : [];
      })
    : [notChecked()];
  return html`${toolbar(page)}
${verdictHead(page)}
${addressStrip(page)}
${rows.length > 0 ? undefined : dnsSection(page)}
${findingsSection(page)}
${parts}
${allAddresses(page)}
${provenance(page)}`;
}

/** One of each group of equals, and all of small groups. */
const filedRows = ({ table: { alike } }: Page): readonly number[] =>
  alike.flatMap((members) => (members.length > 3 ? members.slice(0, 1) : members)).slice(0, 24);

const hasConnected = ({ view: { report } }: Page): boolean => report.endpoints.some(({ timings }) => timings.tcpMs !== undefined);

function running(page: Page): SafeHtml {
  const index = chosenIndex(page);
  const shown = index === undefined ? undefined : shownOf(page, index);
  return html`${toolbar(page)}
${verdictHead(page)}
${runningStrip(page)}
${findingsSection(page)}
${shown ? endpointPart(page, shown) : undefined}
${dnsSection(page)}
${limitNote(page)}`;
}

function endpointPart(page: Page, shown: Shown): SafeHtml {
  const { prefix, socket } = shown;
  const left = [namesSection(page, shown), verifiersSection(page, shown)].filter((part) => part !== undefined);
  const right = [handshakeSection(page, shown), optionsSection(page, shown)].filter((part) => part !== undefined);
  const columns = left.length > 0 && right.length > 0 ? html`<div class="two"><div>${left}</div><div>${right}</div></div>` : [left, right];
  return html`<section id="${prefix}endpoint" class="endpoint" aria-labelledby="${prefix}endpoint-name"><div class="here"><h2 id="${prefix}endpoint-name"><span class="mono">${socket}</span></h2><span class="muted">${subtitle(shown)}</span></div>
${outcomePart(page, shown)}${chainSection(page, shown)}
${columns}
${suitesSection(page, shown)}</section>`;
}

/** `edge2.example.com, server name sip.example.com, TLS 1.3, TLS_AES_256_GCM_SHA384, X25519`. */
function subtitle({ endpoint, detail }: Shown): SafeHtml {
  const { serverName, tls, address } = endpoint;
  const host = detail && detail.host !== '' && detail.host !== address ? html`${bdi(detail.host, 120)}, ` : undefined;
  const name = serverName === null ? 'no server name sent' : html`server name ${bdi(serverName, 120)}`;
  const chosen = [tls && versionWord(tls.version), tls?.cipher, tls?.group].filter((part) => part !== undefined);
  return html`${host}${name}${chosen.length > 0 ? prose(`, ${chosen.join(', ')}`) : undefined}`;
}

/** An address without a completed handshake first says how it ended. */
function outcomePart(page: Page, { endpoint, detail, index, prefix, name }: Shown): SafeHtml | undefined {
  const standing = page.table.rows[index]?.standing;
  if (endpoint.outcome === 'ok' || !standing) return undefined;
  const words = 'cause' in standing ? `${name} ${standing.cause.does}.` : 'why' in standing ? standing.why : '';
  // Of these the reason knows more than the cause: a name, a number, a code.
  const reason = ['alert', 'malformed', 'unreachable'].includes(endpoint.outcome) ? detail?.reason : undefined;
  const body = html`<p>${prose(words)}</p>${reason === undefined ? undefined : html`<p>${prose(reason)}</p>`}`;
  return section(page, {
    id: `${prefix}outcome`,
    title: 'Outcome',
    sum: 'cause' in standing ? standing.cause.short : 'short' in standing ? standing.short : '',
    body,
  });
}

function allAddresses(page: Page): SafeHtml {
  const isFound = page.view.report.endpoints.length > 0;
  const parts = [isFound ? dnsSection(page) : undefined, serverNamesSection(page), timingsSection(page), commandsSection(page)].filter(
    (part) => part !== undefined,
  );
  if (parts.length === 0) return html``;
  if (!hasConnected(page)) return html`${parts}`;
  return html`<div class="here"><h2>All addresses</h2><span class="muted">of ${bdi(page.view.report.target, 120)}</span></div>${parts}`;
}
