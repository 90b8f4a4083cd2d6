import { routeSetters } from '../kamailio/routing';
import { kamailioScript } from '../kamailio/script-words';
import { coreSettings } from '../kamailio/settings-core';
import { routingParameters, tlsParameters } from '../kamailio/settings-parameters';
import type { Completer } from './place';
import { completeScript } from './script';
import type { ScriptProduct } from './script-names';

const product: ScriptProduct = {
  script: kamailioScript,
  settings: [...coreSettings, ...tlsParameters, ...routingParameters],
  statements: [
    ['loadmodule', 'Loads a module: `loadmodule "tls.so"`.'],
    ['modparam', 'Sets a parameter of a module: `modparam("tls", "config", "tls.cfg")`.'],
    ['alias', 'A name that is this server itself.'],
    ['include_file', 'Reads another file here; it has to be there.'],
    ['import_file', 'Reads another file here, if it is there.'],
    ['request_route', 'What is done with requests.'],
    ['reply_route', 'What is done with replies.'],
    ['route', 'A block that others call: `route[NAME] { … }`.'],
    ['branch_route', 'What is done for each branch.'],
    ['failure_route', 'What is done where all branches failed.'],
    ['onreply_route', 'What is done with replies of a transaction.'],
    ['onsend_route', 'What is done right before a message leaves.'],
    ['event_route', 'What is done at an event: `event_route[tls:connection-out] { … }` where a TLS connection was opened.'],
  ],
  modules: ['tls_wolfssl', 'tm', 'tmx', 'sl', 'pv', 'path', 'outbound', 'nathelper', 'dispatcher', 'tcpops', 'websocket', 'uac', 'xhttp'],
  sockets: ['listen'],
  protocols: ['udp', 'tcp', 'tls', 'sctp'],
  behindSocket: ['advertise', 'name', 'virtual'],
  socketBlock: ['bind', 'advertise', 'name', 'agname', 'workers', 'virtual'],
  directives: [
    'define',
    'ifdef',
    'ifndef',
    'else',
    'endif',
    'trydef',
    'redefine',
    'undef',
    'defenv',
    'subst',
    'substdef',
    'substdefs',
    'include_file',
    'import_file',
  ],
  routeFunctions: routeSetters,
  events: [
    'tls:connection-out',
    'tcp:closed',
    'tcp:reset',
    'tcp:timeout',
    'tm:local-request',
    'websocket:closed',
    'xhttp:request',
    'dispatcher:dst-down',
  ],
};

export const completeKamailio: Completer = (place, facts) => completeScript(product, place, facts);
