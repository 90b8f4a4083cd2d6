/** What is told of settings and of the words of routing scripts, in hovers and completion. */

export interface SettingValue {
  readonly value: string;
  readonly meaning: string;
  /** No server of today should have it: an old version of TLS, a switch that makes a check void. */
  readonly isWeak?: boolean;
}

export interface SettingDoc {
  /** As in `Setting.key`. */
  readonly key: string;
  /** As it is written: `tls_method`. */
  readonly name: string;
  readonly aliases?: readonly string[];
  /** Where it may stand: `modparam tls`, `[server:…]`, `type=transport`, `profile`. */
  readonly where: string;
  readonly type: 'switch' | 'number' | 'text' | 'path' | 'enum' | 'list';
  readonly values?: readonly SettingValue[];
  /** `TLSv1 (exactly TLS 1.0)`; by version where it changed. */
  readonly default?: string;
  readonly meaning: string;
  /** What surprises: one or two sentences. */
  readonly pitfall?: string;
  /** `since 5.4.0`, `removed in 21`. */
  readonly versions?: string;
}

/** A word of a routing script, as `SettingDoc` is one of a setting. */
export interface ScriptWord {
  readonly kind: 'function' | 'variable' | 'condition';
  /** `t_relay`, `$tls_version`. */
  readonly name: string;
  /** `module tm`, `core`. */
  readonly where: string;
  /** How it is written: `t_relay_to_tls("192.0.2.1", "5061")`. */
  readonly form?: string;
  readonly meaning: string;
  readonly pitfall?: string;
  readonly versions?: string;
  /** The product's documentation, by name. */
  readonly cite: string;
}
