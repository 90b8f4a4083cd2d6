import type { Peer, Transport } from '../model';
import { allElements, attribute, childrenNamed, type FsElement } from './tree';
import { type FsValue, partPlace } from './variables';

/** What a dialplan does in which order, as far as calls to addresses and the variables of their media go. */

/** Addresses that are called by a profile and no gateway: `sofia/external/1234@pbx.example.net:5061;transport=tls`. */
export function bridgedPeers(elements: readonly FsElement[]): Peer[] {
  return allElements(elements).flatMap((element) => {
    const data = isAction(element, 'bridge') && element.reading.isHere ? attribute(element, 'data') : undefined;
    return data ? [...data.text.matchAll(legs)].flatMap((leg) => peerOf(data, leg)) : [];
  });
}

const legs = /\bsofia\/(?!gateway\/)([^/,|]{1,128})\/([^,|\]}\s]{0,256}@)([^,|:;\]}\s?]{1,255})(?::(\d{1,5}))?([^,|\]}\s]{0,256})/g;
const transports: readonly Transport[] = ['udp', 'tcp', 'tls', 'sctp', 'ws', 'wss'];

function peerOf(data: FsValue, leg: RegExpExecArray): Peer[] {
  const [whole, profile = '', user = '', host = '', port, parameters = ''] = leg;
  // A proxy on the way is where it goes, and a variable may hold anything.
  if (/[$%]/.test(host + parameters) || /fs_path=/i.test(parameters)) return [];
  const start = leg.index + 'sofia/'.length + profile.length + 1;
  const hostAt = start + user.length;
  const portAt = hostAt + host.length + 1;
  const [, word] = /;\s*transport=([^;]*)/i.exec(parameters) ?? [];
  const transport = word === undefined ? undefined : (transports.find((each) => each === word.toLowerCase()) ?? ('unknown' as const));
  return [
    {
      id: `${host}${port === undefined ? '' : `:${port}`}`,
      place: partPlace(data, start, leg.index + whole.length),
      scheme: /^sips:/i.test(user) ? 'sips' : 'sip',
      host: { text: host, place: partPlace(data, hostAt, hostAt + host.length), isKnown: true },
      ...(port !== undefined && { port: Number(port), portPlace: partPlace(data, portAt, portAt + port.length) }),
      ...(transport !== undefined && { transport }),
      carriedBy: /^sips:/i.test(user) ? 'tls' : (transport ?? (port === undefined ? 'unknown' : 'udp')),
      direction: 'out',
      profile,
      media: { value: 'unknown' },
    },
  ];
}

/**
 * Actions that come when the calls of their extension have ended: a bridge stands in front of them in the same condition, and behind them
 * nothing that could call once more.
 */
export function actionsBehindBridge(elements: readonly FsElement[]): ReadonlySet<FsElement> {
  const late = new Set<FsElement>();
  for (const extension of allElements(elements)) {
    if (extension.name !== 'extension' || isTrue(attribute(extension, 'continue'))) continue;
    // A condition that follows may call as well.
    const condition = childrenNamed(extension, 'condition').at(-1);
    const actions = condition ? childrenNamed(condition, 'action') : [];
    const bridge = actions.findIndex((each) => isAction(each, 'bridge'));
    for (let i = actions.length - 1; i > bridge && bridge >= 0; i--) {
      const action = actions[i];
      if (!action || !endings.has(attribute(action, 'application')?.text.toLowerCase() ?? '')) break;
      if (!isTrue(attribute(action, 'inline'))) late.add(action);
    }
  }
  return late;
}

/**
 * The `set` of a variable of media, with the gateways that a bridge behind it in the same condition calls. The caller's leg has what is `set`;
 * the leg of a bridge gets what is exported, or stands in the braces of its dial string (mod_dptools).
 */
export function setsForGateways(elements: readonly FsElement[]): ReadonlyMap<FsElement, ReadonlySet<string>> {
  const found = new Map<FsElement, Set<string>>();
  const exporting = new Set<FsElement | undefined>();
  for (const element of allElements(elements)) {
    if (!isAction(element, 'export') && !isAction(element, 'bridge_export')) continue;
    if (!attribute(element, 'data')?.text.includes('secure_media')) continue;
    const extension = element.parent?.parent;
    // What goes on to the next extensions takes its variables along.
    exporting.add(extension && isTrue(attribute(extension, 'continue')) ? extension.parent : extension);
  }
  for (const condition of allElements(elements)) {
    const extension = condition.parent;
    if (condition.name !== 'condition' || exporting.has(extension) || exporting.has(extension?.parent)) continue;
    let last: FsElement | undefined;
    for (const action of childrenNamed(condition, 'action')) {
      const text = attribute(action, 'data')?.text ?? '';
      if (isAction(action, 'set') && text.includes('secure_media')) last = action;
      if (!last || !isAction(action, 'bridge') || text.includes('secure_media')) continue;
      const gateways = found.get(last) ?? new Set();
      for (const [, name = ''] of text.matchAll(/\bsofia\/gateway\/(?:[^/,|]{1,128}::)?([^/,|$:]{1,128})\//g)) gateways.add(name);
      if (gateways.size > 0) found.set(last, gateways);
    }
  }
  return found;
}

/** Applications that call nobody. */
const endings: ReadonlySet<string> = new Set([
  'answer',
  'export',
  'hangup',
  'info',
  'log',
  'playback',
  'pre_answer',
  'respond',
  'set',
  'sleep',
  'unset',
  'voicemail',
]);

const isTrue = (value: FsValue | undefined): boolean => /^(?:true|yes|on|1)$/i.test(value?.text ?? '');

const isAction = (element: FsElement, application: string): boolean =>
  element.name === 'action' && attribute(element, 'application')?.text.toLowerCase() === application;
