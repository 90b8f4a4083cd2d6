import type { ConfigFacts, FilePlace, FileRef } from '../model';
import type { Commented } from './files';
import type { MediaSetting } from './media';
import type { Gateway, SofiaProfile } from './profiles';
import type { VariableSet, VariableUse } from './variables';

/** What only the rules of FreeSWITCH ask for. */
export interface FreeswitchFacts {
  readonly kind: 'freeswitch';
  /** Also those of files that are only read along: `isHere` says whether rules report on them. */
  readonly profiles: readonly SofiaProfile[];
  readonly gateways: readonly Gateway[];
  readonly media: readonly MediaSetting[];
  readonly sets: readonly VariableSet[];
  /** Names of variables that are set anywhere, also behind the place that asks. */
  readonly names: ReadonlySet<string>;
  readonly uses: readonly VariableUse[];
  readonly commented: readonly Commented[];
  readonly sockets: readonly Socket[];
  /** The PEM files of a profile, by its name. */
  readonly files: ReadonlyMap<SofiaProfile, ProfileFiles>;
  /** All that sets variables was read. */
  readonly isWhole: boolean;
}

/** What a profile binds. */
export interface Socket {
  readonly profile: string;
  readonly kind: 'sip' | 'tls' | 'ws' | 'wss';
  /** As it is written where it is not known: the same text is the same address. */
  readonly host: string;
  readonly port: number;
  readonly place: FilePlace;
  readonly isHere: boolean;
}

/** What a profile looks for in its `tls-cert-dir`. */
export interface ProfileFiles {
  readonly agent: FileRef;
  readonly ca: FileRef;
  /** In place of either, where it is missing. */
  readonly both: FileRef;
  readonly wss: FileRef;
  /** In place of wss.pem, with wss.key. */
  readonly wssCertificate: FileRef;
}

export const freeswitchFacts = ({ dialect, own }: ConfigFacts): FreeswitchFacts | undefined =>
  dialect === 'freeswitch' ? (own as FreeswitchFacts | undefined) : undefined;
