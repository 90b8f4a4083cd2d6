import { type MediaCall, type MediaStep, mediaCallsIn, ordersMedia } from '../media-calls';
import type { FilePlace, Transport, Value } from '../model';
import { readSipAddress, type SipAddress } from '../sip-address';
import { carrierOf } from './carrier';
import { recordRouteFunctions, recordRouteSteps, type WrittenAddress } from './record-route';
import type { Action, Call, Expression, Script } from './script';

/** What the blocks of a script do about the way of a message. */
export interface Routing {
  readonly steps: readonly Step[];
  /** What is written into the fields that the TLS module reads: `$xavp(tls=>server_name) = "…"`. */
  readonly extended: readonly ExtendedValue[];
  /** Calls of functions by their names. */
  readonly calls: ReadonlyMap<string, readonly CallUse[]>;
  /** Names of routes that a block calls or sets, by the kind of route. */
  readonly routeUses: readonly { readonly kind: string; readonly name: Value }[];
  /** Ports with which `$Rp` is compared, the one that a request came to. */
  readonly askedPorts: ReadonlySet<number>;
  /** What active blocks order of rtpengine. */
  readonly media: readonly MediaCall[];
}

/** One step on the way of a message: a destination, a socket, a relay. Those of one list of actions have the same `list`. */
export interface Step {
  readonly kind: 'destination' | 'socket' | 'relay' | 'record-route';
  readonly place: FilePlace;
  readonly whole: FilePlace;
  readonly uri?: SipAddress;
  /** Of all but a destination. */
  readonly transport?: Transport | 'unknown';
  readonly value?: Value;
  /** Of a Record-Route that names one. */
  readonly address?: WrittenAddress;
  /** The function, or the variable that is set. */
  readonly by: string;
  /** What carried the message in, by the conditions around. */
  readonly guards: readonly Transport[];
  readonly list: number;
  readonly isInactive: boolean;
}

export interface ExtendedValue {
  /** `tls` */
  readonly name: string;
  /** `server_name` */
  readonly field: string;
  readonly place: FilePlace;
  readonly value?: Value;
  readonly isInactive: boolean;
}

export interface CallUse {
  readonly call: Call;
  readonly isInactive: boolean;
}

export function routingOf({ blocks, inactiveActions, sources }: Pick<Script, 'blocks' | 'inactiveActions' | 'sources'>): Routing {
  const walker = new Walker(sources.some(({ text }) => ordersMedia(text)));
  for (const actions of inactiveActions) walker.walk(actions, { guards: [], isInactive: true });
  for (const block of blocks) walker.walk(block.body, { guards: [], isInactive: block.isInactive });
  const { steps, extended, calls, routeUses, askedPorts } = walker;
  return { steps, extended, calls, routeUses, askedPorts, media: mediaCallsIn(walker.sequence, walker.parents) };
}

interface Around {
  readonly guards: readonly Transport[];
  readonly isInactive: boolean;
}

class Walker implements Omit<Routing, 'media'> {
  readonly steps: Step[] = [];
  readonly extended: ExtendedValue[] = [];
  readonly calls = new Map<string, CallUse[]>();
  readonly routeUses: { kind: string; name: Value }[] = [];
  readonly askedPorts = new Set<number>();
  readonly sequence: MediaStep[] = [];
  /** The list around each list of actions. */
  readonly parents: number[] = [];
  readonly #isMediaOrdered: boolean;

  /** Without an order for the media, nobody asks in which sequence things happen. */
  constructor(isMediaOrdered: boolean) {
    this.#isMediaOrdered = isMediaOrdered;
  }

  /** `outer`: the list around; absent for a block. */
  walk(actions: readonly Action[], around: Around, outer = -1): void {
    const list = this.parents.push(outer) - 1;
    // Where the message goes is for each block to say.
    if (outer < 0 && this.#isMediaOrdered) this.sequence.push({ kind: 'other', list });
    for (const action of actions) this.#act(action, around, list);
  }

  #act(action: Action, around: Around, list: number): void {
    switch (action.kind) {
      case 'call':
        this.#call(action.call, around, list);
        return;
      case 'assign':
        this.#look(action.value, around, list);
        this.#assign(action, around, list);
        return;
      case 'if': {
        this.#look(action.condition, around, list);
        this.walk(action.then, proving(around, action.condition, true), list);
        if (action.otherwise.length > 0) this.walk(action.otherwise, proving(around, action.condition, false), list);
        return;
      }
      case 'switch':
        this.#look(action.subject, around, list);
        for (const { body } of action.cases) this.walk(body, around, list);
        return;
      case 'while':
        this.#look(action.condition, around, list);
        this.walk(action.body, around, list);
        return;
      case 'leave':
        if (action.value) this.#look(action.value, around, list);
    }
  }

