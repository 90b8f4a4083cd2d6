/** Described by the builder of the tests; filled by the rules about probe. */
export interface ProbeScene {
  readonly placeholder?: never;
}
