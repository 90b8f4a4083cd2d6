import { type Peer, portIfTls, startProgram, withFreePort } from './program';

export interface GnutlsOptions {
  /** Files in PEM; the certificate with its chain. */
  readonly certificate: string;
  readonly key: string;
  /** `NORMAL:-VERS-ALL:+VERS-TLS1.2`, as `gnutls-cli --list` explains. */
  readonly priority?: string;
  /** Whether it asks for a client certificate, and from whom. */
  readonly client?: { readonly asks: 'requests' | 'requires'; readonly ca: string };
  /** File with an OCSP answer in DER, which is stapled. */
  readonly ocspResponse?: string;
  /** Anything else that it takes. */
  readonly more?: readonly string[];
}

/** GnuTLS's server. It speaks HTTP after the handshake, and has no way to listen on loopback alone. */
export function startGnutlsServ(options: GnutlsOptions): Promise<Peer> {
  const { certificate, key, priority, client, ocspResponse, more = [] } = options;
  const words = [
    ...['--x509certfile', certificate, '--x509keyfile', key, '--http'],
    ...(priority ? ['--priority', priority] : []),
    ...(client ? ['--x509cafile', client.ca, '--verify-client-cert'] : ['--disable-client-cert']),
    ...(client?.asks === 'requires' ? ['--require-client-cert'] : []),
    ...(ocspResponse ? ['--ocsp-response', ocspResponse] : []),
    ...more,
  ];
  return withFreePort((port) =>
    startProgram({ name: 'gnutls-serv', words: ['--port', String(port), ...words], portOf: () => portIfTls(port) }),
  );
}
