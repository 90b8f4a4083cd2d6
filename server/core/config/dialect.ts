import type { CertificateReader } from '../x509/certificate-reader';
import type { Completer } from './completion/place';
import type { ConfigFacts, Product } from './model';
import type { ScriptLanguage } from './scripts/state';
import type { ScriptWord, SettingDoc } from './setting-doc';

/** A kind of configuration file. One file each below `dialects/`, with its examples; helpers that dialects share stand beside this one. */
export interface Dialect {
  /** `kamailio-tls`; for ever. */
  readonly id: string;
  /** `Kamailio TLS profiles`. */
  readonly title: string;
  readonly product: Product;
  /** Exact names, and patterns of paths (`**` and `*` as in editors), in lower case. */
  readonly names: readonly string[];
  readonly globs: readonly string[];
  /** The language that editors call its files; absent: that of their format, such as XML. */
  readonly language?: DialectLanguage;
  /** What its first line says, where there is such a convention: `#!KAMAILIO`. */
  readonly firstLine?: RegExp;
  /** The text is certainly something else, though its name would be right: the `http.conf` of a web server. */
  isOther?(head: string): boolean;
  /** The text is something else in a folder that is the dialect's own, though its path fits `globs`. */
  isStray?(head: string): boolean;
  /**
   * How sure the shape of a text is: 0 to 10, 5 is enough by itself. `head` is at most the first 64 KiB. Never by the extension alone, since
   * `.cfg` and `.conf` belong to everybody.
   */
  shape(head: string): number;
  /** Reads the file and all that it includes. Never throws; linear in the size of the texts. */
  read(file: ConfigFile, world: ConfigWorld): ConfigFacts;
  /** The settings that have to do with TLS and transport: hovers, completion, and the keys of `Setting`. */
  readonly settings: readonly SettingDoc[];
  /** Functions, variables and words of its routing scripts that have to do with TLS and transport: hovers and completion. */
  readonly script?: RoutingScript;
  /** What may be written at a place of a text of this dialect; absent: settings by the line alone. */
  readonly complete?: Completer;
  /** Texts with what is found in them; the tests run them, and the documentation shows them. */
  readonly examples: readonly DialectExample[];
}

/**
 * Its grammar is `syntaxes/<id>.tmLanguage.json`, its brackets and comments are `syntaxes/<id>.language-configuration.json`, as far as there
 * are such files. A dialect without a language of its own may have `syntaxes/<id of the dialect>.injection.json`.
 */
export interface DialectLanguage {
  readonly id: string;
  /** As the editor shows it; absent: the id is not ours alone, and others may have named it. */
  readonly title?: string;
  /** Fewer than the dialect has: what has another language is read as well, and a file's language is not taken away on suspicion. */
  readonly names: readonly string[];
  readonly patterns: readonly string[];
}

export interface ConfigFile {
  /** URI or path, as `FilePlace.file`. */
  readonly file: string;
  readonly text: string;
}

/** What a dialect may ask of the world. Answers are remembered by whoever gives them, so that a change reaches who asked. */
export interface ConfigWorld {
  /** The files that a path or pattern in `from` leads to, in order; empty where there is none. `kind` says by which rules the path is relative. */
  find(pattern: string, from: string, kind: 'beside-file' | 'beside-root'): readonly string[];
  text(file: string): string | undefined;
  /** What the user says of the version of the product, `5.8.2`; undefined: nothing, so that no finding may depend on it. */
  version(product: Product): string | undefined;
  /** How certificates and keys are read here; a world without it knows no certificates. */
  readonly certificates?: CertificateReader;
}

/** What is known of the routing scripts of a product. */
export interface RoutingScript {
  readonly words: readonly ScriptWord[];
  readonly language: ScriptLanguage;
}

export interface DialectExample {
  readonly title: string;
  /** By name; the first one is opened. */
  readonly files: { readonly [name: string]: string };
  /** What the model holds of it, as `describeFacts` writes it: one line a listener, profile, peer, problem. */
  readonly facts: string;
}

/** Not less than this is a dialect by its shape alone. */
export const SURE = 5;
