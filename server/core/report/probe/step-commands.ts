import { dig, type NamedStore, namedStore, sClient } from '../../probe/commands';
import type { EndpointFacts, ProbeFacts } from '../../probe/facts';
import { isIpLiteral } from '../../sip/socket';
import { TLS12, TLS13 } from '../../tls/versions';
import type { StepCommand } from './model';

const MOST_QUERIES = 20;
const MOST_ENDPOINTS = 16;
/** Whoever leaves before that does not hear a refusal that comes behind the handshake. */
const REFUSAL_SECONDS = 2;

/** Lines that show the same by other programs, in the order of the steps. */
export function stepCommands({ resolution, endpoints, policy }: ProbeFacts): readonly StepCommand[] {
  const queries = resolution.steps
    .filter(({ outcome, server }) => outcome !== 'skipped' && server !== undefined && isNameServer(server))
    .slice(0, MOST_QUERIES)
    .map(({ name, type, server }) => ({ shows: `${type} of ${name}`, command: dig(name, type, server) }));
  return [...queries, ...endpoints.slice(0, MOST_ENDPOINTS).flatMap((endpoint) => commandsFor(endpoint, namedStore(policy)))];
}

/** Steps that the hosts file answered have another source in its place. */
const isNameServer = (server: string): boolean => /^\[?[0-9a-f.:]+\]?(?:%\w+)?(?::\d+)?$/i.test(server);

function commandsFor({ socket, tls, chain, enumeration }: EndpointFacts, store: NamedStore): StepCommand[] {
  if (!tls) return [];
  const serverName = tls.conversation.offer?.serverName ?? null;
  const reference = chain?.names?.reference;
  const verify = reference === undefined ? undefined : isIpLiteral(reference) ? { address: reference } : { name: reference };
  const { answer, clientCertificate } = tls.conversation;
  const named = { socket, serverName, ...store };
  const common = {
    ...named,
    ...(answer.kind === 'chosen' ? { version: answer.version } : {}),
    ...(tls.identity && clientCertificate.kind === 'asked' ? { hasIdentity: true } : {}),
  };
  const commands: StepCommand[] = [
    {
      shows: `The handshake with ${socket}; it ends with an error where chain or name fail`,
      command: sClient({ ...common, ...(verify ? { verify } : {}), ...(tls.alert?.isLate ? { waitSeconds: REFUSAL_SECONDS } : {}) }),
    },
  ];
  if (chain) {
    commands.push({ shows: `The certificates exactly as ${socket} sends them`, command: sClient({ ...common, more: ['-showcerts'] }) });
    const then = '2>/dev/null | openssl x509 -noout -subject -issuer -dates -ext subjectAltName';
    commands.push({ shows: `Names and validity of the certificate of ${socket}`, command: sClient({ ...common, then }) });
    commands.push({ shows: `The stapled OCSP answer of ${socket}`, command: sClient({ ...common, more: ['-status'] }) });
  }
  for (const [version, word] of [
    [TLS13, '-tls1_3'],
    [TLS12, '-tls1_2'],
  ] as const)
    if (enumeration?.versions.has(version))
      commands.push({ shows: `Whether ${socket} takes this version`, command: sClient({ ...named, more: [word] }) });
  return commands;
}
