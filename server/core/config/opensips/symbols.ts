import { groupedBy } from '../grouped';
import type { ConfigSymbol, FilePlace, Listener } from '../model';
import { type Domain, isOfModule, type OpensipsFacts } from './facts';
import type { OpensipsScript, SocketLine } from './script';

type Draft = Omit<ConfigSymbol, 'parent'>;

/** What the outline shows, and what can be gone to, looked for and renamed: sockets, modules, TLS domains and blocks. */
export function symbolsOf(script: OpensipsScript, own: OpensipsFacts, listeners: readonly Listener[]): ConfigSymbol[] {
  const byPlace = new Map(listeners.map((listener) => [keyOf(listener.place), listener]));
  const usesOfModules = groupedBy(
    script.parameters.flatMap(({ module }) => module.text.split('|').map((name) => ({ name, place: module.place }))),
    ({ name }) => name,
  );
  return [
    ...script.sockets.map((socket) => socketSymbol(socket, byPlace.get(keyOf(socket.address.place)))),
    ...script.modules.map(
      ({ name, value, whole }): Draft => ({
        kind: 'module',
        name,
        place: value.place,
        whole,
        uses: (usesOfModules.get(name) ?? []).map((use) => use.place),
        isRenamable: false,
      }),
    ),
    ...own.domains.flatMap((domain) => domainSymbol(domain, own)),
    ...blockSymbols(script, own),
  ];
}

const keyOf = ({ file, at }: FilePlace): string => `${at.start} ${file}`;

function socketSymbol({ address, tag, whole, word }: SocketLine, listener: Listener | undefined): Draft {
  const port = address.port?.text ?? listener?.port;
  const text = `${address.protocol?.text ?? 'any'}:${address.host.text}${port === undefined ? '' : `:${port}`}`;
  return {
    kind: 'listener',
    name: text,
    place: address.place,
    whole,
    uses: [],
    detail: tag ? `${word} ${tag.text}` : word,
    isRenamable: false,
  };
}

/** A domain, and where its name stands: in brackets, and in what a script writes into the variable that picks one. */
function domainSymbol({ definition, name, role, profile }: Domain, own: OpensipsFacts): Draft[] {
  if (!definition) return [];
  const isShared = own.domains.some((other) => other.role !== role && other.name.text === name.text);
  const inBrackets =
    isShared && role === 'client' ? [] : own.said.flatMap(({ domain }) => (domain?.text === name.text ? [domain.place] : []));
  const picked = role === 'client' ? pickedBy(own, name.text) : [];
  return [
    {
      kind: 'profile',
      name: profile.id,
      place: name.place,
      whole: definition.whole,
      uses: [...inBrackets, ...picked],
      ...(profile.versions?.text !== undefined && { detail: profile.versions.text }),
      // A name that both sides have would have to be told apart first; one of a template may be spelled elsewhere.
      isRenamable: !isShared && name.isKnown && !own.isIncomplete && /^[\w.-]+$/.test(name.text),
    },
  ];
}

/** The variables that name a client domain, by `client_tls_domain_avp` and as 2.x called it. */
export const domainVariables = ({ parameters }: Pick<OpensipsFacts, 'parameters'>, ...names: readonly string[]): readonly string[] =>
  parameters
    .filter((each) => isOfModule(each, 'tls_mgm') && names.includes(each.parameter.text))
    .flatMap(({ value }) => {
      const bare = value.text.replace(/^\$(?:avp|bavp)\((.*)\)$/, '$1');
      return [`$avp(${bare})`, `$bavp(${bare})`];
    });

function pickedBy(own: OpensipsFacts, name: string): FilePlace[] {
  const variables = domainVariables(own, 'client_tls_domain_avp', 'client_domain_avp');
  return own.routing.assigned.flatMap(({ target, value }) => (value?.text === name && variables.includes(target) ? [value.place] : []));
}

function blockSymbols({ blocks }: OpensipsScript, { routing, isIncomplete }: OpensipsFacts): Draft[] {
  const usesOf = groupedBy(routing.routeUses, ({ kind, name }) => `${kind}[${name.text}]`);
  return blocks.map(({ kind, name, place, whole }): Draft => {
    const uses = name ? (usesOf.get(`${kind}[${name.text}]`) ?? []).map((use) => use.name.place) : [];
    const canBeRenamed = ['route', 'failure_route', 'onreply_route', 'branch_route'].includes(kind);
    return {
      kind: 'route',
      name: name ? `${kind}[${name.text}]` : kind,
      place,
      whole,
      uses,
      isRenamable: canBeRenamed && !isIncomplete && name?.isKnown === true && /^\w+$/.test(name.text),
    };
  });
}
