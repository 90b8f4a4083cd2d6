import { join } from 'node:path';
import { providers } from '#core/probe/providers';
import { Engine } from '../engine';
import { readTarget } from '../probe/target';
import {
  type KnownProvider,
  PROBE_PROGRESS,
  PROBE_REQUEST,
  PROVIDERS_REQUEST,
  type ProbeAnswer,
  type ProbeProgressParams,
  READ_TARGET_REQUEST,
  type ReadTargetAnswer,
  type ReadTargetParams,
} from '../protocol';
import { guarded, type Session } from '../session';
import { probeCommand } from './probe-command';
import { askedOf, readProbeParams } from './probe-params';
import { type RunProbe, signalOf } from './probe-run';

/** Probes endpoints, when somebody asks for it and never else. */
export function probe(session: Session): void {
  const { connection } = session;
  // Built beside the server; it alone has what connects.
  const engine = new Engine(join(__dirname, 'engine.js'), (line) => connection.console.error(line));
  const run: RunProbe = async (params, signal, onProgress) =>
    engine.probe(askedOf(params, await session.globalSettings()), { signal, onProgress });

  connection.onRequest<ReadTargetAnswer, void>(
    READ_TARGET_REQUEST,
    guarded(session, READ_TARGET_REQUEST, unreadable, ({ text }: ReadTargetParams): ReadTargetAnswer => {
      const read = readTarget(text);
      if (read.kind === 'invalid') return read;
      const { host, port, isIp, serverName } = read.target;
      return { kind: 'target', host, isIp, serverName, ...(port === undefined ? {} : { port }) };
    }),
  );
  connection.onRequest<readonly KnownProvider[], void>(
    PROVIDERS_REQUEST,
    guarded(session, PROVIDERS_REQUEST, [], () => providers.map(({ id, title, asOf }) => ({ id, title, asOf }))),
  );
  connection.onRequest<ProbeAnswer, void>(
    PROBE_REQUEST,
    guarded(session, PROBE_REQUEST, fault, async (value: unknown, token): Promise<ProbeAnswer> => {
      const read = readProbeParams(value);
      if (read.kind === 'wrong') return { kind: 'refused', what: 'target', why: read.why };
      const { id } = read.params;
      return run(read.params, signalOf(token), (view) => {
        if (id !== undefined) void connection.sendNotification(PROBE_PROGRESS, { id, view } satisfies ProbeProgressParams);
      });
    }),
  );
  probeCommand(session, run);
}

const unreadable: ReadTargetAnswer = { kind: 'invalid', reason: 'This could not be read.' };
const fault: ProbeAnswer = { kind: 'failed', why: 'The language server failed; its log has more.' };
