import { TLS10, TLS11, TLS12 } from '../../tls/versions';
import type { FilePlace, FileRef, Listener, Peer, TlsProfile, Transport, Value, VersionRange } from '../model';
import type { Contact, TlsBlock } from './facts';

/** What contacts and the block of TLS come to in the common model. */

export const transports: readonly Transport[] = ['udp', 'tcp', 'tls', 'ws', 'wss', 'sctp'];

/** What sofia binds for a contact: UDP and TCP for sip:, TLS for sips:, unless transports are listed. */
export function listenersOf(contact: Contact): Listener[] {
  const { value, scheme, host, port, portPlace, externalIp } = contact;
  const listed = contact.transports.length > 0 ? contact.transports : scheme === 'sips' ? (['tls'] as const) : (['udp', 'tcp'] as const);
  return listed.map((transport): Listener => {
    const isSecure = transport === 'tls' || transport === 'wss';
    const bound = port ?? (scheme === 'sips' ? 5061 : isSecure || transport === 'unknown' ? undefined : 5060);
    return {
      place: value.place,
      transport,
      ...(host !== '*' && host !== '' && { host: { ...value, text: host } }),
      ...(bound !== undefined && { port: bound }),
      ...(portPlace && { portPlace }),
      ...(externalIp && { advertisedHost: externalIp }),
      ...(isSecure && { profile: PROFILE }),
      isInactive: false,
    };
  });
}

export const PROFILE = 'tls';

/** One for all contacts. The environment may demand client certificates; servers are not checked. */
export function profileOf(tls: TlsBlock | undefined, contacts: readonly Contact[], place: FilePlace): TlsProfile {
  const item = (name: string): Value | undefined => {
    const value = tls?.items.get(name)?.value;
    return value && value.text !== '' ? value : undefined;
  };
  const file = (name: string, purpose: FileRef['purpose']): FileRef | undefined => {
    const value = item(name);
    if (!value) return undefined;
    const isAbsolute = value.text.startsWith('/');
    return { value, purpose, base: isAbsolute ? 'absolute' : 'working-directory', ...(value.isKnown && { path: value.text }) };
  };
  const certificate = file('cert-file', 'certificate');
  const key = file('key-file', 'key');
  const chain = file('chain-file', 'ca');
  return {
    id: PROFILE,
    place,
    role: 'both',
    match: {},
    ...(certificate && { certificate }),
    ...(key && { key }),
    ...(chain && { ca: [chain] }),
    versions: versionsOf(tls?.items.get('min-tls-version')?.value),
    verifiesPeer: { value: 'off' },
    requiresCertificate: { value: 'unknown' },
    comparesName: { value: 'off' },
    announced: contacts.flatMap((contact) => (contact.isTls ? contact.dnsNames : [])),
    sends: 'chain',
    isInactive: !contacts.some(({ isTls }) => isTls),
  };
}

/** What is no number counts as nothing; from 1.2 on only 1.2 is set, and whether 1.3 is spoken is up to the build. */
export function versionsOf(value: Value | undefined): VersionRange {
  const where = value ? { place: value.place, text: value.text } : {};
  if (value?.isKnown === false) return { least: 'unknown', most: 'unknown', ...where };
  const number = minimumOf(value?.text ?? '');
  return { least: number >= 1.2 ? TLS12 : number >= 1.1 ? TLS11 : TLS10, most: 'unknown', ...where };
}

export const minimumOf = (text: string): number => (/^\d+(?:\.\d+)?$/.test(text.trim()) ? Number(text) : 0);

/** Where all requests of applications go through. */
export function proxyPeers(value: Value | undefined): Peer[] {
  const [whole, scheme = '', host = '', port = ''] =
    /^(sips?):(?:[^@;]*@)?(\[[^\]]*\]|[^:;]*)(?::(\d{1,5}))?/i.exec(value?.text ?? '') ?? [];
  if (!value || whole === undefined) return [];
  const said = /;\s*transport=([^;]*)/i.exec(value.text)?.[1]?.toLowerCase();
  const transport = said === undefined ? undefined : (transports.find((each) => each === said) ?? 'unknown');
  const isSips = scheme.toLowerCase() === 'sips';
  return [
    {
      id: 'outbound-proxy',
      place: value.place,
      scheme: isSips ? 'sips' : 'sip',
      host: { ...value, text: host.replace(/^\[|\]$/g, '') },
      ...(port !== '' && { port: Number(port) }),
      ...(transport && { transport }),
      carriedBy: transport ?? (isSips ? 'tls' : port === '' ? 'unknown' : 'udp'),
      direction: 'out',
      profile: PROFILE,
      media: { value: 'unknown' },
    },
  ];
}
