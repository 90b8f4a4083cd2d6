import type { Certificate, Endpoint } from '../../../contracts';
import type { EndpointDetail, ProbeView } from './model';
import { missingIssuer } from './standing';
import { commonName, keyWord } from './words';

/** One certificate of the way from the leaf to the root, and how it came to be known. */
export type PathBox =
  /** `place` counts from 1, on the wire. */
  | { readonly kind: 'sent'; readonly certificate: Certificate; readonly place: number }
  | { readonly kind: 'store'; readonly certificate: Certificate }
  | { readonly kind: 'fetched'; readonly certificate: Certificate; readonly from?: string }
  /** Not sent; its facts come from another address that sent it, as far as there is one. */
  | {
      readonly kind: 'missing';
      readonly name: string;
      readonly aia?: string;
      readonly sentBy: readonly string[];
      readonly facts?: MissingFacts;
    };

export interface MissingFacts {
  readonly issuer?: string;
  readonly key?: string;
  readonly notBefore?: string;
  readonly notAfter?: string;
}

/** Leaf first. Past a missing issuer it goes on where another endpoint of the report shows how. */
export function pathBoxes(
  { report }: Pick<ProbeView, 'report'>,
  endpoint: Endpoint,
  detail: EndpointDetail | undefined,
): readonly PathBox[] {
  const { chain } = endpoint;
  if (!chain) return [];
  const missing = missingIssuer(endpoint, detail);
  const boxes: PathBox[] = [];
  // Without a path there is still what was sent.
  const path: readonly (Certificate & { from: 'sent' | 'store' | 'aia' })[] =
    chain.built.length > 0 ? chain.built : chain.sent.slice(0, 1).map((certificate) => ({ ...certificate, from: 'sent' }));
  for (const certificate of path) {
    if (certificate.from === 'sent')
      boxes.push({ kind: 'sent', certificate, place: chain.sent.findIndex(({ sha256 }) => sha256 === certificate.sha256) + 1 });
    else if (certificate.from === 'store') boxes.push({ kind: 'store', certificate });
    else if (detail?.missing && detail.missing.sentBy.length > 0) boxes.push(missingBox(certificate.subject, detail, certificate));
    else boxes.push({ kind: 'fetched', certificate, ...(detail?.missing?.aia === undefined ? {} : { from: detail.missing.aia }) });
  }
  if (missing === undefined || path.some(({ from }) => from === 'aia') || chain.complete) return boxes;
  const above = wayUp(report.endpoints, missing);
  return [
    ...boxes,
    missingBox(missing, detail, above[0]),
    ...above.slice(1).map((certificate): PathBox => ({ kind: 'store', certificate })),
  ];
}

function missingBox(name: string, detail: EndpointDetail | undefined, known: Certificate | undefined): PathBox {
  const { aia, sentBy = [], issuer, key, notBefore, notAfter } = detail?.missing ?? {};
  const facts: MissingFacts | undefined = known
    ? { issuer: known.issuer, key: keyWord(known.key), notBefore: known.notBefore, notAfter: known.notAfter }
    : detail?.missing && {
        ...(issuer === undefined ? {} : { issuer }),
        ...(key === undefined ? {} : { key }),
        ...(notBefore === undefined ? {} : { notBefore }),
        ...(notAfter === undefined ? {} : { notAfter }),
      };
  return { kind: 'missing', name, sentBy, ...(aia === undefined ? {} : { aia }), ...(facts ? { facts } : {}) };
}

/** The issuer as another endpoint sent it, and the anchors of the store above it. */
function wayUp(endpoints: readonly Endpoint[], issuer: string): readonly Certificate[] {
  for (const { chain } of endpoints) {
    const start = chain?.built.findIndex(({ subject, from }) => subject === issuer && from === 'sent') ?? -1;
    if (!chain || start < 0) continue;
    const [known, ...above] = chain.built.slice(start);
    if (known) return [known, ...above.filter(({ from }) => from === 'store')];
  }
  return [];
}

export const boxName = (box: PathBox): string => commonName(box.kind === 'missing' ? box.name : box.certificate.subject || 'no subject');
