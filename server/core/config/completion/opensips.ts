import type { ConfigFacts } from '../model';
import { routeSetters } from '../opensips/routing';
import { opensipsScript } from '../opensips/script-words';
import { opensipsSettings } from '../opensips/settings';
import type { Completer, ConfigProposal } from './place';
import { symbolNames } from './proposals';
import { completeScript } from './script';
import type { ScriptProduct } from './script-names';

/** Parameters of tls_mgm that stand for no domain, so that no name in brackets stands in front of their values. */
const global: ReadonlySet<string> = new Set([
  'tls_library',
  'server_domain',
  'client_domain',
  'client_tls_domain_avp',
  'client_sip_domain_avp',
  'client_domain_avp',
  'db_url',
]);

const product: ScriptProduct = {
  script: opensipsScript,
  settings: opensipsSettings,
  statements: [
    ['loadmodule', 'Loads a module: `loadmodule "proto_tls.so"`.'],
    ['modparam', 'Sets a parameter of a module: `modparam("tls_mgm", "server_domain", "sip")`.'],
    ['include_file', 'Reads another file here.'],
    ['import_file', 'Reads another file here.'],
    ['route', 'What is done with requests, or a block that others call: `route[NAME] { … }`.'],
    ['branch_route', 'What is done for each branch.'],
    ['failure_route', 'What is done where all branches failed.'],
    ['onreply_route', 'What is done with replies of a transaction.'],
    ['local_route', 'What is done with requests that OpenSIPS makes.'],
    ['startup_route', 'What is done at the start.'],
    ['error_route', 'What is done with messages that cannot be parsed.'],
    ['event_route', 'What is done at an event.'],
  ],
  modules: [
    'tls_openssl',
    'tls_wolfssl',
    'proto_udp',
    'proto_tcp',
    'proto_ws',
    'proto_wss',
    'signaling',
    'sl',
    'tm',
    'path',
    'dispatcher',
    'nathelper',
  ],
  sockets: ['socket', 'listen'],
  protocols: ['udp', 'tcp', 'tls', 'ws', 'wss', 'sctp'],
  behindSocket: ['as', 'use_workers', 'tag', 'anycast', 'reuse_port', 'accept_subdomain'],
  socketBlock: [],
  directives: [],
  routeFunctions: routeSetters,
  parameterValues: domainNames,
};

/** `[name]`, where a bracket is open or nothing is written yet. */
function domainNames({ module, name }: { module: string; name: string }, typed: string, facts: ConfigFacts): ConfigProposal[] {
  if (module !== 'tls_mgm' || global.has(name) || !/^(?:\[[\w.-]*)?$/.test(typed)) return [];
  return symbolNames(
    facts,
    ({ kind }) => kind === 'profile',
    typed,
    ({ name: id }) => `[${id.slice(id.indexOf(':') + 1)}]`,
  );
}

export const completeOpensips: Completer = (place, facts) => completeScript(product, place, facts);
