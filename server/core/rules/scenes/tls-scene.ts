/** Described by the builder of the tests; filled by the rules about tls. */
export interface TlsScene {
  readonly placeholder?: never;
}
