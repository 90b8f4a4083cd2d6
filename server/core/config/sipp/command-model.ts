import { TLS10, TLS11, TLS12, TLS13 } from '../../tls/versions';
import type { FileRef, Listener, Peer, TlsProfile, Value, VersionRange } from '../model';
import type { SippCommand } from './facts';

/** What a command line comes to in the common model. */

const files: { readonly [option: string]: { readonly purpose: FileRef['purpose']; readonly byDefault?: string } } = {
  tls_cert: { purpose: 'certificate', byDefault: 'cacert.pem' },
  tls_key: { purpose: 'key', byDefault: 'cakey.pem' },
  tls_ca: { purpose: 'ca' },
  tls_crl: { purpose: 'crl' },
};

/** A relative path counts from where SIPp is started; the folder of the script is the best guess, unless it is left. */
export function fileOf({ options, word, isElsewhere }: Omit<SippCommand, 'name'>, option: string): FileRef {
  const { purpose, byDefault = '' } = files[option] ?? { purpose: 'list' };
  const value = options.get(option)?.value ?? { text: byDefault, place: options.get('t')?.value?.place ?? word, isKnown: true };
  const isAbsolute = value.text.startsWith('/');
  const isKnown = value.isKnown && (isAbsolute || !isElsewhere);
  const base = isAbsolute ? 'absolute' : isElsewhere ? 'working-directory' : 'config';
  return { value: { ...value, isKnown }, purpose, base, ...(isKnown && { path: value.text }) };
}

export function listenerOf(command: SippCommand): Listener[] {
  const { options, remote, transport, isOpen } = command;
  const port = options.get('p')?.value;
  if (!port && (remote || isOpen)) return [];
  const host = options.get('i')?.value;
  const number = port ? Number(port.text) : 5060;
  return [
    {
      place: port?.place ?? command.word,
      transport,
      ...(host && { host }),
      ...(Number.isInteger(number) && number > 0 && number < 65_536 && { port: number }),
      ...(port && { portPlace: port.place }),
      ...(transport === 'tls' && { profile: command.name }),
      isInactive: false,
    },
  ];
}

/** One context for both roles. With an authority the peer is verified, and has to have a certificate; its name is never compared. */
export function profileOf(command: SippCommand): TlsProfile[] {
  const { options, files: named, isOpen, isElsewhere } = command;
  if (!named) return [];
  const isCertain = !isOpen && !isElsewhere;
  const ca = options.has('tls_ca') ? fileOf(command, 'tls_ca') : undefined;
  const crl = options.has('tls_crl') ? fileOf(command, 'tls_crl') : undefined;
  const place = options.get('tls_ca')?.value?.place;
  const verifies = { value: ca || crl ? ('on' as const) : isOpen ? ('unknown' as const) : ('off' as const), ...(place && { place }) };
  return [
    {
      id: command.name,
      place: options.get('t')?.value?.place ?? command.word,
      role: 'both',
      match: {},
      // What is looked for by its usual name may be named by an option that is not seen, or lie elsewhere.
      ...((options.has('tls_cert') || isCertain) && { certificate: named.certificate }),
      ...((options.has('tls_key') || isCertain) && { key: named.key }),
      ...(ca && { ca: [ca] }),
      ...(crl && { crl: [crl] }),
      versions: versionsOf(options.get('tls_version')?.value),
      verifiesPeer: verifies,
      requiresCertificate: verifies,
      comparesName: { value: 'off' },
      announced: [],
      sends: 'leaf',
      isInactive: false,
    },
  ];
}

export const versionNumbers: { readonly [text: string]: number } = { '1.0': TLS10, '1': TLS10, '1.1': TLS11, '1.2': TLS12, '1.3': TLS13 };

/** One version alone; without the option whatever the library allows. */
function versionsOf(value: Value | undefined): VersionRange {
  if (!value) return { least: 'unknown', most: TLS13 };
  const version = value.isKnown && Object.hasOwn(versionNumbers, value.text) ? versionNumbers[value.text] : undefined;
  return { least: version ?? 'unknown', most: version ?? 'unknown', place: value.place, text: value.text };
}

/** Host and port of the remote, or of `-rsa`, which goes before. */
export function remoteOf({
  options,
  remote,
}: SippCommand): { readonly value: Value; readonly host: string; readonly port?: number } | undefined {
  const value = options.get('rsa')?.value ?? remote;
  const [whole, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(value?.text ?? '') ?? [];
  if (!value || whole === undefined || host === '') return undefined;
  return { value, host: host.replace(/^\[|\]$/g, ''), ...(port !== undefined && { port: Number(port) }) };
}

export function peerOf(command: SippCommand): Peer[] {
  const remote = remoteOf(command);
  if (!remote) return [];
  const { value, host, port } = remote;
  return [
    {
      id: `sipp ${host}`,
      place: value.place,
      scheme: 'none',
      host: { ...value, text: host },
      // Where nothing is said it is 5060, for TLS too.
      port: port ?? 5060,
      ...(command.transport !== 'unknown' && { transport: command.transport }),
      carriedBy: command.transport,
      direction: 'out',
      ...(command.transport === 'tls' && { profile: command.name }),
      media: { value: 'unknown' },
    },
  ];
}
