import { listed } from '#core/hover/words';
import { boxName, type PathBox, pathBoxes } from '#core/report/probe/path-boxes';
import { missingIssuer } from '#core/report/probe/standing';
import { commonName } from '#core/report/probe/words';
import { bdi, type HtmlValue, html, prose, type SafeHtml } from '../html';
import { certificateBox } from './certificate-box';
import { icon } from './icons';
import { cell, fact, type Page, type Shown, section } from './page';

/** The certificates from the leaf to the root, with what was sent, what is missing, and what came from elsewhere. */
export function chainSection(page: Page, shown: Shown): SafeHtml | undefined {
  const { endpoint, detail, prefix } = shown;
  const { chain } = endpoint;
  if (!chain) return undefined;
  const boxes = pathBoxes(page.view, endpoint, detail).slice(0, MOST_BOXES);
  const said = boxes.map((box) => `${boxName(box).slice(0, 80)} ${words[box.kind]}`).join('; ');
  const body = html`<ol class="chain${boxes.length > 4 ? ' long' : ''}" aria-label="Certificate path, leaf to root: ${said}">${boxes.map(
    (box, i) => [i === 0 ? undefined : joint(box), certificateBox(page, shown, box)],
  )}</ol>
${unused(shown)}<dl class="facts">${fact('Path', pathFact(shown, boxes))}${fact('OpenSSL says', opensslFact(chain.openssl))}${fact('Revocation', revocationFact(page, shown))}</dl>${actions(page, shown)}`;
  return section(page, { id: `${prefix}chain`, title: 'Certificate chain', sum: summary(chain.sent.length, boxes), body });
}

const MOST_BOXES = 12;
const words = { sent: 'sent', store: 'from the store', fetched: 'not sent, fetched', missing: 'missing' } as const;

/** Between two boxes: the upper one issued the lower one, and was sent or not. */
function joint(box: PathBox): SafeHtml {
  const isBroken = box.kind === 'missing' || box.kind === 'fetched';
  const path = isBroken ? 'M0 8h20M36 8h18M49 4l5 4-5 4M24 4l8 8M32 4l-8 8' : 'M0 8h54M49 4l5 4-5 4';
  return html`<li class="joint ${isBroken ? 'broken' : ''}" aria-hidden="true"><span>issued by</span><svg viewBox="0 0 56 16" aria-hidden="true"><path d="${path}"/></svg>${isBroken ? html`<span>not sent</span>` : undefined}</li>`;
}

function summary(sent: number, boxes: readonly PathBox[]): string {
  const of = (kind: PathBox['kind']) => boxes.filter((box) => box.kind === kind).length;
  const missing = of('missing') + of('fetched');
  const parts = [`${sent} sent`, missing > 0 ? `${missing} missing` : '', of('store') > 0 ? 'root in the store' : 'no root in the store'];
  return parts.filter((part) => part !== '').join(', ');
}

const reasons = {
  duplicate: 'sent twice',
  extra: 'belongs to no path from the leaf',
  root: 'the root, which a client has to have already',
  alternative: 'for another path to a root',
  unreadable: 'cannot be read',
} as const;

/** Sent, and no part of the path. */
function unused({ endpoint, detail }: Shown): SafeHtml | undefined {
  const items = detail?.unused ?? [];
  if (items.length === 0) return undefined;
  const sent = endpoint.chain?.sent ?? [];
  return html`<div class="unused-certs"><p class="mark">${icon('sent')}<span><b>Sent but not used</b></span></p><ul>${items
    .slice(0, MOST_BOXES)
    .map(({ index, why }) => {
      const subject = why === 'unreadable' ? undefined : sent[index]?.subject;
      return html`<li>${index + 1}: ${subject === undefined ? undefined : html`${bdi(commonName(subject), 120)}, `}${reasons[why] ?? why}</li>`;
    })}</ul></div>`;
}

