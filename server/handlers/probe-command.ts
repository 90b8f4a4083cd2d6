import {
  type CancellationToken,
  ErrorCodes,
  type ExecuteCommandParams,
  LSPErrorCodes,
  MessageType,
  ResponseError,
  ShowMessageNotification,
  type ShowMessageParams,
  WorkDoneProgressReporter,
} from 'vscode-languageserver/node';
import type { ProbeView } from '#core/report/probe/model';
import { verdictOf } from '#core/report/probe/verdict';
import type { ProbeReport } from '../contracts';
import { OPEN_CERTIFICATE_COMMAND, PROBE_COMMAND, type ProbeParams } from '../protocol';
import { guarded, type Session } from '../session';
import { openCertificate } from './open-certificate';
import { readProbeParams } from './probe-params';
import { type RunProbe, signalOf } from './probe-run';

type Answer = ProbeReport | ResponseError<void> | null;

/** `sipTls.probeTarget` by workspace/executeCommand, for clients that know nothing of us but LSP. */
export function probeCommand(session: Session, run: RunProbe): void {
  const { connection } = session;
  connection.onExecuteCommand((params, token, progress) => {
    if (params.command === OPEN_CERTIFICATE_COMMAND) return openCertificate(session)(params.arguments?.[0], token);
    const answer = guarded<ExecuteCommandParams, Answer>(session, PROBE_COMMAND, failure(faultText), (given) =>
      given.command === PROBE_COMMAND
        ? execute(session, run, { given: given.arguments?.[0], token, progress })
        : new ResponseError(ErrorCodes.InvalidParams, `There is no command “${given.command}”.`),
    );
    return answer(params, token);
  });
}

const faultText = 'The probe failed; the log of the language server has more.';
const failure = (why: string): ResponseError<void> => new ResponseError(LSPErrorCodes.RequestFailed, why);

interface Call {
  /** The first argument of the command. */
  readonly given: unknown;
  readonly token: CancellationToken;
  readonly progress: WorkDoneProgressReporter;
}

async function execute(session: Session, run: RunProbe, { given, token, progress }: Call): Promise<Answer> {
  const read = readProbeParams(typeof given === 'string' ? { target: given } : given);
  if (read.kind === 'wrong') return new ResponseError(ErrorCodes.InvalidParams, read.why);
  const { params } = read;
  const from = (given as { readonly from?: unknown }).from;
  if (typeof from === 'string' && !(await agrees(session, params, from))) return null;
  const { reporter, token: second } = await reporterOf(session, progress);
  const signal = signalOf(token, ...(second ? [second] : []));
  reporter.begin(`Probing ${params.target}`, 0, undefined, true);
  const answer = await run(params, signal, (view) => reporter.report(percentOf(view), progressLine(view)));
  reporter.done();
  if (answer.kind === 'refused') return failure(answer.why);
  if (answer.kind === 'failed') return signal.aborted ? new ResponseError(LSPErrorCodes.RequestCancelled, answer.why) : failure(answer.why);
  // Not connection.window, which makes a question of it that waits for its answer.
  void session.connection.sendNotification(ShowMessageNotification.type, summaryOf(answer.view));
  return answer.view.report;
}

/** A target that a user did not type himself is shown to him first. */
async function agrees({ connection }: Session, { target }: ProbeParams, from: string): Promise<boolean> {
  const question = `Connect to ${target}? The address comes from ${from}.`;
  const answer = await connection.window.showWarningMessage(question, { title: 'Connect' }, { title: 'Cancel' });
  return answer?.title === 'Connect';
}

/** The client's own progress where it gave a token for it, else one that is made for it, where it can show one. */
async function reporterOf(
  { connection, capabilities }: Session,
  given: WorkDoneProgressReporter,
): Promise<{ readonly reporter: WorkDoneProgressReporter; readonly token?: CancellationToken }> {
  // A progress that the client has begun is cancelled by cancelling its request (LSP 3.17, "Client Initiated Progress").
  if (!WorkDoneProgressReporter.isNullInstance(given) || !capabilities.window?.workDoneProgress) return { reporter: given };
  const reporter = await connection.window.createWorkDoneProgress();
  return { reporter, token: reporter.token };
}

const percentOf = ({ progress }: ProbeView): number => (progress && progress.of > 0 ? (100 * progress.done) / progress.of : 0);

/** `192.0.2.11:5061: handshake, 3 of 4 addresses`. */
export function progressLine({ progress }: ProbeView): string {
  if (!progress) return 'done';
  const now = progress.waiting.find(({ step }) => step !== 'waiting') ?? progress.waiting[0];
  if (progress.isResolving || !now) return 'asking DNS';
  const place = Math.min(progress.done + 1, progress.of);
  return `${now.socket}: ${now.detail ?? now.step}, ${place} of ${progress.of} ${progress.of === 1 ? 'address' : 'addresses'}`;
}

function summaryOf(view: ProbeView): ShowMessageParams {
  const { shape, headline } = verdictOf(view);
  const type = shape === 'error' ? MessageType.Error : shape === 'warning' ? MessageType.Warning : MessageType.Info;
  return { type, message: `${view.report.target}: ${headline}` };
}
