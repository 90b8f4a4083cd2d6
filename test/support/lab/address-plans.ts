import { type TlsListener, tlsListener } from './listeners';
import { type ExpectedEndpoint, type LeafSpec, type Listener, loopback, nameOf, type Plan } from './plan';

interface AddressPlan extends Pick<Plan, 'id' | 'title' | 'shows' | 'addresses'> {
  readonly leaves: { readonly [name: string]: LeafSpec };
  /** What each address sends, or that nothing listens there. */
  readonly sent: readonly (readonly string[] | 'closed')[];
  readonly findings?: readonly string[];
  readonly mayCome?: readonly string[];
  readonly exitCode?: 0 | 1;
}

/** One name with several addresses, all at the same port. */
const plan = ({ sent, findings = [], mayCome = [], exitCode = 0, ...what }: AddressPlan): Plan => ({
  ...what,
  listeners: sent.map((chain): Listener => (chain === 'closed' ? 'closed' : tlsListener({ chain } satisfies TlsListener))),
  expect: {
    endpoints: sent.map((chain, i): ExpectedEndpoint => {
      const address = what.addresses?.[i] ?? loopback(i);
      if (chain === 'closed') return { address, outcome: 'refused', sent: [] };
      return { address, outcome: 'ok', version: 'TLSv1.3', sent: chain, clientCertificate: 'none' };
    }),
    findings,
    mayCome,
    exitCode,
  },
});

export const addressPlans: readonly Plan[] = [
  plan({
    id: 'three',
    title: 'Three addresses, all alike',
    shows: 'The same certificate and settings on each.',
    leaves: { three: {} },
    sent: [
      ['three', 'intermediate'],
      ['three', 'intermediate'],
      ['three', 'intermediate'],
    ],
  }),
  plan({
    id: 'dual-stack',
    title: 'IPv4 and IPv6',
    shows: 'The same server on 127.0.0.1 and ::1.',
    addresses: ['127.0.0.1', '::1'],
    leaves: { 'dual-stack': {} },
    sent: [
      ['dual-stack', 'intermediate'],
      ['dual-stack', 'intermediate'],
    ],
  }),
  plan({
    id: 'one-incomplete',
    title: 'One of three without intermediate',
    shows: 'The third address sends the leaf alone, so that one call in three fails.',
    leaves: { 'one-incomplete': {} },
    sent: [['one-incomplete', 'intermediate'], ['one-incomplete', 'intermediate'], ['one-incomplete']],
    // The difference is the missing intermediate, which is said where it is missing.
    findings: ['chain/intermediate-missing'],
    mayCome: ['probe/chain-differs'],
    exitCode: 1,
  }),
  plan({
    id: 'one-down',
    title: 'One of two is down',
    shows: 'Nothing listens at the second address.',
    leaves: { 'one-down': {} },
    sent: [['one-down', 'intermediate'], 'closed'],
    findings: ['probe/one-of-many'],
    exitCode: 1,
  }),
  plan({
    id: 'rotation',
    title: 'Rotation in progress',
    shows: 'Two generations of one certificate, the younger a day old.',
    leaves: { 'rotation-old': { validDays: [-45, 45] }, 'rotation-new': { validDays: [-1, 89] } },
    sent: [
      ['rotation-new', 'intermediate'],
      ['rotation-old', 'intermediate'],
    ],
    findings: ['probe/rotation'],
    mayCome: ['probe/certificate-differs'],
  }),
  plan({
    id: 'left-behind',
    title: 'Rotation forgotten',
    shows: 'Two generations of one certificate; the new one is a month old and one address has not got it.',
    leaves: { 'left-behind-old': { validDays: [-60, 40] }, 'left-behind-new': { validDays: [-30, 70] } },
    sent: [
      ['left-behind-new', 'intermediate'],
      ['left-behind-old', 'intermediate'],
    ],
    findings: ['probe/rotation'],
    mayCome: ['probe/certificate-differs'],
  }),
  plan({
    id: 'wrong-host',
    title: 'Wrong host among good ones',
    shows: 'The third address belongs to somebody else, by its certificate.',
    leaves: { 'wrong-host': {}, 'somebody-else': { sans: [{ type: 'dns', value: nameOf('other') }] } },
    sent: [
      ['wrong-host', 'intermediate'],
      ['wrong-host', 'intermediate'],
      ['somebody-else', 'intermediate'],
    ],
    findings: ['probe/wrong-host'],
    mayCome: ['chain/name-mismatch'],
    exitCode: 1,
  }),
];
