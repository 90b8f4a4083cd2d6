import type { CertificateFile } from '../config/certificate-files';
import type { ConfigFacts, FileRef, TlsProfile } from '../config/model';
import type { Certificate } from '../x509/certificate';
import { leafIndex } from '../x509/sent-list';
import type { ConfigContext } from './config-rule';
import { oncePerPlace, profilesInForce } from './config-words';

/** What rules about the files that settings name have in common. They stand at the setting; what is wrong inside of a file, the file says too. */

export type ReadFile = Extract<CertificateFile, { kind: 'read' }>;

/** The certificate that a profile shows, where its file could be read. */
export interface OwnCertificate {
  readonly profile: TlsProfile;
  readonly ref: FileRef;
  readonly file: ReadFile;
  /** The first that is no authority of another one in the file. */
  readonly leaf: Certificate;
}

/** Each setting once, whoever shares it. */
export function ownCertificates(facts: ConfigFacts, { file: fileOf }: Pick<ConfigContext, 'file'>): readonly OwnCertificate[] {
  const all = profilesInForce(facts).flatMap((profile) => {
    const ref = profile.certificate;
    const file = ref && fileOf(ref);
    if (!ref || file?.kind !== 'read') return [];
    const leaf = file.certificates[leafIndex(file.certificates)];
    return leaf?.kind === 'certificate' ? [{ profile, ref, file, leaf }] : [];
  });
  return oncePerPlace(all, ({ ref }) => ref.value.place);
}

/** Certificate and key of a profile, where both files could be read; the same file where there is no other. */
export interface Pair extends OwnCertificate {
  readonly keyRef: FileRef;
  readonly keyFile: ReadFile;
}

export function pairs(facts: ConfigFacts, context: Pick<ConfigContext, 'file'>): readonly Pair[] {
  const all = profilesInForce(facts).flatMap((profile): Pair[] => {
    const { certificate: ref, key: keyRef = ref } = profile;
    const file = ref && context.file(ref);
    const keyFile = keyRef && context.file(keyRef);
    if (!ref || !keyRef || file?.kind !== 'read' || keyFile?.kind !== 'read') return [];
    const leaf = file.certificates[leafIndex(file.certificates)];
    return leaf?.kind === 'certificate' ? [{ profile, ref, file, leaf, keyRef, keyFile }] : [];
  });
  return oncePerPlace(all, ({ keyRef }) => keyRef.value.place);
}

/** All files that hold certificates or keys, as the profiles name them. */
export function namedFiles(facts: ConfigFacts): readonly { readonly ref: FileRef; readonly profile: TlsProfile }[] {
  const all = facts.profiles.flatMap((profile) =>
    [profile.certificate, profile.key, ...(profile.ca ?? []), ...(profile.crl ?? [])].flatMap((ref) => (ref ? [{ ref, profile }] : [])),
  );
  return oncePerPlace(all, ({ ref }) => ref.value.place);
}

/** `certificate file`, as a sentence says what a setting names. */
export const purposeWords: { readonly [purpose in FileRef['purpose']]: string } = {
  certificate: 'certificate file',
  key: 'file of the private key',
  'certificate-and-key': 'file of certificate and key',
  ca: 'file of trusted authorities',
  'ca-folder': 'folder of trusted authorities',
  crl: 'revocation list',
  'crl-folder': 'folder of revocation lists',
  folder: 'folder of certificates',
  'key-log': 'key log',
  dh: 'file of DH parameters',
  list: 'file',
};
