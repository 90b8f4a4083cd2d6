import type { CertificateFile } from '#core/config/certificate-files';
import type { CertificateScene } from '#core/rules/config-rule';
import type { Certificate } from '#core/x509/certificate';
import { sha256 } from '../../server/probe/certificates';
import { certificateBy, type Described } from './certificate-spec';

/** A PEM file of a scene: its certificates are issued, its keys are known by their public part. Same first name, same key. */
export async function certificateFile(file: string, scenes: readonly CertificateScene[]): Promise<CertificateFile> {
  const format = scenes.length === 0 ? 'empty' : scenes[0]?.format;
  if (format) return { kind: 'read', file, format, certificates: [], keys: [] };
  const made = await Promise.all(scenes.map(async (scene) => ({ scene, ...(await certificateBy(describedBy(scene))) })));
  return {
    kind: 'read',
    file,
    format: 'pem',
    certificates: made.filter(({ scene }) => scene.holds !== 'key').map(({ certificate }) => certificate),
    ...leafKeyOf(made.find(({ scene }) => scene.holds !== 'key')?.certificate),
    keys: made
      .filter(({ scene }) => scene.holds === 'key' || scene.holds === 'both')
      .map(({ keys, scene }) => (scene.isEncrypted ? { isEncrypted: true } : { isEncrypted: false, publicKey: sha256(keys.spki) })),
    ...(scenes.some(({ isTracked }) => isTracked) && { isTracked: true }),
  };
}

const leafKeyOf = (leaf: Certificate | undefined) => (leaf ? { leafKey: sha256(leaf.key.der) } : {});

const root: Described = { name: 'root', spec: { commonName: 'Test Root', isCa: true, notBefore: '-1000d', notAfter: '+2000d' } };
const intermediate: Described = {
  name: 'intermediate',
  spec: { commonName: 'Test CA', isCa: 0, notBefore: '-1000d', notAfter: '+2000d' },
  by: root,
};

const authority = (above: number): Described =>
  above === 0
    ? root
    : {
        name: `authority ${above}`,
        spec: { commonName: `Test CA ${above}`, isCa: true, notBefore: '-1000d', notAfter: '+2000d' },
        by: authority(above - 1),
      };

function describedBy({
  names = ['sip.example.com'],
  daysLeft = 60,
  isCa = false,
  isSelfSigned = false,
  key,
  purposes,
  isSha1 = false,
  beginsInDays,
  caIssuers,
  authoritiesAbove,
}: CertificateScene): Described {
  const [name = 'nobody'] = names;
  if (authoritiesAbove !== undefined) return authority(authoritiesAbove);
  if (isCa) return name === 'Test Root' || isSelfSigned ? root : intermediate;
  return {
    name,
    spec: {
      commonName: name,
      names: names.map(nameOf),
      notBefore: beginsInDays === undefined ? (daysLeft <= 0 ? `${daysLeft - 90}d` : '-30d') : `+${beginsInDays}d`,
      notAfter: `${daysLeft < 0 ? '' : '+'}${daysLeft}d`,
      key: key === undefined || key === 'EC' ? 'P-256' : key,
      purposes: purposes ?? ['serverAuth', 'clientAuth'],
      hash: isSha1 ? 'SHA-1' : 'SHA-256',
      ...(caIssuers !== undefined && { caIssuers }),
    },
    ...(!isSelfSigned && { by: intermediate }),
  };
}

/** `sip.example.com`, `192.0.2.1`, or with its kind: `URI:sip:example.com`. */
function nameOf(name: string): string {
  if (/^(?:DNS|IP|URI|email|dir):/.test(name)) return name;
  return /^[\d.]+$|:/.test(name) ? `IP:${name}` : `DNS:${name}`;
}
