import type { SipUri } from '../../sip/parts';
import type { FilePlace, Transport } from '../model';
import type { General } from './general';
import type { HttpFacts } from './http-facts';
import type { ModuleList } from './module-list';
import type { PjsipObject } from './pjsip-objects';
import type { AsteriskFiles, Entry } from './sections';
import type { WrittenUri } from './uris';

/** What rules about pjsip.conf and pjsip_wizard.conf ask for, besides the common model. */
export interface PjsipFacts {
  readonly kind: 'pjsip';
  readonly transports: readonly PjsipTransport[];
  readonly endpoints: readonly PjsipEndpoint[];
  readonly uris: readonly PjsipUri[];
  readonly wizards: readonly PjsipWizard[];
  readonly registrations: readonly PjsipRegistration[];
  /** All that is sent to, by URIs and by wizards. */
  readonly targets: readonly PjsipTarget[];
  /** URIs that a semicolon without its backslash cuts off. */
  readonly cutUris: readonly CutUri[];
  /** All transports of this Asterisk are among them: nothing was included that is not here. */
  readonly isWhole: boolean;
  /** What the http.conf beside it says; undefined where there is none here. */
  readonly http?: HttpFacts;
  /** The modules.conf beside it. */
  readonly modules?: ModuleList;
  /** `[general]` of the rtp.conf beside it. */
  readonly rtp?: General;
}

/** The files that Asterisk reads beside those of res_pjsip, where they are here. */
export interface Beside {
  readonly http?: AsteriskFiles;
  readonly modules?: AsteriskFiles;
  readonly rtp?: AsteriskFiles;
}

export interface PjsipTransport {
  readonly object: PjsipObject;
  readonly name: string;
  readonly protocol: Transport | 'flow' | 'unknown';
}

export interface PjsipEndpoint {
  readonly object: PjsipObject;
  readonly name: string;
  readonly transport?: NamedTransport;
  /** What carries its signalling: by the transport that it names, or because all its URIs or all transports agree. */
  readonly carriedBy: Transport | 'unknown';
  readonly media: 'none' | 'sdes' | 'dtls' | 'unknown';
  /** Where that is said. */
  readonly mediaEntry?: Entry;
  readonly webrtc: 'on' | 'off' | 'unknown';
  readonly aors: readonly PjsipObject[];
}

/** The setting that names a transport; `target` is absent where no transport of that name is known. */
export interface NamedTransport {
  readonly entry: Entry;
  readonly target?: PjsipTransport;
}

/** A URI that Asterisk sends to. */
export interface PjsipUri extends WrittenUri {
  readonly key: 'contact' | 'server_uri' | 'outbound_proxy';
  readonly entry: Entry;
  readonly owner: PjsipObject;
  /** The transports that whoever sends to it names. */
  readonly transports: readonly NamedTransport[];
  readonly endpoints: readonly PjsipEndpoint[];
}

export interface PjsipRegistration {
  readonly object: PjsipObject;
  readonly transport?: NamedTransport;
}

export interface CutUri {
  readonly entry: Entry;
  /** From the semicolon on, as far as it reads as parameters of the URI. */
  readonly at: FilePlace;
  readonly text: string;
}

export interface PjsipWizard {
  readonly object: PjsipObject;
  readonly transport?: NamedTransport;
  /** Parameters behind `remote_hosts` that its semicolon makes a comment. */
  readonly cut?: CutUri;
  /** Host and port as `remote_hosts` lists them, with their places. */
  readonly hosts: readonly { readonly text: string; readonly place: FilePlace }[];
  readonly endpoint?: PjsipEndpoint;
}

/** A server or phone that Asterisk sends to: by a URI, or as one of the hosts of a wizard, which makes a URI of it. */
export interface PjsipTarget {
  readonly owner: PjsipObject;
  readonly uri: SipUri;
  readonly host: string;
  readonly hostPlace: FilePlace;
  /** Of the whole URI, or of the wizard's host. */
  readonly place: FilePlace;
  readonly says: Transport | 'unknown' | undefined;
  readonly transports: readonly NamedTransport[];
  readonly endpoints: readonly PjsipEndpoint[];
  /** Requests for it go to an outbound proxy, so that it is the proxy whose connection counts. */
  readonly isBehindProxy: boolean;
}