  /** Calls inside of an expression. */
  #look(expression: Expression, around: Around, list: number): void {
    switch (expression.kind) {
      case 'call':
        this.#call(expression.call, around, list);
        return;
      case 'compare':
      case 'and':
      case 'or':
        if (expression.kind === 'compare' && !around.isInactive) this.#askPort(expression);
        this.#look(expression.left, around, list);
        this.#look(expression.right, around, list);
        return;
      case 'not':
        this.#look(expression.of, around, list);
        return;
      case 'block':
        this.walk(expression.body, around, list);
        return;
      case 'other':
        for (const part of expression.parts) this.#look(part, around, list);
    }
  }

  #assign({ target, place, value, whole }: Extract<Action, { kind: 'assign' }>, { guards, isInactive }: Around, list: number): void {
    const [, name, field] = /^\$xavp\((\w+)(?:\[\d+\])?=>(\w+)(?:\[\d+\])?\)$/.exec(target) ?? [];
    const text = value.kind === 'text' ? value.value : undefined;
    if (name !== undefined && field !== undefined) this.extended.push({ name, field, place, ...(text && { value: text }), isInactive });
    const uri = text && destinationVariables.has(target) ? readSipAddress(text) : undefined;
    if (uri) this.steps.push({ kind: 'destination', place: uri.value.place, whole, uri, by: target, guards, list, isInactive });
    if (this.#isMediaOrdered && !isInactive && destinationVariables.has(target))
      this.sequence.push(uri ? { kind: 'destination', uri, carriedBy: carrierOf(uri), list } : { kind: 'other', list });
    if (this.#isMediaOrdered && !isInactive && (target === '$fs' || target === '$fsn'))
      this.sequence.push({ kind: 'socket', transport: (target === '$fs' && text && socketStep(text).transport) || 'unknown', list });
    if (target === '$fs' && text) this.steps.push({ ...socketStep(text), whole, by: target, guards, list, isInactive });
    if (target === '$fsn' && text)
      this.steps.push({
        kind: 'socket',
        place: text.place,
        value: text,
        transport: 'unknown',
        whole,
        by: target,
        guards,
        list,
        isInactive,
      });
  }

  #askPort({ left, right }: Extract<Expression, { kind: 'compare' }>): void {
    if (left.kind !== 'variable' || left.name !== '$Rp' || (right.kind !== 'number' && right.kind !== 'text')) return;
    if (right.value.isKnown && /^\d{1,5}$/.test(right.value.text)) this.askedPorts.add(Number(right.value.text));
  }

  #call(call: Call, around: Around, list: number): void {
    const { guards, isInactive } = around;
    const { name, place, whole } = call;
    const use = { call, isInactive };
    if (this.#isMediaOrdered && !isInactive) this.sequence.push({ kind: 'call', call, list });
    const known = this.calls.get(name);
    if (known) known.push(use);
    else this.calls.set(name, [use]);
    for (const argument of call.arguments) this.#look(argument, around, list);
    const kindOfRoute = routeSetters.get(name);
    const route = kindOfRoute === undefined ? undefined : call.arguments[routeArgument(name)];
    if (kindOfRoute !== undefined && route) this.#useRoute(kindOfRoute, route);
    const transport = relayTransports.get(name);
    if (transport) this.steps.push({ kind: 'relay', place, transport, whole, by: name, guards, list, isInactive });
    if (!wayFunctions.has(name)) return;
    const common = { whole, by: name, guards, list, isInactive };
    if (recordRouteFunctions.has(name)) this.steps.push(...recordRouteSteps(call).map((step) => ({ ...step, ...common })));
    for (const argument of uriFunctions.has(name) ? call.arguments : []) {
      const uri = argument.kind === 'text' ? readSipAddress(argument.value) : undefined;
      if (argument.kind === 'text' && uri) this.steps.push({ kind: 'destination', place: argument.value.place, uri, ...common });
    }
    const [first] = call.arguments;
    if (name === 'force_send_socket' && first?.kind === 'text') this.steps.push({ ...socketStep(first.value), ...common });
  }

  #useRoute(kind: string, argument: Expression): void {
    if (argument.kind === 'text') this.routeUses.push({ kind, name: argument.value });
    if (argument.kind === 'word') this.routeUses.push({ kind, name: { text: argument.name, place: argument.place, isKnown: true } });
  }
}

