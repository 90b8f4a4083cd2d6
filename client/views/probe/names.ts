import type { Endpoint, NameVerdict } from '../../../server/contracts';
import { bdi, cut, html, type SafeHtml } from '../html';
import { tableHead } from './addresses';
import { icon } from './icons';
import { cite, withLinks } from './links';
import { cell, type Page, type Shown, section } from './page';

/** Whether the certificate names what was asked for: by the rule of SIP and by what practice makes of it, never blended. */
export function namesSection(page: Page, { endpoint, prefix }: Shown): SafeHtml | undefined {
  const { names } = endpoint;
  const { policy } = page.view.report;
  if (!names) return undefined;
  const rows = [row(html`SIP, ${cite('RFC 5922 §7.2')}`, names.rfc5922), row(html`Practice, ${cite('RFC 9525 §6.3')}`, names.practice)];
  const body = html`<table role="table" class="nm">${tableHead(['Rule', 'Verdict', 'Why'])}<tbody role="rowgroup">${rows}</tbody></table>${
    policy.names === 'chain-only'
      ? html`<p class="muted">The policy chain-only does not compare names, so neither verdict counts here.</p>`
      : undefined
  }`;
  return section(page, {
    id: `${prefix}names`,
    title: 'Names',
    sum: html`${summary(names)} for ${bdi(names.practice.reference, 120)}`,
    body,
  });
}

function summary({ rfc5922, practice }: NonNullable<Endpoint['names']>): string {
  if (rfc5922.matches === practice.matches) return rfc5922.matches ? 'both rules match' : 'neither rule matches';
  return rfc5922.matches ? 'matches by RFC 5922 only' : 'matches in practice, not by RFC 5922';
}

function row(rule: SafeHtml, { matches, why }: NameVerdict): SafeHtml {
  const verdict = matches ? cell(icon('ok', 'ok'), 'Matches', 'nowrap') : cell(icon('no', 'error'), 'No match', 'nowrap');
  return html`<tr role="row"><th role="rowheader" scope="row">${rule}</th><td role="cell">${verdict}</td><td role="cell" class="w">${withLinks(why)}</td></tr>
`;
}

/** What common SIP stacks, by their documented checks, would make of it. */
export function verifiersSection(page: Page, { endpoint, prefix }: Shown): SafeHtml | undefined {
  const { verifiers } = endpoint;
  if (!verifiers || verifiers.length === 0) return undefined;
  const refuse = verifiers.filter(({ accepts }) => accepts === false);
  const unclear = verifiers.filter(({ accepts }) => accepts === null);
  const accept = verifiers.filter(({ accepts }) => accepts === true);
  const parts = [
    refuse.length > 0 && `${refuse.length} refuse`,
    accept.length > 0 && `${accept.length} accept`,
    unclear.length > 0 && `${unclear.length} cannot be told`,
  ];
  const rows = [...refuse, ...unclear, ...accept].map(({ title, accepts, why }) => {
    const verdict =
      accepts === null
        ? cell(icon('unknown', 'off'), 'Cannot tell', 'nowrap')
        : accepts
          ? cell(icon('ok', 'ok'), 'Accepts', 'nowrap')
          : cell(icon('no', 'error'), 'Refuses', 'nowrap');
    return html`<tr role="row"><th role="rowheader" scope="row">${cut(title, 40)}</th><td role="cell">${verdict}</td><td role="cell" class="w">${withLinks(why)}</td></tr>
`;
  });
  return section(page, {
    id: `${prefix}verifiers`,
    title: 'Who would accept it',
    sum: parts.filter((part) => part !== false).join(', '),
    body: html`<table role="table" class="verif">${tableHead(['Verifier', 'Would it accept?', 'Why'])}<tbody role="rowgroup">${rows}</tbody></table>`,
  });
}
