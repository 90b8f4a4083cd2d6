import type { ConfigFacts, FilePlace, Transport, Value } from '../model';
import type { XmlElement } from '../xml';

/** What only the rules of drachtio ask for. */
export type DrachtioFacts =
  /** Nothing reads it. */
  | { readonly kind: 'json'; readonly place: FilePlace }
  | {
      readonly kind: 'xml';
      readonly contacts: readonly Contact[];
      readonly tls?: TlsBlock;
      readonly admin?: Admin;
      /** Where a contact, or a block of TLS, would go. */
      readonly sip?: XmlElement;
    };

export interface Contact {
  readonly value: Value;
  readonly element: XmlElement;
  readonly scheme: string;
  readonly schemePlace: FilePlace;
  readonly host: string;
  readonly port?: number;
  readonly portPlace?: FilePlace;
  /** What it says, in order; empty where it says nothing. */
  readonly transports: readonly (Transport | 'unknown')[];
  readonly transportPlace?: FilePlace;
  /** As the server tells it: the text has sips or tls in it somewhere (controller.cpp). Only then it gets the certificate. */
  readonly isTls: boolean;
  readonly externalIp?: Value;
  readonly dnsNames: readonly Value[];
}

export interface TlsBlock {
  readonly element: XmlElement;
  readonly items: ReadonlyMap<string, TlsItem>;
}

export interface TlsItem {
  readonly value: Value;
  readonly element: XmlElement;
}

export interface Admin {
  readonly element: XmlElement;
  readonly address: Value;
  readonly secret?: Value;
  readonly tlsPort?: Value;
}

export const drachtioFacts = ({ dialect, own }: ConfigFacts): DrachtioFacts | undefined =>
  dialect === 'drachtio' ? (own as DrachtioFacts | undefined) : undefined;

/** What goes over TLS in effect. A secure scheme without a transport means TLS. */
export const secureTransports = ({ scheme, transports }: Contact): ('tls' | 'wss')[] => {
  if (scheme === 'sips' && transports.length === 0) return ['tls'];
  return transports.filter((each) => each === 'tls' || each === 'wss');
};
