import type { ExtensionLine } from '#core/report/probe/model';
import { boxName, type PathBox } from '#core/report/probe/path-boxes';
import { commonName, day, keyWord, validityOf } from '#core/report/probe/words';
import type { Certificate } from '../../../server/contracts';
import { bdi, cut, html, prose, type SafeHtml } from '../html';
import { icon } from './icons';
import { fact, fold, type Page, type Shown } from './page';

/** One certificate of the path: how it came, whose it is, key, names, how long it is valid. The border repeats the mark. */
export function certificateBox(page: Page, shown: Shown, box: PathBox): SafeHtml {
  const name = boxName(box);
  const facts = box.kind === 'missing' ? missingFacts(box) : certificateFacts(box.certificate);
  const dates = box.kind === 'missing' ? box.facts : box.certificate;
  return html`<li class="cert ${box.kind === 'fetched' ? 'store' : box.kind}"><p class="mark">${mark(shown, box)}</p><h3>${bdi(name, 120)}</h3><dl class="kv">${facts}</dl>${
    box.kind === 'missing' ? undefined : extensions(page, shown, box.certificate)
  }${dates?.notBefore !== undefined && dates.notAfter !== undefined ? validityBar({ name, notBefore: dates.notBefore, notAfter: dates.notAfter, at: page.at }) : undefined}</li>`;
}

function mark({ endpoint, detail }: Shown, box: PathBox): SafeHtml {
  switch (box.kind) {
    case 'sent':
      return html`${icon('sent')}<span><b>Sent</b>${box.place > 0 ? `, ${box.place} of ${endpoint.chain?.sent.length}` : ''}</span>`;
    case 'store':
      return html`${icon('store')}<span><b>From the store</b>${storeName(detail?.trust)}</span>`;
    case 'fetched':
      return html`${icon('store')}<span><b>Not sent</b>, fetched${box.from === undefined ? undefined : html` from ${bdi(box.from, 120)}`}</span>`;
    default:
      return html`${icon('missing', 'error')}<span><b>Missing</b>, not sent</span>`;
  }
}

const storeName = (trust: readonly string[] | undefined): SafeHtml | undefined =>
  trust && trust.length > 0 ? html`: ${trust.join(', ')}` : undefined;

const value = (text: string): SafeHtml => bdi(text, 160);

function certificateFacts({ subject, issuer, selfSigned, key, signature, sans }: Certificate): readonly (SafeHtml | undefined)[] {
  return [
    fact(
      'Issuer',
      selfSigned ? 'itself' : issuer === subject ? html`${value(commonName(issuer))}, its own name` : value(commonName(issuer)),
    ),
    fact('Key', value(keyWord(key))),
    fact('Signature', value(signature)),
    fact('Names', sans.length > 0 && names(sans)),
  ];
}

const sanTypes = { dns: 'DNS', uri: 'URI', ip: 'IP', email: 'email', other: 'other' } as const;

function names(sans: Certificate['sans']): SafeHtml {
  const shown = sans
    .slice(0, MOST_NAMES)
    .map(({ type, value: name }, i) => html`${i > 0 ? ', ' : ''}${bdi(`${sanTypes[type] ?? 'other'}:${name}`, 120)}`);
  return html`${shown}${sans.length > MOST_NAMES ? html` <span class="muted">and ${sans.length - MOST_NAMES} more</span>` : undefined}`;
}

const MOST_NAMES = 6;

function missingFacts({ aia, sentBy, facts }: PathBox & { kind: 'missing' }): readonly (SafeHtml | undefined)[] {
  return [
    fact('Issuer', facts?.issuer !== undefined && value(commonName(facts.issuer))),
    fact('Key', facts?.key !== undefined && value(facts.key)),
    fact('Published at', aia !== undefined && value(aia)),
    fact('Sent by', sentBy.length > 0 && (sentBy.length > 3 ? `${sentBy.length} other addresses` : sentBy.join(' and '))),
  ];
}

/** All that the certificate says, on demand. */
function extensions(page: Page, { detail, prefix }: Shown, certificate: Certificate): SafeHtml {
  const { sha256, serial, subject, issuer } = certificate;
  const lines: readonly ExtensionLine[] =
    detail && Object.hasOwn(detail.extensions, sha256) ? (detail.extensions[sha256] ?? []) : usages(certificate);
  const shown = lines
    .slice(0, MOST_LINES)
    .map(
      ({ name, value: text, isCritical }) =>
        html`<dt>${bdi(name, 60)}</dt><dd>${bdi(text, 400)}${isCritical ? html` <span class="muted">critical</span>` : undefined}</dd>`,
    );
  const body = html`<dl class="kv">${fact('Subject', value(subject))}${fact('Issuer', value(issuer))}${shown}${
    lines.length > MOST_LINES ? html`<dt></dt><dd class="muted">and ${lines.length - MOST_LINES} more</dd>` : undefined
  }<dt>Serial</dt><dd class="mono">${cut(serial, 80)}</dd><dt>SHA-256</dt><dd class="mono">${cut(sha256, 80)}</dd></dl>`;
  return fold(page, { id: `${prefix}ext-${sha256.slice(0, 16)}`, title: 'All extensions', body });
}

const MOST_LINES = 40;

/** Where only the public report is at hand. */
const usages = ({ keyUsage, extendedKeyUsage, ca }: Certificate): readonly ExtensionLine[] => [
  ...(keyUsage ? [{ name: 'Key usage', value: keyUsage.join(', '), isCritical: false }] : []),
  ...(extendedKeyUsage ? [{ name: 'Extended key usage', value: extendedKeyUsage.join(', '), isCritical: false }] : []),
  { name: 'Basic constraints', value: ca ? 'CA' : 'not a CA', isCritical: false },
];

const tones = { valid: '', soon: 'warning', expired: 'error', 'not-yet': 'error', unreadable: 'error' } as const;

/** The whole time of a certificate, what of it has gone by, and where now is. Past either end the line stands beyond the bar. */
function validityBar({
  name,
  notBefore,
  notAfter,
  at,
}: {
  readonly name: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly at: Date;
}): SafeHtml {
  const { kind, text, elapsed } = validityOf({ notBefore, notAfter }, at);
  const tone = tones[kind];
  const filled = kind === 'not-yet' ? 0 : Number((elapsed * 100).toFixed(1));
  const now = kind === 'expired' ? 103 : kind === 'not-yet' ? -3 : filled;
  const dates = kind === 'unreadable' ? '' : `${day(notBefore)} to ${day(notAfter)}`;
  const words =
    tone === ''
      ? html`<span>${prose(text)}</span>`
      : html`<span class="cell">${icon(tone === 'error' ? 'error' : 'warning', tone)}<span>${prose(text)}</span></span>`;
  return html`<div class="valid"><svg class="vbar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="Validity of ${name.slice(0, 120)}: ${dates === '' ? text : `${dates}, ${text}`}"><rect class="e ${tone}" x="0" y="1" width="${filled}" height="6"/><rect class="t" x="0" y="1" width="100" height="6"/><path d="M${now} -2V10"/></svg><div class="row"><span class="num">${dates}</span>${words}</div></div>`;
}
