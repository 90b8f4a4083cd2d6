import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type LastRun, LastRuns } from '../../client/probe/last-runs';
import { startingView } from '../../client/probe/starting-view';
import type { Certificate, Endpoint } from '../../server/contracts';

/** The state of an extension, as long as the test lives. */
class State {
  readonly #values = new Map<string, unknown>();
  readonly keys = (): readonly string[] => [...this.#values.keys()];
  get<T>(key: string): T | undefined;
  get<T>(key: string, otherwise: T): T;
  get<T>(key: string, otherwise?: T): T | undefined {
    const text = this.#values.get(key);
    return typeof text === 'string' ? JSON.parse(text) : otherwise;
  }
  async update(key: string, value: unknown): Promise<void> {
    this.#values.set(key, JSON.stringify(value));
  }
}

const certificate: Certificate = {
  subject: 'CN=sip.example.com',
  issuer: 'CN=Example',
  serial: '01',
  notBefore: '2026-01-01T00:00:00Z',
  notAfter: '2027-01-01T00:00:00Z',
  selfSigned: false,
  ca: false,
  sans: [],
  key: { type: 'EC' },
  signature: 'ecdsa-with-SHA256',
  sha256: 'ab',
  pem: '-----BEGIN CERTIFICATE-----',
};

function runOf(target: string, more: { reason?: string; minute?: number } = {}): LastRun {
  const view = startingView(target, { version: '1', now: new Date(Date.UTC(2026, 0, 1, 0, more.minute ?? 0)) });
  const chain = {
    sent: [certificate],
    built: [{ ...certificate, from: 'sent' as const }],
    complete: true,
    trusted: true,
    openssl: { ok: true },
    revocation: 'not-checked' as const,
  };
  const endpoint: Endpoint = {
    address: '192.0.2.1',
    port: 5061,
    transport: 'TLS',
    serverName: target,
    outcome: 'ok',
    chain,
    timings: {},
    findings: [],
  };
  return {
    target,
    options: { passphrase: 'tell nobody', certificate: '/c.pem' },
    view: {
      ...view,
      report: { ...view.report, endpoints: [endpoint] },
      details: [
        {
          host: target,
          ...(more.reason && { reason: more.reason }),
          handshake: [],
          extensions: {},
          unused: [],
          isWrongOrder: false,
          sentPem: '-----BEGIN CERTIFICATE-----',
          repairedPem: '-----BEGIN CERTIFICATE-----',
          revocation: [],
          trust: [],
          lockedOut: [],
        },
      ],
    },
  };
}

describe('the last runs', () => {
  it('are kept without certificates in PEM and without a passphrase', async () => {
    const state = new State();
    const runs = new LastRuns(state);
    const before = runOf('sip.example.com').view.report;
    await runs.add({ ...runOf('sip.example.com'), before });
    const kept = runs.of('sip.example.com');
    assert.equal(kept?.view.report.endpoints[0]?.chain?.sent[0]?.subject, 'CN=sip.example.com');
    assert.equal(kept?.before?.endpoints[0]?.chain?.built[0]?.from, 'sent');
    assert.deepEqual(kept?.options, { certificate: '/c.pem' });
    for (const key of state.keys()) assert.doesNotMatch(JSON.stringify(state.get(key)), /BEGIN|tell nobody/);
  });

  it('are one a target, the newest first', async () => {
    const runs = new LastRuns(new State());
    for (const [target, minute] of [
      ['a', 1],
      ['b', 2],
      ['a', 3],
    ] as const)
      await runs.add(runOf(target, { minute }));
    assert.deepEqual(runs.targets, ['a', 'b']);
    assert.equal(runs.of('a')?.view.report.time, '2026-01-01T00:03:00.000Z');
  });

  it('are bounded: old ones and huge ones go, their targets stay', async () => {
    const runs = new LastRuns(new State());
    for (let i = 0; i < 10; i++) await runs.add(runOf(`t${i}`, { reason: 'x'.repeat(100_000) }));
    await runs.add(runOf('huge', { reason: 'x'.repeat(1_000_000) }));
    const kept = runs.targets.filter((target) => runs.of(target));
    assert.deepEqual(kept, ['t9', 't8', 't7']);
    for (let i = 0; i < 40; i++) await runs.addTarget(`u${i}`);
    assert.equal(runs.targets.length, 20);
  });
});
