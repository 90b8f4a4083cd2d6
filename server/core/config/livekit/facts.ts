import type { DataEntry, DataNode } from '../data-tree';
import type { ConfigFacts, Value } from '../model';

/** What only rules about LiveKit SIP ask for: `own` of its facts. */
export type LivekitFacts = LivekitService | LivekitTrunks;

/** The YAML of the service. */
export interface LivekitService {
  readonly kind: 'service';
  readonly root: DataNode;
  readonly tls?: DataEntry;
}

/** JSON of trunks, dispatch rules and participants, as the API and its command line take it. */
export interface LivekitTrunks {
  readonly kind: 'trunks';
  readonly trunks: readonly Trunk[];
}

export interface Trunk {
  readonly direction: 'in' | 'out' | 'dispatch';
  /** The object, without what wraps it. */
  readonly node: DataNode;
  readonly address?: Value;
  readonly transport: 'udp' | 'tcp' | 'tls' | 'auto' | 'unknown';
  readonly transportEntry?: DataEntry;
  readonly encryption: 'disable' | 'allow' | 'require' | 'unknown';
  readonly encryptionEntry?: DataEntry;
  /** It is said by `media_encryption`, which `media.encryption` has replaced. */
  readonly isOldEncryption: boolean;
}

export function livekitFacts({ product, own }: ConfigFacts): LivekitFacts | undefined {
  return product === 'livekit' ? (own as LivekitFacts) : undefined;
}

export function serviceOf(facts: ConfigFacts): LivekitService | undefined {
  const own = livekitFacts(facts);
  return own?.kind === 'service' ? own : undefined;
}

export function trunksOf(facts: ConfigFacts): readonly Trunk[] {
  const own = livekitFacts(facts);
  return own?.kind === 'trunks' ? own.trunks : [];
}
