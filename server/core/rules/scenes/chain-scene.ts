/** Described by the builder of the tests; filled by the rules about chain. */
export interface ChainScene {
  readonly placeholder?: never;
}
