import { commandTo, leafOf } from '../../probe/endpoint-command';
import { DAY_MS, day, generationsOf, leavesOf, type ShownLeaf, socketsOf } from '../../probe/leaf-groups';
import { enumerated } from '../../text/enumerated';
import { defineProbeRule } from '../endpoint-rule';

export default defineProbeRule({
  id: 'probe/rotation',
  subject: 'probe',
  severity: { practical: 'warning', strict: 'warning' },
  title: 'Rotation half done, or one address left behind',
  remedy: 'Deploy the new certificate and reload on the addresses that still serve the old one.',
  cites: ['RFC 9325 §3.9'],
  examples: [
    {
      title: 'renewed 40 days ago on one of two',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
        endpoints: [
          { socket: '192.0.2.1:5061', certificate: { notBefore: '2026-04-22T00:00:00Z', notAfter: '2027-04-22T00:00:00Z' } },
          { socket: '192.0.2.2:5061', certificate: { notBefore: '2026-02-21T00:00:00Z', notAfter: '2027-02-21T00:00:00Z' } },
        ],
      },
      finds: ['warning'],
    },
    {
      title: 'renewed an hour ago on one of two',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
        endpoints: [
          { socket: '192.0.2.1:5061', certificate: { notBefore: '2026-05-31T23:00:00Z', notAfter: '2027-05-31T00:00:00Z' } },
          { socket: '192.0.2.2:5061', certificate: { notBefore: '2026-02-21T00:00:00Z', notAfter: '2027-02-21T00:00:00Z' } },
        ],
      },
      finds: ['info'],
    },
    {
      title: 'short-lived certificates that each node renews for itself',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
        endpoints: [
          { socket: '192.0.2.1:5061', certificate: { notBefore: '2026-05-20T00:00:00Z', notAfter: '2026-08-18T00:00:00Z' } },
          { socket: '192.0.2.2:5061', certificate: { notBefore: '2026-04-22T00:00:00Z', notAfter: '2026-07-21T00:00:00Z' } },
        ],
      },
      finds: ['info'],
    },
    {
      title: 'the same on both',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
        endpoints: [
          { socket: '192.0.2.1:5061', certificate: { notBefore: '2026-04-22T00:00:00Z' } },
          { socket: '192.0.2.2:5061', certificate: { notBefore: '2026-04-22T00:00:00Z' } },
        ],
      },
      finds: [],
    },
    {
      title: 'different names are no generations of one certificate',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
        endpoints: [
          { socket: '192.0.2.1:5061', certificate: { notBefore: '2026-04-22T00:00:00Z' } },
          { socket: '192.0.2.2:5061', certificate: { names: ['old.example.net'], notBefore: '2026-02-21T00:00:00Z' } },
        ],
      },
      finds: [],
    },
    {
      title: 'the old one has expired, which is said at its address',
      scene: {
        target: 'sip.example.com:5061',
        zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
        endpoints: [
          { socket: '192.0.2.1:5061', certificate: { notBefore: '2026-04-22T00:00:00Z' } },
          { socket: '192.0.2.2:5061', certificate: { notBefore: '2025-04-22T00:00:00Z', notAfter: '2026-05-01T00:00:00Z' } },
        ],
      },
      finds: [],
    },
  ],
  check(facts, _context, report) {
    const generations = generationsOf(leavesOf(facts).filter(({ leaf }) => leaf.notAfter >= facts.now));
    const [newest] = generations?.young ?? [];
    const old = (generations?.old ?? []).toSorted((a, b) => a.leaf.notAfter.getTime() - b.leaf.notAfter.getTime());
    const [oldest] = old;
    if (!generations || !newest || !oldest) return;
    const sockets = socketsOf(old);
    const young = socketsOf(generations.young).length;
    const isFresh = facts.now.getTime() - newest.leaf.notBefore.getTime() <= FRESH_MS;
    const isByDesign = isRenewedApart(oldest, facts.now);
    const state = isFresh ? 'A rotation is in progress' : isByDesign ? 'Two generations' : 'Left behind';
    const daysLeft = Math.floor((oldest.leaf.notAfter.getTime() - facts.now.getTime()) / DAY_MS);
    const soon = daysLeft <= 7 ? ` It ends in ${daysLeft} days.` : '';
    report(
      `${state}: ${young} ${young === 1 ? 'address serves' : 'addresses serve'} the certificate of ${day(newest.leaf.notBefore)}; ${enumerated(sockets)} still ${sockets.length === 1 ? 'serves' : 'serve'} the one that ends on ${day(oldest.leaf.notAfter)}.${soon}${isFresh || isByDesign ? '' : apart(newest, oldest)}`,
      {
        at: { endpoint: oldest.by[0].socket, certificate: 0 },
        remedy: `Deploy and reload on ${enumerated(sockets)}.`,
        command: commandTo(facts, oldest.by[0], { pipe: leafOf('startdate', 'enddate') }),
        ...(isFresh || isByDesign ? { atMost: 'info' } : {}),
      },
    );
  },
});

/** Certificates reach all nodes of a service within that time, or somebody forgot one. */
const FRESH_MS = 3 * DAY_MS;

function apart({ leaf: newest }: ShownLeaf, { leaf: oldest }: ShownLeaf): string {
  const days = Math.round((newest.notBefore.getTime() - oldest.notBefore.getTime()) / DAY_MS);
  return days < 30 ? '' : ` That is ${days} days apart: these were forgotten.`;
}

/** Nodes that renew for themselves, as ACME clients do, differ by design while none of them is overdue (a third of the life is left). */
function isRenewedApart({ leaf: { notBefore, notAfter } }: ShownLeaf, now: Date): boolean {
  const life = notAfter.getTime() - notBefore.getTime();
  return life <= 100 * DAY_MS && notAfter.getTime() - now.getTime() > life / 3;
}
