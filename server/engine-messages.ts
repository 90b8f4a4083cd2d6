import type { Asked } from '#core/probe/asked';
import type { ProbeView } from '#core/report/probe/model';
import type { ProbeAnswer } from './protocol';

/** What goes to the engine's thread. A job is named by its number. */
export type EngineRequest =
  | { readonly kind: 'probe'; readonly job: number; readonly asked: Asked }
  /** End it with what is known. */
  | { readonly kind: 'abort'; readonly job: number };

/** What comes back: any number of views, then one answer. */
export type EngineReply =
  | { readonly kind: 'progress'; readonly job: number; readonly view: ProbeView }
  /** `stack`: for the log, where the answer is a fault of ours. */
  | { readonly kind: 'ended'; readonly job: number; readonly answer: ProbeAnswer; readonly stack?: string };
