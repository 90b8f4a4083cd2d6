import type { HandshakeLine } from '#core/report/probe/model';
import { duration } from '#core/report/probe/words';
import { versionWord } from '#core/tls/versions';
import type { Endpoint } from '../../../server/contracts';
import { cut, html, prose, type SafeHtml } from '../html';
import { icon } from './icons';
import { type Page, type Shown, section } from './page';

/** The messages that were really seen, client left and server right, each with the time since the ClientHello. */
export function handshakeSection(page: Page, { endpoint, detail, socket, prefix }: Shown): SafeHtml | undefined {
  const lines = detail?.handshake ?? [];
  if (lines.length === 0) return undefined;
  const shown = lines.slice(0, MOST);
  const more = lines.length > shown.length ? html`<p class="muted">and ${lines.length - shown.length} more messages</p>` : undefined;
  const body = html`<div class="hs" role="group" aria-label="Handshake with ${socket}, in order of time"><div class="ends" aria-hidden="true"><div><span>Client (this probe)</span><span>Server</span></div></div><ol>${shown.map(
    (line, i) => (line.kind === 'note' ? note(line) : message(line, i === 0)),
  )}<li class="end" aria-hidden="true"><span></span><div class="lane"></div><span></span></li></ol></div>${more}`;
  return section(page, { id: `${prefix}handshake`, title: 'Handshake', sum: summary(endpoint, detail?.reason), body });
}

const MOST = 80;

function summary({ tls, outcome, alert }: Endpoint, reason: string | undefined): SafeHtml {
  const asked = {
    none: 'no client certificate asked for',
    requested: 'client certificate requested, not required',
    required: 'client certificate required',
  } as const;
  const parts = [
    tls && versionWord(tls.version),
    tls && outcome === 'ok' ? asked[tls.clientCertificate] : undefined,
    tls?.resumed ? 'resumed' : undefined,
    outcome === 'ok'
      ? undefined
      : alert
        ? `ended by alert ${alert.code} of ${alert.direction === 'received' ? 'the server' : 'this side'}`
        : (reason ?? outcome),
  ];
  return prose(parts.filter((part) => part !== undefined).join(', '));
}

function note({ text, isEncrypted }: HandshakeLine & { kind: 'note' }): SafeHtml {
  const lock = text.startsWith('Encrypted') ? html`${icon('lock')} ` : undefined;
  return html`<li class="note ${isEncrypted ? 'enc' : ''}"><span class="t"></span><div class="lane">${lock}${prose(text)}</div><span class="lock"></span></li>`;
}

const heads = { client: html`<path d="M0 0L8 4.5 0 9z"/>`, server: html`<path d="M8 0L0 4.5 8 9z"/>` } as const;

function message({ from, atMs, name, detail, isEncrypted, fault }: HandshakeLine & { kind: 'message' }, isFirst: boolean): SafeHtml {
  const mark = fault && html`${icon(fault, fault)}<span class="sr">${fault}: </span> `;
  const time = isFirst ? duration(atMs) : duration(atMs).replace(/ ms$/, '');
  return html`<li class="${from === 'client' ? 'c' : 's'} ${isEncrypted ? 'enc' : ''} ${fault === 'error' ? 'bad' : ''}"><span class="t num">${prose(time)}</span><div class="lane"><div class="txt"><span class="sr">${
    from === 'client' ? 'Client to server: ' : 'Server to client: '
  }</span>${mark}<bdi class="msg">${cut(name, 120)}</bdi>${detail === '' ? undefined : html` <bdi class="d">${cut(detail, 300)}</bdi>`}</div><div class="arrow"><svg viewBox="0 0 8 9" aria-hidden="true">${heads[from]}</svg></div></div><span class="lock"></span></li>`;
}
