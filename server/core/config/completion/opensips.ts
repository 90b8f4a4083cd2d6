import type { ConfigFacts } from '../model';
import { opensipsFacts } from '../opensips/facts';
import { routeSetters } from '../opensips/routing';
import { opensipsScript } from '../opensips/script-words';
import { opensipsSettings } from '../opensips/settings';
import { domainVariables } from '../opensips/symbols';
import type { Completer, ConfigProposal } from './place';
import { symbolNames } from './proposals';
import { completeScript } from './script';
import { type ScriptProduct, socketNames } from './script-names';

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
  events: ['E_CORE_THRESHOLD', 'E_DISPATCHER_STATUS'],
  stringValues: clientDomains,
  parameterValues: domainNames,
};

/** `[name]`, where a bracket is open or nothing is written yet. */
function domainNames({ module, name }: { module: string; name: string }, typed: string, facts: ConfigFacts): ConfigProposal[] {
  const [, address] = name === 'match_ip_address' ? (/^\[[\w.-]+\](?:.*,)?\s*([\d.:]*)$/.exec(typed) ?? []) : [];
  if (address !== undefined) return addresses(facts, address);
  if (module !== 'tls_mgm' || global.has(name) || !/^(?:\[[\w.-]*)?$/.test(typed)) return [];
  return symbolNames(
    facts,
    ({ kind }) => kind === 'profile',
    typed,
    ({ name: id }) => `[${id.slice(id.indexOf(':') + 1)}]`,
  );
}

/** Those of the TLS sockets, without their protocol. */
const addresses = ({ listeners }: ConfigFacts, typed: string): ConfigProposal[] =>
  socketNames(
    listeners.filter(({ transport }) => transport === 'tls'),
    typed,
  ).map((each) => ({ ...each, label: each.label.slice('tls:'.length) }));

/** In the variable by which a script picks the client domain of a request. */
function clientDomains(lead: string, typed: string, facts: ConfigFacts): ConfigProposal[] {
  const [, variable = ''] = /(\$b?avp\([\w.]+\))\s*=\s*$/.exec(lead) ?? [];
  const own = variable === '' ? undefined : opensipsFacts(facts);
  if (!own || !domainVariables(own, 'client_tls_domain_avp', 'client_domain_avp').includes(variable)) return [];
  const names = own.domains.filter(({ role }) => role === 'client').map(({ name }) => name.text);
  return names.map((label) => ({ kind: 'name', label, typed: typed.length, detail: 'client domain' }));
}

export const completeOpensips: Completer = (place, facts) => completeScript(product, place, facts);
