import type { Zone, ZoneRecord } from '../dns-server';
import { tlsListener } from './listeners';
import { type ExpectedEndpoint, loopback, nameOf, type Plan } from './plan';

const a = (name: string, data = '127.0.0.1'): ZoneRecord => ({ type: 'A', name, data });
const cname = (name: string, data: string): ZoneRecord => ({ type: 'CNAME', name, data });
const srv = (
  name: string,
  { port, target, priority = 10, weight = 10 }: { port: number; target: string; priority?: number; weight?: number },
): ZoneRecord => ({
  type: 'SRV',
  name,
  data: { priority, weight, port, target },
});
const naptr = (name: string, order: number, [services, replacement]: readonly [string, string]): ZoneRecord => ({
  type: 'NAPTR',
  name,
  data: { order, preference: 10, flags: 's', services, regexp: '', replacement },
});

interface DnsPlan extends Pick<Plan, 'id' | 'title' | 'shows' | 'leaves' | 'target' | 'flags'> {
  readonly zone: (port: number) => Zone;
  /** How many addresses answer, each with the leaf of this name. */
  readonly listening: number;
  readonly findings?: readonly string[];
}

/** A domain: what counts is the way to its addresses. The name alone is the target. */
function plan({ listening, findings = [], ...what }: DnsPlan): Plan {
  const sent = [what.id, 'intermediate'];
  const seen = { outcome: 'ok', version: 'TLSv1.3', sent, clientCertificate: 'none' } as const;
  const addresses = Array.from({ length: listening }, (_, i) => loopback(i));
  return {
    target: () => nameOf(what.id),
    ...what,
    leaves: what.leaves ?? (listening > 0 ? { [what.id]: {} } : {}),
    listeners: addresses.map(() => tlsListener({ chain: sent })),
    expect: {
      endpoints: addresses.map((address): ExpectedEndpoint => ({ address, ...seen })),
      findings,
      exitCode: listening > 0 ? 0 : 3,
    },
  };
}

/** One behaviour for all that a walk asks of a name. */
const everywhere = (name: string, behaviour: NonNullable<Zone['behaviours']>[string]): Zone => ({
  records: [],
  behaviours: Object.fromEntries(
    ['', '_sips._tcp.', '_sip._tls.', '_sips._tls.', '_sip._tcp.', '_sip._udp.'].map((prefix) => [`* ${prefix}${name}`, behaviour]),
  ),
});

const naptrName = nameOf('naptr');
const orderName = nameOf('naptr-order');
const srvName = nameOf('srv');
const targetName = nameOf('srv-target');
const wrongLabel = nameOf('srv-wrong-label');

