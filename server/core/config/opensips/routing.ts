import { carrierOf } from '../kamailio/carrier';
import { recordRouteFunctions, recordRouteSteps, type WrittenAddress } from '../kamailio/record-route';
import { provenBy } from '../kamailio/routing';
import type { Action, Call, Expression, RouteBlock } from '../kamailio/script';
import { type MediaCall, type MediaStep, mediaCallsIn } from '../media-calls';
import type { FilePlace, Transport, Value } from '../model';
import { readSipAddress, type SipAddress } from '../sip-address';

/** What the blocks of a script do about the way of a message. */
export interface Routing {
  readonly steps: readonly Step[];
  readonly calls: readonly Call[];
  /** `$avp(tls) = "…"`, by the whole name of the variable; a value that is no string is absent. */
  readonly assigned: readonly { readonly target: string; readonly place: FilePlace; readonly value?: Value }[];
  /** Names of routes that are called or set, by the kind of route. */
  readonly routeUses: readonly { readonly kind: string; readonly name: Value }[];
  /** What is ordered of rtpengine. */
  readonly media: readonly MediaCall[];
}

export interface Step {
  readonly kind: 'destination' | 'socket' | 'relay' | 'record-route';
  readonly place: FilePlace;
  readonly whole: FilePlace;
  readonly uri?: SipAddress;
  /** Of a socket or a relay: what its value begins with. */
  readonly transport?: Transport | 'unknown';
  readonly value?: Value;
  /** Of a Record-Route that names one. */
  readonly address?: WrittenAddress;
  /** Offsets in the value are offsets in the file. */
  readonly isPlain: boolean;
  readonly by: string;
  /** What carried the message in, by the conditions around. */
  readonly guards: readonly Transport[];
  /** Steps of one list of actions have the same. */
  readonly list: number;
}

export function routingOf(blocks: readonly RouteBlock[]): Routing {
  const walker = new Walker();
  for (const { body } of blocks) walker.walk(body, [], undefined);
  const { steps, calls, assigned, routeUses } = walker;
  return { steps, calls, assigned, routeUses, media: mediaCallsIn(walker.sequence, walker.parents) };
}

class Walker implements Omit<Routing, 'media'> {
  readonly steps: Step[] = [];
  readonly calls: Call[] = [];
  readonly assigned: { target: string; place: FilePlace; value?: Value }[] = [];
  readonly routeUses: { kind: string; name: Value }[] = [];
  readonly sequence: MediaStep[] = [];
  /** The list around each list of actions. */
  readonly parents: number[] = [];

  /** `around`: the list that it stands in; undefined for a block. */
  walk(actions: readonly Action[], guards: readonly Transport[], around: number | undefined): void {
    const list = this.parents.push(around ?? -1) - 1;
    // Where the message goes is for each block to say.
    if (around === undefined) this.sequence.push({ kind: 'other', list });
    for (const action of actions) this.#act(action, guards, list);
  }

