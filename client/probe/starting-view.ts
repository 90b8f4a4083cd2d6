import type { ProbeView } from '#core/report/probe/model';

/** What is known before the first word from the engine: nothing. `version` is the extension's. */
export const startingView = (target: string, { version, now }: { readonly version: string; readonly now: Date }): ProbeView => ({
  report: {
    tool: { name: 'sip-tls', version },
    target,
    time: now.toISOString(),
    from: { host: '', runtime: '', tlsLibrary: '' },
    policy: { names: 'full', trust: [] },
    resolution: { steps: [], candidates: [] },
    endpoints: [],
    findings: [],
    summary: { errors: 0, warnings: 0, infos: 0, hints: 0, endpoints: 0, reachable: 0 },
  },
  details: [],
  titles: {},
  progress: { state: 'running', isResolving: true, waiting: [], done: 0, of: 0 },
  durationMs: 0,
  traffic: { dnsQueries: 0, connections: 0, hellos: 0, options: 0 },
  commands: [],
  sni: [],
});
