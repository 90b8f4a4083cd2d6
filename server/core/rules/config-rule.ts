import type { CertificateFile } from '../config/certificate-files';
import type { ConfigFacts, FilePlace, FileRef, Product } from '../config/model';
import type { Profile, RuleSeverity, Severity } from './rule';

/** What a rule about a configuration may ask besides its facts. */
export interface ConfigContext {
  readonly profile: Profile;
  readonly now: Date;
  /** What the user said of the product's version, or its files show; undefined: unknown, so that no finding may depend on it. */
  readonly version: (product: Product) => string | undefined;
  /** The file that a setting names, read before the rules ran. */
  readonly file: (ref: FileRef) => CertificateFile;
  /** The same of all other configurations of the workspace, for rules across files. */
  readonly others: readonly ConfigFacts[];
}

export interface ConfigFix {
  readonly title: string;
  readonly edits: readonly { readonly place: FilePlace; readonly text: string }[];
}

export interface ConfigExtras {
  readonly severity?: Severity;
  readonly atMost?: Severity;
  readonly remedy?: string;
  readonly fix?: ConfigFix;
  readonly related?: readonly { readonly message: string; readonly place: FilePlace }[];
  /** Findings of these rules at this place, or at one that overlaps it, have the same cause and say it less well: they are left out. */
  readonly covers?: readonly string[];
  /** Other places at which they say what is said here. */
  readonly coversAt?: readonly FilePlace[];
}

/** What is wrong, with its value, and why that matters. The rule's remedy is added by the engine. */
export type ConfigReport = (place: FilePlace, message: string, extras?: ConfigExtras) => void;

/** A rule about what a configuration says. One file each below `config/`; its examples are its tests and its documentation. */
export interface ConfigRule {
  readonly id: string;
  readonly subject: 'config';
  /** Of these products only; absent: of all, through the common model. */
  readonly products?: readonly Product[];
  readonly severity: { readonly practical: RuleSeverity; readonly strict: RuleSeverity };
  readonly title: string;
  readonly remedy: string;
  readonly cites: readonly string[];
  /** Stands in front of `check`; left out of the bundles. */
  readonly examples?: readonly ConfigExample[];
  check(facts: ConfigFacts, context: ConfigContext, report: ConfigReport): void;
}

/**
 * Files by name, the first one is opened; marks as in traces: a line of carets and the rule's id below the marked line, behind the comment
 * sign of the dialect (`#   ^^^^ config/…`). Without marks the rule stays silent.
 */
export interface ConfigExample {
  readonly title: string;
  readonly dialect: string;
  readonly files: { readonly [name: string]: string };
  readonly version?: string;
  readonly profile?: Profile;
  /** Certificates that the files name: by path, what the tests issue for it. */
  readonly certificates?: { readonly [path: string]: CertificateScene | readonly CertificateScene[] };
}

/** A PEM file as data; the tests issue it. */
export interface CertificateScene {
  readonly names?: readonly string[];
  readonly daysLeft?: number;
  readonly isCa?: boolean;
  /** Of an authority: how many stand above it. */
  readonly authoritiesAbove?: number;
  readonly isSelfSigned?: boolean;
  readonly key?: 'EC' | 'RSA-1024' | 'RSA-2048';
  /** The private key stands in the file too, or alone. */
  readonly holds?: 'certificate' | 'key' | 'both';
  /** The key needs a passphrase. */
  readonly isEncrypted?: boolean;
  readonly purposes?: readonly string[];
  /** A checkout of git lists the file. */
  readonly isTracked?: boolean;
  /** The file is no PEM; what the rest of the scene says is not in it. */
  readonly format?: 'der' | 'pkcs12' | 'empty' | 'other';
  /** Signed with SHA-1. */
  readonly isSha1?: boolean;
  /** In days from now, where it does not begin in the past. */
  readonly beginsInDays?: number;
  /** Where it says that the certificate of its issuer is. */
  readonly caIssuers?: string;
}

export const defineConfigRule = (rule: ConfigRule): ConfigRule => rule;
