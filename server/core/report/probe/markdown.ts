import type { NameVerdict, ResolutionStep } from '../../../contracts';
import { capital } from '../../text/capital';
import { hrefOf } from '../../text/citations';
import { versionWord } from '../../tls/versions';
import { type AddressTable, addressTable, type Column, rowsToList } from './address-table';
import { type DnsNode, dnsWalks } from './dns-tree';
import { causeWords, type FindingGroup, findingGroups } from './finding-groups';
import { block, code, plain, row } from './markdown-words';
import type { ProbeView } from './model';
import { boxName, type PathBox, pathBoxes } from './path-boxes';
import type { Standing } from './standing';
import { verdictOf } from './verdict';
import { count, day, duration, keyWord, momentOf, utc, validityOf } from './words';

/**
 * The report for a ticket: what it comes to, addresses, findings with remedy and citation, chains, names, DNS, and how it was made. GitHub's
 * kind of Markdown; every text of a peer is escaped, so that it is neither markup nor a link.
 */
export function probeMarkdown(view: ProbeView): string {
  const table = addressTable(view);
  const groups = findingGroups(view);
  const parts = [
    `# SIP TLS endpoint ${plain(view.report.target)}`,
    ...verdictPart(view),
    addressesPart(table),
    `## Findings\n\n${groups.length === 0 ? 'No rule found anything.' : `${capital(causeWords(groups))}.`}`,
    ...groups.slice(0, MOST_FINDINGS).map(findingPart),
    groups.length > MOST_FINDINGS ? `and ${count(groups.length - MOST_FINDINGS, 'more finding')}.` : '',
    ...shownEndpoints(table).map((index) => endpointPart(view, index)),
    dnsPart(view.report.resolution.steps),
    madePart(view),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const MOST_FINDINGS = 60;

function verdictPart(view: ProbeView): string[] {
  const { headline, why, next } = verdictOf(view);
  return [`**${plain(headline)}**`, why === undefined ? '' : plain(why), next === undefined ? '' : `**Next:** ${plain(next.text)}`];
}

const titles: { readonly [column in Column]: string } = {
  certificates: 'Certificates',
  name: 'Name',
  expiry: 'Leaf expires',
  version: 'Version',
  options: 'OPTIONS',
};

function addressesPart(table: AddressTable): string {
  if (table.rows.length === 0) return '';
  const { rows, rest } = rowsToList(table, false);
  const lines = [
    row(['Address', 'Verifying clients', ...table.columns.map((column) => titles[column])]),
    row(Array.from({ length: table.columns.length + 2 }, () => '---')),
    ...rows.map(({ socket, serverName, standing, cells, index }) => {
      const name = serverName === undefined ? '' : ` ${plain(serverName ?? 'no server name')}`;
      const facts = table.columns.map((column) => {
        const found = table.comparisons[column];
        const text = plain(cells[column].text);
        return found.kind === 'odd' && found.odd.has(index) ? `**${text}** (differs)` : text;
      });
      return row([`${code(socket)}${name}`, standingWords(standing), ...facts]);
    }),
  ];
  return `${lines.join('\n')}${rest ? `\n\n${capital(rest.text)}.` : ''}`;
}

function standingWords(standing: Standing): string {
  if (standing.kind === 'works') return 'works';
  return 'cause' in standing ? `**fails**: ${plain(standing.cause.short.toLowerCase())}` : plain(standing.short.toLowerCase());
}

function findingPart({ finding, title, where, more }: FindingGroup): string {
  const { severity, message, remedy, command, cites, rule } = finding;
  const sources = cites.map((source) => {
    const href = hrefOf(source);
    return href === undefined ? plain(source) : `[${plain(source)}](${href})`;
  });
  const parts = [
    `### ${capital(severity)}: ${plain(title)}`,
    where === '' ? '' : `At ${plain(where)}.`,
    plain(message, 2000),
    remedy === undefined ? '' : `**Do:** ${plain(remedy, 2000)}`,
    command === undefined ? '' : block(command),
    [...sources, code(rule)].join(', '),
    more > 0 ? `${count(more, 'more finding')} of this rule with other values.` : '',
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** One of each group of equals, the worst first. */
function shownEndpoints(table: AddressTable): readonly number[] {
  const first = new Set(table.alike.map(([index = 0]) => index));
  const { rows } = rowsToList(table, true);
  return rows
    .filter(({ index }) => first.has(index))
    .slice(0, MOST_ENDPOINTS)
    .map(({ index }) => index);
}

const MOST_ENDPOINTS = 12;

function endpointPart(view: ProbeView, index: number): string {
  const { report, details } = view;
  const [endpoint, detail] = [report.endpoints[index], details[index]];
  if (!endpoint || endpoint.timings.tcpMs === undefined) return '';
  const { tls, names, chain, enumeration, address, port } = endpoint;
  const socket = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
  const boxes = pathBoxes(view, endpoint, detail);
  const chosen = tls ? [versionWord(tls.version), tls.cipher, tls.group].filter((word) => word !== undefined).join(', ') : undefined;
  const at = momentOf(view);
  const parts = [
    `## ${plain(socket)}`,
    detail?.reason === undefined ? '' : plain(detail.reason),
    chosen === undefined ? '' : `Chosen: ${plain(chosen)}. Client certificate ${asked[tls?.clientCertificate ?? 'none']}.`,
    boxes.length === 0
      ? ''
      : `Certificates, leaf to root:\n\n${boxes.map((box, i) => `${i + 1}. ${boxWords(box, chain?.sent.length ?? 0, at)}`).join('\n')}`,
    chain
      ? `OpenSSL says: ${chain.openssl.ok ? 'ok' : [plain(chain.openssl.text ?? ''), code(chain.openssl.code ?? '')].filter((word) => word !== '').join(' ')}. Revocation: ${chain.revocation.replace('-', ' ')}.`
      : '',
    names ? `${nameWords('By RFC 5922', names.rfc5922)}\n${nameWords('In practice', names.practice)}` : '',
    enumeration
      ? `Accepts ${count(enumeration.suites.length, 'suite')}: ${enumeration.suites
          .slice(0, 40)
          .map(({ cipher, version, grade }) => `${code(cipher)} (${plain(versionWord(version))}, ${grade})`)
          .join(', ')}.`
      : '',
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

const asked = { none: 'not asked for', requested: 'asked for, not demanded', required: 'demanded' } as const;

function boxWords(box: PathBox, sent: number, at: Date): string {
  const name = plain(boxName(box));
  if (box.kind === 'missing') {
    const facts = [
      box.aia === undefined ? '' : `published at ${code(box.aia)}`,
      box.sentBy.length > 0
        ? `sent by ${box.sentBy
            .slice(0, 3)
            .map((socket) => plain(socket))
            .join(', ')}`
        : '',
    ];
    return [`**${name}: missing, not sent**`, ...facts.filter((fact) => fact !== '')].join('; ');
  }
  const { certificate } = box;
  const how = { sent: `sent, ${'place' in box ? box.place : 0} of ${sent}`, store: 'from the store', fetched: '**not sent**, fetched' }[
    box.kind
  ];
  const dates = `${day(certificate.notBefore)} to ${day(certificate.notAfter)}, ${validityOf(certificate, at).text}`;
  const names = certificate.sans.slice(0, 6).map(({ type, value }) => code(`${type.toUpperCase()}:${value}`));
  return [
    `${name}: ${how}`,
    plain(keyWord(certificate.key)),
    plain(dates),
    ...(names.length > 0 ? [names.join(', ')] : []),
    `SHA-256 ${code(certificate.sha256)}`,
  ].join('; ');
}

const nameWords = (rule: string, { matches, why }: NameVerdict): string =>
  `- ${rule}: ${matches ? 'matches' : '**does not match**'}. ${plain(why)}`;

function dnsPart(steps: readonly ResolutionStep[]): string {
  if (steps.length === 0) return '';
  const budget = { left: MOST_RECORDS };
  const walks = dnsWalks(steps).map(
    ({ resolver, roots }) =>
      `${resolver === undefined ? '' : `By ${plain(resolver)}:\n\n`}${roots.flatMap((node) => nodeLines(node, '', budget)).join('\n')}`,
  );
  return `## DNS\n\n${walks.join('\n\n')}`;
}

const MOST_RECORDS = 200;

const outcomes: { readonly [outcome in ResolutionStep['outcome']]: string } = {
  answer: '',
  nxdomain: 'no such name',
  nodata: 'no data',
  servfail: 'the name server failed',
  refused: 'the name server refuses',
  timeout: 'no answer',
  skipped: 'not asked',
};

function nodeLines({ step, records }: DnsNode, indent: string, budget: { left: number }): string[] {
  const { type, name, outcome, why, durationMs, server } = step;
  const facts = [
    outcome === 'answer' ? count(records.length, 'record') : outcomes[outcome],
    durationMs === undefined ? '' : duration(durationMs),
    server === undefined ? '' : plain(server),
  ];
  const head = `${indent}- ${type} ${code(name)}: ${facts.filter((fact) => fact !== '').join(', ')}. ${plain(why)}`;
  return [
    head,
    ...records.flatMap(({ record, asked: below }) => {
      budget.left -= 1;
      if (budget.left < 0) return [];
      const ttl = record.ttl === undefined ? '' : `, TTL ${record.ttl}`;
      return [`${indent}  - ${code(recordWords(record))}${ttl}`, ...below.flatMap((node) => nodeLines(node, `${indent}    `, budget))];
    }),
  ];
}

function recordWords(record: DnsNode['records'][number]['record']): string {
  switch (record.type) {
    case 'NAPTR':
      return `${record.order} ${record.preference} "${record.flags}" "${record.service}" "${record.regexp}" ${record.replacement}`;
    case 'SRV':
      return `${record.priority} ${record.weight} ${record.port} ${record.target}`;
    case 'CNAME':
      return `CNAME ${record.target}`;
    default:
      return record.address;
  }
}

function madePart({ report, durationMs }: ProbeView): string {
  const { tool, from, policy, time } = report;
  const facts = [
    `Probed at ${utc(time, true)}, in ${duration(durationMs)}, from ${from.host}.`,
    `${tool.name} ${tool.version}, ${from.runtime}, ${from.tlsLibrary}. Trust store: ${policy.trust.join(', ') || 'none'}. Names: ${policy.names}${policy.provider === undefined ? '' : `, provider ${policy.provider}`}.`,
  ];
  return `## How this report was made\n\n${facts.map((fact) => plain(fact, 1000)).join('\n')}`;
}
