import type { ConfigFile, ConfigWorld } from '../dialect';
import type { ConfigFacts, Listener, TlsProfile } from '../model';
import { generalSetting } from './general';
import { type HttpFacts, httpOf } from './http-facts';
import { inOrder } from './order';
import { readAsteriskFiles } from './sections';
import { sectionSymbols } from './symbols';
import { filesOf, GENERAL, listenerPlace, negotiated, settingsIn, socketIn } from './tls-model';

/** Reads http.conf, whose server carries SIP over WebSocket (RFC 7118) for res_pjsip and chan_sip. */
export function readHttp(file: ConfigFile, world: ConfigWorld): ConfigFacts {
  const read = readAsteriskFiles(file, world, true);
  const facts = httpOf(read);
  const { sections, files, includes, problems, texts } = read;
  return {
    dialect: 'asterisk-http',
    product: 'asterisk',
    root: file.file,
    files,
    listeners: listenersOf(facts),
    profiles: profilesOf(facts),
    peers: [],
    routes: [],
    definitions: [],
    includes,
    settings: inOrder(settingsIn(sections), files),
    symbols: sectionSymbols(sections, new Set()),
    texts,
    problems,
    own: facts satisfies HttpFacts,
  };
}

function listenersOf({ general, enabled, secure }: HttpFacts): Listener[] {
  const place = listenerPlace(general, 'enabled');
  const securePlace = listenerPlace(general, 'tlsenable');
  if (!place || !securePlace) return [];
  const plain = socketIn(general, ['bindaddr'], 8088);
  const port = Number(general.entries.findLast(({ key }) => key === 'bindport')?.value.text ?? plain.port);
  // The address of TLS is that of `bindaddr` where it has none of its own, but not its port.
  const own = generalSetting(general, 'tlsbindaddr') ? socketIn(general, ['tlsbindaddr'], 8089) : { ...plain, port: 8089 };
  return [
    ...(enabled === 'on' && generalSetting(general, 'bindaddr')
      ? [{ place, transport: 'ws', ...plain, ...(Number.isInteger(port) && { port }), isInactive: false } as const]
      : []),
    ...(secure === 'on' ? [{ place: securePlace, transport: 'wss', ...own, profile: GENERAL, isInactive: false } as const] : []),
  ];
}

function profilesOf({ general, secure }: HttpFacts): TlsProfile[] {
  const place = listenerPlace(general, 'tlsenable');
  if (secure !== 'on' || !place) return [];
  return [
    {
      id: GENERAL,
      place: general.section?.place ?? place,
      role: 'server',
      match: {},
      ...filesOf(general),
      versions: negotiated(general, true),
      verifiesPeer: { value: 'off' },
      requiresCertificate: { value: 'off' },
      comparesName: { value: 'off' },
      announced: [],
      sends: 'chain',
      isInactive: false,
    },
  ];
}
