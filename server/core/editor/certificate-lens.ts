import type { CertificateFile } from '../config/certificate-files';
import type { ConfigFacts, FileRef } from '../config/model';
import { validityAt } from '../probe/chain-words';
import { oncePerPlace, profilesInForce } from '../rules/config-words';
import { visibleName } from '../text/visible-name';
import type { Certificate } from '../x509/certificate';
import { leafIndex } from '../x509/sent-list';

/** What stands beside a setting that names a certificate: whether that is there, and for how long it is good. */
export interface CertificateLens {
  /** `Valid for 12 days · sip.example.com`, `Expired 3 days ago`, `File not found` */
  readonly title: string;
  /** Which certificate of the file it speaks of, from 0; absent where there is none. */
  readonly index?: number;
}

/** The settings that name a certificate, each once; what is switched off is left out. */
export function certificateRefs(facts: ConfigFacts): readonly FileRef[] {
  const named = profilesInForce(facts).flatMap(({ certificate }) => certificate ?? []);
  return oncePerPlace(named, ({ value }) => value.place);
}

/** undefined: where the file would be is not known here, or it holds nothing that could be told in a few words. */
export function certificateLens(file: CertificateFile, now: Date): CertificateLens | undefined {
  if (file.kind === 'missing') return { title: 'File not found' };
  if (file.kind !== 'read') return undefined;
  const index = leafIndex(file.certificates);
  const leaf = file.certificates[index];
  if (leaf?.kind !== 'certificate') return undefined;
  const { state, lasting } = validityAt(leaf, now);
  // Which certificate it was matters less than that it has to be replaced.
  if (state === 'expired') return { title: `Expired ${lasting} ago`, index };
  return { title: `${state === 'early' ? `Not yet valid, for ${lasting}` : `Valid for ${lasting}`} · ${nameOf(leaf)}`, index };
}

/** A host that it covers, the one in the common name first; without names of hosts, what it calls itself. */
function nameOf({ subject, subjectAltNames = [] }: Certificate): string {
  const [common] = subject.commonNames;
  const hosts = subjectAltNames.filter(({ type }) => type === 'dns').map(({ value }) => value);
  const name = common !== undefined && hosts.includes(common) ? common : (hosts[0] ?? common ?? subjectAltNames[0]?.value ?? subject.text);
  return visibleName(name, LONGEST);
}

const LONGEST = 80;