const destinationVariables: ReadonlySet<string> = new Set(['$du', '$ru', '$nh(d)']);
const uriFunctions: ReadonlySet<string> = new Set([
  'rewriteuri',
  'append_branch',
  't_uac_send',
  'add_path',
  'add_path_received',
  'set_dest_uri',
  't_uac_dlg',
  'ds_is_active',
  'uac_req_send',
  'force_send_socket_uri',
  'forward_uri',
  'set_destination',
  'via_add_srvid',
  'send',
  'send_tcp',
  'uac_send',
]);

/** Functions that say where a message goes, by what, or how the way back to here is called. */
const wayFunctions: ReadonlySet<string> = new Set([...uriFunctions, ...recordRouteFunctions, 'force_send_socket']);

const relayTransports: ReadonlyMap<string, Transport> = new Map(
  (['udp', 'tcp', 'tls', 'sctp'] as const).flatMap((transport) => [
    [`t_relay_to_${transport}`, transport] as const,
    [`forward_${transport}`, transport] as const,
  ]),
);

/** Functions one argument of which is the name of a route, with its kind. */
export const routeSetters: ReadonlyMap<string, string> = new Map(
  Object.entries({
    route: 'route',
    t_on_failure: 'failure_route',
    t_on_branch_failure: 'event_route',
    t_on_branch: 'branch_route',
    t_on_reply: 'onreply_route',
    t_continue: 'route',
    async_route: 'route',
    async_ms_route: 'route',
    async_task_route: 'route',
    async_task_group_route: 'route',
    route_if_exists: 'route',
    check_route_exists: 'route',
  }),
);

const routeArgument = (name: string): number => (name === 't_continue' ? 2 : 0);

function socketStep(value: Value): Pick<Step, 'kind' | 'place' | 'value' | 'transport'> {
  const [, word] = /^(udp|tcp|tls|sctp|ws|wss):/i.exec(value.text) ?? [];
  return { kind: 'socket', place: value.place, value, transport: word === undefined ? 'unknown' : (word.toLowerCase() as Transport) };
}

/** What is around the actions behind a condition that comes out like that. */
function proving(around: Around, condition: Expression, outcome: boolean): Around {
  const proven = provenBy(condition, outcome);
  return proven.length > 0 ? { ...around, guards: [...around.guards, ...proven] } : around;
}

/** The transports of which one carried the message in, where a condition comes out like that. Empty: it says nothing of them. */
export function provenBy(condition: Expression, outcome: boolean): readonly Transport[] {
  switch (condition.kind) {
    case 'not':
      return provenBy(condition.of, !outcome);
    case 'and':
    case 'or': {
      const [left, right] = [provenBy(condition.left, outcome), provenBy(condition.right, outcome)];
      // What holds for both sides of an `and` is proven by either; of an `or`, both have to say something.
      if ((condition.kind === 'and') === outcome) return left.length > 0 ? left : right;
      return left.length > 0 && right.length > 0 ? [...left, ...right] : [];
    }
    case 'compare':
      return provenByComparison(condition, outcome);
    default:
      return [];
  }
}

function provenByComparison({ operator, left, right }: Extract<Expression, { kind: 'compare' }>, outcome: boolean): readonly Transport[] {
  const isEqual = operator === '==' || operator === 'eq';
  if (!isEqual && operator !== '!=' && operator !== 'ne') return [];
  if (isEqual !== outcome) return [];
  const isProtocol =
    (left.kind === 'word' && left.name === 'proto') ||
    (left.kind === 'variable' && /^\$(?:proto|pr|rP|socket_in\(proto\))$/.test(left.name));
  const word = right.kind === 'word' ? right.name : right.kind === 'text' ? right.value.text.toLowerCase() : '';
  const isTransport = ['udp', 'tcp', 'tls', 'sctp', 'ws', 'wss'].includes(word);
  return isProtocol && isTransport ? [word as Transport] : [];
}
