import { listed } from '#core/hover/words';
import { versionList } from '#core/report/probe/causes';
import { count } from '#core/report/probe/words';
import { capital } from '#core/text/capital';
import { versionWord } from '#core/tls/versions';
import type { Endpoint, Grade } from '../../../server/contracts';
import { bdi, cut, html, prose, type SafeHtml } from '../html';
import { icon, type Shape, type Tone } from './icons';
import { cite, withLinks } from './links';
import { cell, fact, type Page, type Shown, section } from './page';

type Enumeration = NonNullable<Endpoint['enumeration']>;

/** Versions and suites that the server takes, each with its grade. A grade is no finding. */
export function suitesSection(page: Page, shown: Shown): SafeHtml | undefined {
  const { endpoint, prefix } = shown;
  const id = `${prefix}suites`;
  const title = 'Versions and suites';
  if (endpoint.enumeration) {
    const { enumeration } = endpoint;
    return section(page, { id, title, sum: summary(enumeration), body: html`${matrix(enumeration)}${lists(enumeration, shown)}` });
  }
  const { tls } = endpoint;
  if (!tls || page.isFile || page.verdict.state !== 'done') return undefined;
  const body = html`<p>${prose(`This conversation chose ${versionWord(tls.version)} and ${tls.cipher}. What else the server takes is asked by short hellos, at most four at a time.`)}</p><div class="row-acts"><button class="btn" type="button" data-do="enumerate" id="enumerate">${icon('suites')}List versions and suites</button></div>`;
  return section(page, { id, title, sum: 'not listed', body });
}

const grades: readonly Grade[] = ['modern', 'acceptable', 'weak', 'broken'];

function summary({ versions, suites }: Enumeration): string {
  const number = new Set(suites.map(({ cipher }) => cipher)).size;
  const counts = grades.flatMap((grade) => {
    const many = new Set(suites.filter((suite) => suite.grade === grade).map(({ cipher }) => cipher)).size;
    return many > 0 ? [`${many} ${grade}`] : [];
  });
  return `${versionList(withVerdict(versions, 'accepted')) || 'no version'}, ${count(number, 'suite')}${counts.length > 0 ? `: ${counts.join(', ')}` : ''}`;
}

const allVersions: readonly string[] = ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1', 'SSLv3'];

const withVerdict = (versions: Enumeration['versions'], verdict: string): string[] => [
  ...allVersions.filter((version) => Object.hasOwn(versions, version) && versions[version] === verdict),
];

function matrix({ versions, suites, serverOrder }: Enumeration): SafeHtml | undefined {
  const columns = allVersions.filter(
    (version) => Object.hasOwn(versions, version) && (version !== 'SSLv3' || versions[version] === 'accepted'),
  );
  const rows = new Map<string, { code: string; grade: Grade; in: Set<string> }>();
  for (const { cipher, code, grade, version } of suites) {
    const row = rows.get(cipher);
    if (row) row.in.add(version);
    else rows.set(cipher, { code, grade, in: new Set([version]) });
  }
  if (rows.size === 0) return undefined;
  const head = html`<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Suite${serverOrder === true ? ', in the server’s order' : serverOrder === false ? ', the client chooses' : ''}</th><th role="columnheader" scope="col">Code</th>${columns.map(
    (version) => html`<th role="columnheader" scope="col" class="v">${prose(versionWord(version))}</th>`,
  )}<th role="columnheader" scope="col">Grade</th></tr></thead>`;
  const body = [...rows].slice(0, MOST).map(
    ([
      cipher,
      row,
    ]) => html`<tr role="row"><th role="rowheader" scope="row"><code>${cut(cipher, 80)}</code></th><td role="cell" class="num muted"><code>${cut(row.code, 16)}</code></td>${columns.map((version) => accepted(version, row.in.has(version)))}<td role="cell">${grade(cipher, row.grade)}</td></tr>
`,
  );
  return html`<table role="table" class="suites">${head}<tbody role="rowgroup">${body}</tbody></table>`;
}

const MOST = 400;

const accepted = (version: string, is: boolean): SafeHtml =>
  is
    ? html`<td role="cell" class="v on" data-v="${versionWord(version)}">${icon('ok')}<span class="sr">accepted</span></td>`
    : html`<td role="cell" class="v" data-v="${versionWord(version)}"><span class="muted" aria-hidden="true">–</span><span class="sr">not accepted</span></td>`;

