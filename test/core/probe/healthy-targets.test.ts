import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { endpointRules } from '#core/rules/endpoint.gen';
import { judgeProbe } from '#core/rules/endpoint-engine';
import { selectRules } from '#core/rules/engine';
import type { ProbeScene } from '#core/rules/scenes/probe-scene';
import { probeScenes } from '../../support/probe-scene';

const answer = `SIP/2.0 200 OK
Via: {via};rport=40000
From: <sip:probe@example.com>;tag=1
To: <sip:example.com>;tag=2
Call-ID: 1
CSeq: 1 OPTIONS
Contact: <sips:192.0.2.1:5061;transport=tcp>
Allow: INVITE, ACK, BYE, CANCEL, OPTIONS
Content-Length: 0

`;
const ok = { outcome: 'answered', answer, keepAlive: 'pong' } as const;

/** Everything in order: whatever is said of these is noise. */
const targets: { readonly [title: string]: ProbeScene } = {
  'NAPTR, SRV, two addresses with one certificate, OPTIONS answered': {
    target: 'example.com',
    zone: [
      'example.com NAPTR 10 10 "s" "SIPS+D2T" "" _sips._tcp.example.com',
      'example.com NAPTR 20 10 "s" "SIP+D2U" "" _sip._udp.example.com',
      '_sips._tcp.example.com SRV 10 50 5061 a.example.com',
      '_sips._tcp.example.com SRV 10 50 5061 b.example.com',
      '_sip._udp.example.com SRV 10 10 5060 a.example.com',
      'a.example.com A 192.0.2.1',
      'b.example.com A 192.0.2.2',
      'a.example.com A 2001:db8::1',
    ],
    endpoints: [
      { socket: '192.0.2.1:5061', options: ok },
      { socket: '192.0.2.2:5061', options: ok },
      { socket: '[2001:db8::1]:5061', options: ok },
    ],
  },
  'SRV without NAPTR': {
    target: 'sips:example.com',
    zone: ['_sips._tcp.example.com SRV 10 0 5061 sip.example.com', 'sip.example.com A 192.0.2.1'],
    endpoints: [{ socket: '192.0.2.1:5061', options: ok }],
  },
  'a host and its port': {
    target: 'sip.example.com:5061',
    zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2'],
    endpoints: [
      { socket: '192.0.2.1:5061', options: ok },
      { socket: '192.0.2.2:5061', options: ok },
    ],
  },
  'an alias of a provider': {
    target: 'sip.example.com:5061',
    zone: ['sip.example.com CNAME edge.example.net', 'edge.example.net A 192.0.2.1'],
    endpoints: [{ socket: '192.0.2.1:5061', certificate: { names: ['sip.example.com', 'edge.example.net'] }, options: ok }],
  },
  'two resolvers that agree, and a renewal that is through': {
    target: 'sip.example.com:5061',
    zone: ['sip.example.com 300 A 192.0.2.1'],
    otherZone: ['sip.example.com 299 A 192.0.2.1'],
    endpoints: [
      { socket: '192.0.2.1:5061', certificate: { notBefore: '2026-05-20T00:00:00Z', notAfter: '2026-08-18T00:00:00Z' }, options: ok },
    ],
  },
  'an address that was chosen for the connection': {
    target: 'sip:sip.example.com;transport=tls',
    connect: '192.0.2.1:5061',
    endpoints: [{ socket: '192.0.2.1:5061', options: ok }],
  },
};

describe('targets in order draw nothing above a hint', () => {
  const rules = selectRules(endpointRules, 'practical');
  for (const [title, scene] of Object.entries(targets))
    it(title, async () => {
      const found = judgeProbe(await probeScenes.build({ ...probeScenes.defaults, ...scene }), rules);
      const all = [...found.target, ...found.endpoints.flat()].filter(({ severity }) => severity !== 'hint');
      assert.deepEqual(
        all.map(({ rule, message }) => `${rule}: ${message}`),
        [],
      );
    });
});
