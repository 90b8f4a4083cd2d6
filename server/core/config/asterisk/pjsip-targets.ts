import { type PjsipObject, setting } from './pjsip-objects';
import type { PjsipTarget, PjsipTransport, PjsipUri, PjsipWizard } from './pjsip-shapes';
import { placeIn, saidTransport, sipUriOf, uriPlace } from './uris';

export function targetOf(written: PjsipUri): PjsipTarget {
  const { uri, owner, transports, endpoints } = written;
  return {
    owner,
    uri,
    host: uri.host,
    hostPlace: placeIn(written, uri.hostSpan?.start ?? uri.start, uri.hostSpan?.end ?? uri.end),
    place: uriPlace(written),
    says: saidTransport(uri),
    transports,
    endpoints,
    isBehindProxy: written.key !== 'outbound_proxy' && [owner, ...endpoints.map(({ object }) => object)].some(hasProxy),
  };
}

const hasProxy = (object: PjsipObject): boolean => (setting(object, 'outbound_proxy')?.value.text ?? '') !== '';

/** As a wizard writes contacts and registrations where nobody says otherwise. */
export const DEFAULT_PATTERN = `sip:\${REMOTE_HOST}`;

/** The hosts of a wizard, each as its pattern makes a contact of it. */
export function wizardTargets({ object, hosts, transport, endpoint }: PjsipWizard): PjsipTarget[] {
  const pattern = setting(object, 'contact_pattern')?.value.text ?? DEFAULT_PATTERN;
  return hosts.flatMap(({ text, place }): PjsipTarget[] => {
    const uri = sipUriOf(pattern.replace(/\$\{REMOTE_HOST\}/g, () => text));
    if (!uri) return [];
    const { host } = uri;
    const hostPlace = { file: place.file, at: { start: place.at.start, end: place.at.start + Math.min(host.length, text.length) } };
    return [
      {
        owner: object,
        uri,
        host,
        hostPlace,
        place,
        says: saidTransport(uri),
        transports: transport ? [transport] : [],
        endpoints: endpoint ? [endpoint] : [],
        isBehindProxy: hasProxy(object),
      },
    ];
  });
}

/** The TLS transports that carry it: those that are named, where the URI does not say otherwise. */
export function tlsTransportsOf({ says, uri, transports }: PjsipTarget): PjsipTransport[] {
  if (says !== undefined && says !== 'tls' && !uri.isSips) return [];
  return transports.flatMap(({ target }) => (target?.protocol === 'tls' ? target : []));
}

/** It is spoken to over TLS, as the URI says or the transport that is named. */
export const isOverTls = (target: PjsipTarget): boolean =>
  target.uri.isSips || target.says === 'tls' || (target.says === undefined && tlsTransportsOf(target).length > 0);

/** Nobody says by which socket: no transport is named, or one of a flow, which is a connection and opens none. */
export const namesNoSocket = ({ transports }: PjsipTarget): boolean => transports.every(({ target }) => target?.protocol === 'flow');