function pathFact({ endpoint, detail }: Shown, boxes: readonly PathBox[]): SafeHtml {
  const { chain } = endpoint;
  if (!chain) return html``;
  const bad = (text: string) => cell(icon('error', 'error'), prose(text));
  const top = boxes.at(-1);
  const root = top && top.kind !== 'missing' ? commonName(top.certificate.subject) : undefined;
  const order = detail?.isWrongOrder ? ' The list is not in the order of the path; the marks tell the places on the wire.' : '';
  if (chain.trusted) return cell(icon('ok', 'ok'), prose(`Complete: what is sent reaches ${root ?? 'an anchor'} in the store.${order}`));
  if (chain.sent.length === 0) return bad('No certificate that can be read was sent.');
  const missing = missingIssuer(endpoint, detail);
  if (!chain.complete && missing !== undefined) {
    const last = boxes.filter(({ kind }) => kind === 'sent').length;
    return bad(`Ends after certificate ${last}: its issuer ${commonName(missing)} is neither sent nor in the store.${order}`);
  }
  if (chain.built.at(-1)?.selfSigned && chain.built.at(-1)?.from === 'sent')
    return bad(`Ends at ${root}, which signed itself and is in no store that was asked${trusted(detail?.trust)}.${order}`);
  const why = chain.openssl.text === undefined ? 'the path is not valid' : `the path is not valid: “${chain.openssl.text}”`;
  return bad(`${root === undefined ? 'Found no path' : `Reaches ${root}, but ${why}`}.${order}`);
}

const trusted = (trust: readonly string[] | undefined): string => (trust && trust.length > 0 ? ` (${listed(trust)})` : '');

/** The verdict of OpenSSL in the real handshake, quoted and then in our own words. */
function opensslFact({ ok, code, text }: { ok: boolean; code?: string; text?: string }): SafeHtml {
  if (ok) return html`ok`;
  const quoted = text === undefined ? undefined : html`“${text}”`;
  const name = code === undefined ? undefined : html`<code>${code}</code>`;
  const meaning = code === undefined ? undefined : meanings[code];
  return html`${quoted}${quoted && name ? html` (${name})` : name}${meaning === undefined ? undefined : `: ${meaning}`}`;
}

const meanings: { readonly [code: string]: string } = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'only the leaf arrived, and nothing here signs it.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the issuer of the last certificate is neither sent nor in the store.',
  UNABLE_TO_GET_ISSUER_CERT: 'an intermediate is known, and its issuer is not.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is its own issuer.',
  SELF_SIGNED_CERT_IN_CHAIN: 'the root was sent, and is not trusted here.',
  CERT_HAS_EXPIRED: 'one certificate of the path has expired.',
  CERT_NOT_YET_VALID: 'one certificate of the path is not valid yet, or the clock of this host is wrong.',
  CERT_SIGNATURE_FAILURE: 'a signature of the path is wrong.',
  INVALID_PURPOSE: 'a certificate of the path is not meant for this use.',
  INVALID_CA: 'a certificate of the path signs although it is no CA.',
  CERT_REVOKED: 'a certificate of the path has been revoked.',
};

function revocationFact({ verdict, isFile }: Page, { endpoint, detail }: Shown): SafeHtml {
  const { revocation = 'not-checked' } = endpoint.chain ?? {};
  const told: HtmlValue = (detail?.revocation ?? []).slice(0, 6).map((sentence) => html` ${prose(sentence)}`);
  switch (revocation) {
    case 'good':
      return cell(icon('ok', 'ok'), html`Not revoked.${told}`);
    case 'revoked':
      return cell(icon('error', 'error'), html`<b>Revoked.</b>${told}`);
    case 'unknown':
      return cell(icon('warning', 'warning'), html`The responder does not know the certificate.${told}`);
    case 'unavailable':
      return cell(icon('unknown', 'off'), html`Cannot be told: nobody answered usefully.${told}`);
    default: {
      const check =
        isFile || verdict.state === 'running'
          ? undefined
          : html` <button class="link" type="button" data-do="check-revocation" id="check-revocation">Check online</button>`;
      return cell(icon('none', 'off'), html`Not checked: no OCSP answer was stapled, and asking the CA needs your consent.${told}${check}`);
    }
  }
}

function actions({ isFile }: Page, { detail, key, endpoint }: Shown): SafeHtml | undefined {
  if (isFile || !detail) return undefined;
  const button = (action: string, text: string) =>
    html`<button class="btn" type="button" data-do="${action}" data-endpoint="${key}">${text}</button>`;
  const buttons = [
    detail.repairedPem === undefined ? undefined : button('save-repaired', 'Save the repaired chain as PEM…'),
    detail.sentPem === undefined
      ? undefined
      : button('save-sent', `Save the sent ${(endpoint.chain?.sent.length ?? 0) > 1 ? 'chain' : 'certificate'} as PEM…`),
  ].filter((one) => one !== undefined);
  return buttons.length === 0 ? undefined : html`<div class="row-acts">${buttons}</div>`;
}
