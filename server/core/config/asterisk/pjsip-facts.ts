import { partOf } from '../ini';
import type { ConfigFacts, FilePlace } from '../model';
import { generalOf } from './general';
import { httpOf } from './http-facts';
import { moduleListOf } from './module-list';
import { endpointOf, onlyProtocol } from './pjsip-endpoints';
import { type PjsipObject, pjsipObjects, setting, settingsNamed } from './pjsip-objects';
import type {
  Beside,
  CutUri,
  NamedTransport,
  PjsipEndpoint,
  PjsipFacts,
  PjsipRegistration,
  PjsipTransport,
  PjsipUri,
  PjsipWizard,
} from './pjsip-shapes';
import { targetOf, wizardTargets } from './pjsip-targets';
import type { AsteriskFiles, Entry } from './sections';
import { cutOff, isTransport, urisIn } from './uris';
/** As the dialect left it: facts of a pjsip file have nothing else there. */
export const pjsipOf = ({ dialect, own }: ConfigFacts): PjsipFacts | undefined =>
  dialect === 'asterisk-pjsip' ? (own as PjsipFacts | undefined) : undefined;

export function pjsipFacts(
  { sections, isWhole }: Pick<AsteriskFiles, 'sections' | 'isWhole'>,
  isHere: (file: string) => boolean,
  { http, modules, rtp }: Beside,
): { readonly facts: PjsipFacts; readonly objects: readonly PjsipObject[] } {
  const objects = pjsipObjects(sections, ({ place }) => isHere(place.file));
  const transports = objects.filter(({ kind }) => kind === 'transport').map(transportOf);
  const byName = new Map(transports.map((transport) => [transport.name, transport]));
  const aors = new Map(objects.filter(({ kind }) => kind === 'aor').map((aor) => [aor.name, aor]));
  const named = (object: PjsipObject): NamedTransport | undefined => {
    const entry = setting(object, 'transport');
    if (!entry || entry.value.text === '') return undefined;
    const target = byName.get(entry.value.text);
    return { entry, ...(target && { target }) };
  };
  const only = isWhole ? onlyProtocol(transports) : 'unknown';
  const endpoints = objects
    .filter(({ kind }) => kind === 'endpoint')
    .map((object) => endpointOf(object, { transport: named(object), aors, only }));
  const users = usersBy(endpoints);
  const uris = objects.flatMap((owner) => urisOf(owner, usersOf(owner, users, named(owner))));
  const made = new Map(endpoints.filter(({ object }) => object.isFromWizard).map((endpoint) => [endpoint.object.section, endpoint]));
  const wizards = objects
    .filter(({ kind }) => kind === 'wizard')
    .map((object) => wizardOf(object, { transport: named(object), endpoint: made.get(object.section) }));
  const registrations = objects
    .filter(({ kind, isFromWizard }) => kind === 'registration' && !isFromWizard)
    .map((object): PjsipRegistration => {
      const transport = named(object);
      return { object, ...(transport && { transport }) };
    });
  const targets = [...uris.map(targetOf), ...wizards.flatMap(wizardTargets)];
  const cutUris = sections.flatMap(({ own }) => own.flatMap((entry) => (isHere(entry.source.file) ? (cutUriOf(entry) ?? []) : [])));
  return {
    facts: {
      kind: 'pjsip',
      transports,
      endpoints,
      uris,
      wizards,
      registrations,
      targets,
      cutUris,
      isWhole,
      ...(http && { http: httpOf(http) }),
      ...(modules && { modules: moduleListOf(modules) }),
      ...(rtp && { rtp: generalOf(rtp.sections) }),
    },
    objects,
  };
}

function transportOf(object: PjsipObject): PjsipTransport {
  const entry = setting(object, 'protocol');
  const word = entry?.value.text.toLowerCase() ?? 'udp';
  const isKnown = entry?.value.isKnown ?? true;
  return { object, name: object.name, protocol: isKnown && (word === 'flow' || isTransport(word)) ? word : 'unknown' };
}

interface Users {
  readonly transports: readonly NamedTransport[];
  readonly endpoints: readonly PjsipEndpoint[];
}

/** Who sends to the URIs of an object. */
function usersOf(owner: PjsipObject, users: ReadonlyMap<PjsipObject, PjsipEndpoint[]>, own: NamedTransport | undefined): Users {
  if (owner.kind === 'registration') return { transports: own ? [own] : [], endpoints: [] };
  const endpoints = users.get(owner) ?? [];
  return { transports: endpoints.flatMap(({ transport }) => transport ?? []), endpoints };
}

/** The endpoints by their AORs, and by themselves. */
function usersBy(endpoints: readonly PjsipEndpoint[]): ReadonlyMap<PjsipObject, PjsipEndpoint[]> {
  const users = new Map<PjsipObject, PjsipEndpoint[]>();
  for (const endpoint of endpoints)
    for (const object of [endpoint.object, ...endpoint.aors]) {
      const list = users.get(object);
      if (list) list.push(endpoint);
      else users.set(object, [endpoint]);
    }
  return users;
}

const uriKeys: { readonly [kind: string]: readonly PjsipUri['key'][] } = {
  aor: ['contact', 'outbound_proxy'],
  registration: ['server_uri', 'outbound_proxy'],
  endpoint: ['outbound_proxy'],
};

function urisOf(owner: PjsipObject, users: Users): PjsipUri[] {
  return (uriKeys[owner.kind] ?? []).flatMap((key) =>
    settingsNamed(owner, key).flatMap((entry) =>
      // What `+=` put together has no place of its own.
      entry.value.isKnown && !entry.value.through
        ? urisIn(entry.text, entry.source.file).map((written) => ({ ...written, key, entry, owner, ...users }))
        : [],
    ),
  );
}

function wizardOf(
  object: PjsipObject,
  { transport, endpoint }: { transport: NamedTransport | undefined; endpoint: PjsipEndpoint | undefined },
): PjsipWizard {
  const entry = setting(object, 'remote_hosts');
  const cut = entry && cutBehind(entry);
  return {
    object,
    ...(transport && { transport }),
    ...(cut && /^;\s*transport=/i.test(cut.text) && { cut }),
    hosts: entry?.value.isKnown ? listed(entry) : [],
    ...(endpoint && { endpoint }),
  };
}

/** What stands between the commas of a value. */
export function listed({ text, source: { file } }: Entry): { readonly text: string; readonly place: FilePlace }[] {
  const items: { text: string; place: FilePlace }[] = [];
  let from = 0;
  for (const piece of text.text.split(',')) {
    const item = partOf(text, from, from + piece.length);
    if (item.text !== '') items.push({ text: item.text, place: { file, at: item.at } });
    from += piece.length + 1;
  }
  return items;
}

const cutUriOf = (entry: Entry): CutUri | undefined => (/^<?sips?:/i.test(entry.value.text) ? cutBehind(entry) : undefined);

function cutBehind(entry: Entry): CutUri | undefined {
  const { text, file } = entry.source;
  const { comment, value } = entry.line;
  // A comment behind a blank is meant as one.
  if (!comment || comment.start !== value.at.end) return undefined;
  const cut = cutOff(text.slice(comment.start, comment.end));
  return cut === '' ? undefined : { entry, at: { file, at: { start: comment.start, end: comment.start + cut.length } }, text: cut };
}
