import type { ProbeView } from '../../server/core/report/probe/model';

/** What a peer may write into a certificate, a DNS record or a SIP answer to do harm where it is shown. */
export const payloads: readonly string[] = [
  '<script>window.broken = 1</script>',
  '<img src=x onerror="window.broken=1">',
  '"><svg onload=window.broken=1>',
  "' onmouseover='window.broken=1",
  '</title></style></bdi></main><iframe srcdoc="<script>parent.broken=1</script>">',
  'javascript:window.broken=1',
  '&lt;b&gt;&#60;i&#62;',
  'sip.example.com\u0000.evil.example',
  'safe\u202Emoc.live\u2066x\u2069\u200F',
  '\u001b[2J\u0007\r\nSet-Cookie: a=b\u2028\u2029\u0085',
  'שלום עולם 123 العربية',
  'a\u0300\u0301\u0302\u0303\u0304\u0305'.repeat(30),
  '\ud800 lone \udfff',
  `CN=${'A'.repeat(1_048_576)}`,
  '__proto__',
  '|x|[y](javascript:1)`z`<b>*_~#',
];

/** Fields whose values are words of our own: what a peer cannot write. */
const ours = new Set([
  'kind',
  'type',
  'outcome',
  'severity',
  'state',
  'step',
  'from',
  'direction',
  'level',
  'clientCertificate',
  'revocation',
  'grade',
  'title',
  'transport',
  'names',
  'fault',
  'time',
  'rule',
]);

/** The view with every text that comes from outside put in place by `replace`, wherever it stands. */
export function withTexts(view: ProbeView, replace: (old: string, field: string) => string): ProbeView {
  const walk = (value: unknown, field: string): unknown => {
    if (typeof value === 'string') return ours.has(field) ? value : replace(value, field);
    if (Array.isArray(value)) return value.map((one) => walk(one, field));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, walk(one, name)]));
  };
  return walk(view, '') as ProbeView;
}

/** Fields whose values come from our own tables and readers, however strange the peer is. */
const tabled = new Set([
  'address',
  'socket',
  'endpoint',
  'cipher',
  'code',
  'version',
  'group',
  'groups',
  'signatureSchemes',
  'sha256',
  'serial',
  'notBefore',
  'notAfter',
]);

/** What a hostile peer can really bring about: a payload in every text that it may write. */
export function hostile(view: ProbeView): ProbeView {
  let next = 0;
  return withTexts(view, (old, field) => {
    if (tabled.has(field)) return old;
    next += 1;
    return payloads[next % payloads.length] ?? old;
  });
}
