import type { ConfigFacts, FilePlace, FileRef, Transport, Value } from '../model';
import type { Template } from './template';

/** What only the rules of SIPp ask for: of a scenario, and of command lines. */
export type SippFacts = ScenarioFacts | CommandFacts;

export interface ScenarioFacts {
  readonly kind: 'scenario';
  readonly templates: readonly Template[];
}

export interface CommandFacts {
  readonly kind: 'commands';
  readonly commands: readonly SippCommand[];
}

export interface SippCommand {
  /** `sipp 2`: the second of its file. */
  readonly name: string;
  /** The word that runs SIPp. */
  readonly word: FilePlace;
  readonly whole: FilePlace;
  /** By name without the dash; of several the last one counts. */
  readonly options: ReadonlyMap<string, SippOption>;
  readonly remote?: Value;
  /** A variable may hold further options, so that what is missing may be there. */
  readonly isOpen: boolean;
  /** The folder is changed in front of it: relative paths lead elsewhere. */
  readonly isElsewhere: boolean;
  readonly transport: Transport | 'unknown';
  readonly files?: SippFiles;
  /** The scenario files that `-sf` leads to, and as it is written. */
  readonly scenarios: readonly string[];
}

export interface SippOption {
  readonly name: FilePlace;
  readonly value?: Value;
}

/** What SIPp loads for TLS: named by options, or in the folder where it is started. */
export interface SippFiles {
  readonly certificate: FileRef;
  readonly key: FileRef;
}

export const scenarioFacts = ({ dialect, own }: ConfigFacts): ScenarioFacts | undefined =>
  dialect === 'sipp' ? (own as ScenarioFacts | undefined) : undefined;

export const commandFacts = ({ dialect, own }: ConfigFacts): CommandFacts | undefined =>
  dialect === 'sipp-cli' ? (own as CommandFacts | undefined) : undefined;