export const dnsPlans: readonly Plan[] = [
  plan({
    id: 'naptr',
    title: 'NAPTR, SRV, address',
    shows: 'NAPTR prefers TLS and leads by SRV to a host and its port.',
    zone: (port) => ({
      records: [
        naptr(naptrName, 10, ['SIPS+D2T', `_sips._tcp.${naptrName}`]),
        naptr(naptrName, 20, ['SIP+D2U', `_sip._udp.${naptrName}`]),
        srv(`_sips._tcp.${naptrName}`, { port, target: `edge.${naptrName}` }),
        srv(`_sip._udp.${naptrName}`, { port: 5060, target: `edge.${naptrName}` }),
        a(`edge.${naptrName}`),
      ],
    }),
    listening: 1,
  }),
  plan({
    id: 'naptr-order',
    title: 'NAPTR prefers UDP',
    shows: 'TLS is offered and UDP stands before it.',
    zone: (port) => ({
      records: [
        naptr(orderName, 10, ['SIP+D2U', `_sip._udp.${orderName}`]),
        naptr(orderName, 20, ['SIPS+D2T', `_sips._tcp.${orderName}`]),
        srv(`_sips._tcp.${orderName}`, { port, target: `edge.${orderName}` }),
        srv(`_sip._udp.${orderName}`, { port: 5060, target: `edge.${orderName}` }),
        a(`edge.${orderName}`),
      ],
    }),
    listening: 1,
    findings: ['probe/naptr-order'],
  }),
  plan({
    id: 'srv',
    title: 'SRV with two hosts',
    shows: 'Two hosts of different priority, both good.',
    zone: (port) => ({
      records: [
        srv(`_sips._tcp.${srvName}`, { port, target: `a.${srvName}`, priority: 10 }),
        srv(`_sips._tcp.${srvName}`, { port, target: `b.${srvName}`, priority: 20 }),
        a(`a.${srvName}`, loopback(0)),
        a(`b.${srvName}`, loopback(1)),
      ],
    }),
    listening: 2,
  }),
  plan({
    id: 'srv-target',
    title: 'Certificate names the SRV target',
    shows: 'The certificate has the host that SRV leads to, and not the domain that was dialled.',
    leaves: { 'srv-target': { sans: [{ type: 'dns', value: `edge.${targetName}` }] } },
    zone: (port) => ({ records: [srv(`_sips._tcp.${targetName}`, { port, target: `edge.${targetName}` }), a(`edge.${targetName}`)] }),
    listening: 1,
    findings: ['chain/srv-target-only'],
  }),
  plan({
    id: 'srv-alias',
    title: 'SRV leads to an alias',
    shows: 'The target of SRV is a CNAME, which some clients do not follow.',
    zone: (port) => ({
      records: [
        srv(`_sips._tcp.${nameOf('srv-alias')}`, { port, target: `edge.${nameOf('srv-alias')}` }),
        cname(`edge.${nameOf('srv-alias')}`, `real.${nameOf('srv-alias')}`),
        a(`real.${nameOf('srv-alias')}`),
      ],
    }),
    listening: 1,
    findings: ['probe/srv-target-invalid'],
  }),
  plan({
    id: 'cname',
    title: 'An alias',
    shows: 'The name is a CNAME of another one, which has the address.',
    target: undefined,
    zone: () => ({ records: [cname(nameOf('cname'), `host.${nameOf('cname')}`), a(`host.${nameOf('cname')}`)] }),
    listening: 1,
  }),
  plan({
    id: 'srv-none',
    title: 'SRV says: not offered',
    shows: 'The target of SRV is ".": the domain has no SIP over TLS.',
    zone: () => ({ records: [srv(`_sips._tcp.${nameOf('srv-none')}`, { port: 0, target: '.', priority: 0, weight: 0 })] }),
    listening: 0,
    findings: ['probe/srv-not-offered'],
  }),
  plan({
    id: 'srv-wrong-label',
    title: 'SRV under a name that nobody asks',
    shows: 'The SRV record stands at _sip._tls, so that clients find nothing.',
    zone: () => ({
      records: [srv(`_sip._tls.${wrongLabel}`, { port: 5061, target: `edge.${wrongLabel}` }), a(`edge.${wrongLabel}`)],
    }),
    listening: 0,
    findings: ['probe/srv-wrong-label'],
  }),
  plan({
    id: 'udp-only',
    title: 'UDP only',
    shows: 'The domain publishes SRV for UDP and none for TLS.',
    zone: () => ({ records: [srv(`_sip._udp.${nameOf('udp-only')}`, { port: 5060, target: nameOf('udp-only') }), a(nameOf('udp-only'))] }),
    listening: 0,
    findings: ['probe/sips-srv-absent'],
  }),
  plan({
    id: 'nxdomain',
    title: 'No such name',
    shows: 'DNS answers NXDOMAIN.',
    zone: () => ({ records: [] }),
    listening: 0,
    findings: ['probe/name-not-found'],
  }),
  plan({
    id: 'servfail',
    title: 'DNS fails',
    shows: 'The name server answers SERVFAIL.',
    zone: () => everywhere(nameOf('servfail'), { kind: 'rcode', rcode: 2 }),
    listening: 0,
    findings: ['probe/dns-failure'],
  }),
  plan({
    id: 'dns-silent',
    title: 'DNS does not answer',
    shows: 'The name server keeps silent about this name.',
    zone: () => everywhere(nameOf('dns-silent'), { kind: 'silent' }),
    target: () => `${nameOf('dns-silent')}:5061`,
    flags: () => ['--timeout', '500'],
    listening: 0,
    findings: ['probe/dns-failure'],
  }),
];
