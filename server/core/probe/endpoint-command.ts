import { type ClientCommand, namedStore, sClient } from './commands';
import type { EndpointFacts, ProbeFacts } from './facts';

/** An `s_client` line to the endpoint, with the server name that the probe sent. */
export function commandTo(
  { target, policy }: Pick<ProbeFacts, 'target' | 'policy'>,
  { socket, tls }: Pick<EndpointFacts, 'socket' | 'tls'>,
  more: Omit<ClientCommand, 'socket' | 'serverName' | 'then'> & { readonly pipe?: string } = {},
): string {
  const { offer, answer } = tls?.conversation ?? {};
  const { pipe: then, ...rest } = more;
  return sClient({
    ...{ socket, serverName: offer ? offer.serverName : target.serverName, then },
    ...(then === undefined ? namedStore(policy) : {}),
    ...(answer?.kind === 'chosen' ? { version: answer.version } : {}),
    ...(tls?.identity && tls.conversation.clientCertificate.kind === 'asked' ? { hasIdentity: true } : {}),
    ...rest,
  });
}

/** Behind an `s_client` line: the leaf of the list that was sent. */
export const leafOf = (...fields: readonly string[]): string =>
  `2>/dev/null | openssl x509 -noout ${fields.map((field) => `-${field}`).join(' ')}`;
