import type { Profile, RuleSeverity } from '../rules/rule';

/**
 * What a user asks of a probe, as command lines, settings and editors have it: words and paths, plain data. What is absent is as usual.
 * The passphrase is the one secret in it, and goes nowhere but to the probe.
 */
export interface Asked {
  /** `sip.example.com`, `sips:alice@example.com`, `192.0.2.1:5061`. */
  readonly target: string;
  /** In place of the target's own port. */
  readonly port?: number;
  /** Addresses in place of DNS, each with or without a port. */
  readonly connect?: readonly string[];
  /** SNI, and what certificates are compared with; null: no name is sent. */
  readonly serverName?: string | null;
  /** Name servers: `127.0.0.1:5353`. */
  readonly dns?: readonly string[];
  /** A file of certificates in PEM that are trusted, in place of the usual store. */
  readonly caFile?: string;
  /** A folder of such files, as OpenSSL has it (`-CApath`); what it holds is trusted beside `caFile`. */
  readonly caFolder?: string;
  /** The store of the operating system is asked as well. */
  readonly systemCa?: boolean;
  /** Files in PEM: what is shown to a server that asks for a client certificate. The key may stand in the same file. */
  readonly certificate?: string;
  readonly key?: string;
  /** The same in one PKCS#12 file. */
  readonly pkcs12?: string;
  readonly passphrase?: string;
  /** The file whose certificate the server is meant to show, as its configuration names it: is it the one that is served? */
  readonly installed?: string;
  readonly policy?: 'full' | 'chain-only';
  /** The id of a provider whose facts are held against what is seen. */
  readonly provider?: string;
  /** A file with providers of the user's own. */
  readonly providersFile?: string;
  readonly enumerate?: boolean;
  readonly options?: boolean;
  readonly revocation?: 'off' | 'stapled' | 'online';
  readonly timeoutMs?: number;
  /** Judge as if it were this time, ISO 8601. */
  readonly at?: string;
  readonly withPem?: boolean;
  readonly profile?: Profile;
  readonly rules?: { readonly [rule: string]: RuleSeverity };
}