const looks: { readonly [grade in Grade]: readonly [Shape, Tone] } = {
  modern: ['grade-modern', 'ok'],
  acceptable: ['grade-acceptable', 'ok'],
  weak: ['grade-weak', 'warning'],
  broken: ['grade-broken', 'error'],
};

function grade(cipher: string, value: Grade): SafeHtml {
  const why = value === 'weak' || value === 'broken' ? reasonFor(cipher) : undefined;
  return html`<span class="grade">${icon(...(looks[value] ?? looks.weak))}${capital(value)}${why === undefined ? undefined : html`<span class="muted">(${why})</span>`}</span>`;
}

/** Of the name alone: what makes it weak or broken. */
function reasonFor(cipher: string): string | undefined {
  const marks: readonly (readonly [RegExp, string])[] = [
    [/NULL/, 'no encryption'],
    [/anon/, 'no authentication'],
    [/EXPORT|DES40/, 'export'],
    [/RC4/, 'RC4'],
    [/RC2/, 'RC2'],
    [/_3DES_/, '3DES'],
    [/_DES_/, 'DES'],
    [/^TLS_RSA_/, 'RSA key exchange'],
    [/^TLS_(?:DH|ECDH)_/, 'no forward secrecy'],
    [/CCM_8/, 'short tag'],
    [/_CBC_/, 'CBC'],
  ];
  return marks.find(([pattern]) => pattern.test(cipher))?.[1];
}

function lists(enumeration: Enumeration, { detail, endpoint }: Shown): SafeHtml {
  const { groups, signatureSchemes, alpn, compression, handshakes } = enumeration;
  const hybrids = groups.some((group) => /MLKEM|Kyber/i.test(group));
  const facts = [
    fact('Versions', versionsFact(enumeration)),
    fact('Groups', groups.length === 0 ? 'None was told.' : prose(`${groups.join(', ')}. ${hybrids ? '' : 'No post-quantum hybrid.'}`)),
    fact('Signatures', signatureSchemes.length > 0 && prose(signatureSchemes.join(', '))),
    fact(
      'ALPN',
      alpn.length > 0 ? bdi(alpn.join(', '), 200) : html`None of the offered names chosen (<code>sip/2</code> is the registered one).`,
    ),
    fact(
      'Session',
      endpoint.tls?.resumed !== undefined &&
        (endpoint.tls.resumed ? 'Resumed by a second connection.' : 'Not resumed by a second connection.'),
    ),
    fact('Compression', compression === null ? 'Not known.' : compression ? cell(icon('warning', 'warning'), 'Accepted.') : 'Refused.'),
    fact(
      'CBC',
      enumeration.suites.some(({ cipher }) => cipher.includes('_CBC_')) &&
        html`Weak by ${cite('RFC 9325 §4.2')}: only a peer that knows nothing better should get it.`,
    ),
    ...(detail?.lockedOut ?? []).map(({ what, who }) => fact(`Without ${what}`, withLinks(who))),
    fact('Asked by', prose(count(handshakes, 'hello'))),
  ];
  return html`<dl class="facts lists">${facts}</dl>`;
}

function versionsFact({ versions }: Enumeration): SafeHtml {
  const [accepts, refuses, unknown] = [
    withVerdict(versions, 'accepted'),
    withVerdict(versions, 'refused'),
    withVerdict(versions, 'unknown'),
  ];
  const isOld = accepts.some((version) => version === 'SSLv3' || version === 'TLSv1' || version === 'TLSv1.1');
  const parts = [
    accepts.length > 0 && `${versionList(accepts)} accepted`,
    refuses.length > 0 && `${listed(refuses.map(versionWord))} refused`,
    unknown.length > 0 && `${listed(unknown.map(versionWord))} cannot be told`,
  ].filter((part) => part !== false);
  const rule = isOld
    ? html`, against ${cite('RFC 8996 §4')}`
    : refuses.includes('TLSv1')
      ? html`, as ${cite('RFC 8996 §4')} asks`
      : undefined;
  return cell(isOld ? icon('warning', 'warning') : icon('ok', 'ok'), html`${prose(parts.join('; '))}${rule}`);
}
