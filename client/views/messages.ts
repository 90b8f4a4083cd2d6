/** What goes between a view and the extension: both unions, and nothing else. */

/** What the user looks at. It survives by the view's state; the report itself does not. */
export interface ProbeLook {
  /** The endpoint whose details are shown, by its key; absent: the worst. */
  readonly chosen?: string;
  /** Sections that the user closed, and those that he opened, by their ids; all others are as the report likes them. */
  readonly closed: readonly string[];
  readonly opened: readonly string[];
  /** Every address is listed, the equal ones as well. */
  readonly listsAll: boolean;
}

/** From the extension to the probe report. */
export type ToProbeView =
  /** `html` is made by `renderProbe` and takes the place of what is shown. `announce` is spoken once. */
  | { readonly kind: 'show'; readonly html: string; readonly announce?: string }
  /** To each message with an `id`. `text` says it in words: `Copied`, or why not. */
  | { readonly kind: 'answer'; readonly id: number; readonly isDone: boolean; readonly text: string };

/** From the probe report to the extension. */
export type FromProbeView =
  /** The view listens; it wants a `show`. */
  | { readonly kind: 'ready'; readonly look: ProbeLook }
  /** Another address, or more of them: wants a `show`. */
  | { readonly kind: 'look'; readonly look: ProbeLook }
  /** A section was opened or closed, which the view has done itself: to be remembered for the next `show`. */
  | { readonly kind: 'fold'; readonly look: ProbeLook }
  | ProbeRequest;

/** Each is answered under its `id`, an error included. */
export type ProbeRequest =
  | { readonly kind: 'again' | 'cancel' | 'compare' | 'export' | 'enumerate' | 'check-revocation'; readonly id: number }
  | { readonly kind: 'copy'; readonly id: number; readonly text: string }
  /** `endpoint` is the key of an endpoint. */
  | { readonly kind: 'save-pem'; readonly id: number; readonly which: 'sent' | 'repaired'; readonly endpoint: string }
  /** A link to the RFC editor was clicked. */
  | { readonly kind: 'open'; readonly id: number; readonly href: string };
