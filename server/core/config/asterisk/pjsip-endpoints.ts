import type { Transport } from '../model';
import { type PjsipObject, setting, settingsNamed, switchOf } from './pjsip-objects';
import type { NamedTransport, PjsipEndpoint, PjsipTransport } from './pjsip-shapes';
import type { Entry } from './sections';
import { carriedByUri, sipUriOf } from './uris';

/** What carries the signalling of an endpoint, and how its media is keyed. */

/** What all transports have in common. */
export function onlyProtocol(transports: readonly PjsipTransport[]): Transport | 'unknown' {
  const [first, ...more] = new Set(transports.map(({ protocol }) => protocol));
  return first === undefined || first === 'flow' || more.length > 0 ? 'unknown' : first;
}

export interface Around {
  readonly transport: NamedTransport | undefined;
  readonly aors: ReadonlyMap<string, PjsipObject>;
  readonly only: Transport | 'unknown';
}

export function endpointOf(object: PjsipObject, { transport, aors, only }: Around): PjsipEndpoint {
  const webrtc = switchOf(setting(object, 'webrtc'));
  const mediaEntry = setting(object, 'media_encryption');
  const own = settingsNamed(object, 'aors')
    .at(-1)
    ?.value.text.split(',')
    .flatMap((name) => aors.get(name.trim()) ?? []);
  const mine = object.isFromWizard ? [aors.get(object.name)].flatMap((aor) => aor ?? []) : (own ?? []);
  return {
    object,
    name: object.name,
    ...(transport && { transport }),
    carriedBy: transport ? protocolOf(transport) : (byContacts(mine) ?? only),
    // res_pjsip sets media_encryption=dtls for such an endpoint, whatever else is written.
    media: webrtc === 'on' ? 'dtls' : webrtc === 'unknown' ? 'unknown' : mediaOf(mediaEntry),
    ...(mediaEntry && { mediaEntry }),
    webrtc,
    aors: mine,
  };
}

function protocolOf({ target }: NamedTransport): Transport | 'unknown' {
  return !target || target.protocol === 'flow' ? 'unknown' : target.protocol;
}

function mediaOf(entry: Entry | undefined): PjsipEndpoint['media'] {
  if (!entry) return 'none';
  if (!entry.value.isKnown) return 'unknown';
  switch (entry.value.text.toLowerCase()) {
    case 'sdes':
    case 'dtls':
      return entry.value.text.toLowerCase() === 'sdes' ? 'sdes' : 'dtls';
    case 'no':
      return 'none';
    default:
      return 'unknown';
  }
}

/** Where an endpoint has contacts that never change and all say the same. */
function byContacts(aors: readonly PjsipObject[]): Transport | 'unknown' | undefined {
  const contacts = aors.flatMap((aor) => settingsNamed(aor, 'contact'));
  if (contacts.length === 0) return undefined;
  const said = new Set(
    contacts.map(({ value }) => {
      const uri = sipUriOf(value.text);
      return uri ? carriedByUri(uri) : 'unknown';
    }),
  );
  const [first = 'unknown'] = said;
  return said.size === 1 ? first : 'unknown';
}