  #act(action: Action, guards: readonly Transport[], list: number): void {
    switch (action.kind) {
      case 'call':
        this.#call(action.call, guards, list);
        return;
      case 'assign':
        this.#look(action.value, guards, list);
        this.#assign(action, guards, list);
        return;
      case 'if':
        this.#look(action.condition, guards, list);
        this.walk(action.then, [...guards, ...provenBy(action.condition, true)], list);
        this.walk(action.otherwise, [...guards, ...provenBy(action.condition, false)], list);
        return;
      case 'switch': {
        this.#look(action.subject, guards, list);
        for (const { label, body } of action.cases) {
          const compared = label && provenBy({ kind: 'compare', operator: '==', left: action.subject, right: label }, true);
          this.walk(body, [...guards, ...(compared ?? [])], list);
        }
        return;
      }
      case 'while':
        this.#look(action.condition, guards, list);
        this.walk(action.body, guards, list);
        return;
      case 'leave':
        if (action.value) this.#look(action.value, guards, list);
    }
  }

  #look(expression: Expression, guards: readonly Transport[], list: number): void {
    switch (expression.kind) {
      case 'call':
        this.#call(expression.call, guards, list);
        return;
      case 'compare':
      case 'and':
      case 'or':
        this.#look(expression.left, guards, list);
        this.#look(expression.right, guards, list);
        return;
      case 'not':
        this.#look(expression.of, guards, list);
        return;
      case 'block':
        this.walk(expression.body, guards, list);
        return;
      case 'other':
        for (const part of expression.parts) this.#look(part, guards, list);
    }
  }

  #assign({ target, place, value, whole }: Extract<Action, { kind: 'assign' }>, guards: readonly Transport[], list: number): void {
    const text = value.kind === 'text' ? value.value : undefined;
    this.assigned.push({ target: bareName(target), place, ...(text && { value: text }) });
    const isSocket = target === '$fs' || target === '$socket_out';
    const to = destinations.has(target) && value.kind === 'text' ? readSipAddress(value.value) : undefined;
    if (to) this.sequence.push({ kind: 'destination', uri: to, carriedBy: carrierOf(to), list });
    else if (isSocket)
      this.sequence.push({ kind: 'socket', transport: (value.kind === 'text' && socketOf(value.value).transport) || 'unknown', list });
    else if (destinations.has(target)) this.sequence.push({ kind: 'other', list });
    if (value.kind !== 'text') return;
    const common = { whole, by: target, guards, list, isPlain: value.isPlain };
    if (to) this.steps.push({ kind: 'destination', place: value.value.place, uri: to, value: value.value, ...common });
    if (isSocket) this.steps.push({ kind: 'socket', ...socketOf(value.value), ...common });
  }

  #call(call: Call, guards: readonly Transport[], list: number): void {
    this.calls.push(call);
    this.sequence.push({ kind: 'call', call, list });
    const { name, whole } = call;
    const kindOfRoute = routeSetters.get(name);
    if (recordRouteFunctions.has(name))
      for (const step of recordRouteSteps(call)) this.steps.push({ ...step, whole, by: name, guards, list, isPlain: false });
    for (const [index, argument] of call.arguments.entries()) {
      this.#look(argument, guards, list);
      const said = saidBy(argument);
      if (!said) continue;
      if (kindOfRoute !== undefined && index === (secondIsRoute.has(name) ? 1 : 0))
        this.routeUses.push({ kind: kindOfRoute, name: said.value });
      const common = { whole, by: name, guards, list, isPlain: said.isPlain, place: said.value.place, value: said.value };
      const uri = uriFunctions.has(name) ? readSipAddress(said.value) : undefined;
      if (uri) this.steps.push({ kind: 'destination', uri, ...common });
      else if (name === 'force_send_socket' && index === 0) this.steps.push({ kind: 'socket', ...common, ...socketOf(said.value) });
      else if (relays.has(name) && proxy.test(said.value.text)) this.steps.push({ kind: 'relay', ...common, ...socketOf(said.value) });
    }
  }
}

/** A string, or what stands there without quotes: `route(relay)`, `force_send_socket(tls:10.0.0.1:5061)`. */
function saidBy(argument: Expression): { readonly value: Value; readonly isPlain: boolean } | undefined {
  if (argument.kind === 'text') return argument;
  if (argument.kind === 'number') return { value: argument.value, isPlain: true };
  if (argument.kind === 'word') return { value: { text: argument.name, place: argument.place, isKnown: true }, isPlain: true };
  return undefined;
}

/** `$avp(x)[0]` and `$(avp(x)[0])` are `$avp(x)`. */
const bareName = (target: string): string => target.replace(/^\$\((\w+\([^()]*\)).*\)$/, '$$$1').replace(/\[[^\]]*\]$/, '');

const destinations: ReadonlySet<string> = new Set(['$du', '$ru', '$duri', '$ruri', '$nh(d)']);
const relays: ReadonlySet<string> = new Set(['t_relay', 'forward', 'send', 'sl_forward']);
const proxy = /^(?:udp|tcp|tls|sctp|ws|wss):/i;
const uriFunctions: ReadonlySet<string> = new Set([
  'seturi',
  'rewriteuri',
  'setdsturi',
  'setduri',
  'append_branch',
  'add_path',
  'add_path_received',
  't_uac_dlg',
  't_inject_branches',
  'b2b_init_request',
  'uac_registrant_add',
  'msg_branches_add',
]);

/** Functions one argument of which is the name of a route, with its kind. */
export const routeSetters: ReadonlyMap<string, string> = new Map(
  Object.entries({
    route: 'route',
    t_on_failure: 'failure_route',
    t_on_branch: 'branch_route',
    t_on_reply: 'onreply_route',
    async: 'route',
    launch: 'route',
  }),
);
const secondIsRoute: ReadonlySet<string> = new Set(['async', 'launch']);

function socketOf(value: Value): Pick<Step, 'place' | 'value' | 'transport'> {
  const [, word] = /^(udp|tcp|tls|sctp|ws|wss):/i.exec(value.text) ?? [];
  return { place: value.place, value, transport: word === undefined ? 'unknown' : (word.toLowerCase() as Transport) };
}
