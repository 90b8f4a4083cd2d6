import type { Certificate, Endpoint } from '../../../contracts';
import { listed } from '../../hover/words';
import type { CertificateFault, Failure } from '../../probe/standing';
import { versionWord } from '../../tls/versions';
import { commonName, day, validityOf } from './words';

/**
 * Why an address fails, as parts of a sentence: `192.0.2.14` + `does not send its intermediate certificate`.
 * The findings say the same at length; this is what fits a headline and a cell of a table.
 */
export interface Cause {
  readonly id: CauseId;
  /** Whom it meets: `every client that verifies`. */
  readonly clients: string;
  /** A verb phrase that follows the name of one address. */
  readonly does: string;
  /** At most three words, for a cell. */
  readonly short: string;
  /** What to do, from the verb on, without a full stop; `who` is the address. Absent: the remedy of the finding says it. */
  readonly next?: (who: string) => string;
}

export type CauseId = Failure | 'client-certificate' | CertificateCause;
type CertificateCause = CertificateFault | 'expired' | 'not-yet-valid' | 'missing' | 'self-signed' | 'unknown-root';

const everyone = 'every client';
const verifying = 'every client that verifies';

/** Why the handshake was not completed, or did not stay so. */
export function causeOfOutcome(outcome: Failure, { alert, tls, port }: Endpoint): Cause {
  if (tls?.clientCertificate === 'required')
    return {
      id: 'client-certificate',
      clients: 'every client without a certificate that it accepts',
      does: 'demands a client certificate',
      short: 'Client certificate demanded',
      next: () => 'give the probe a client certificate that the server accepts, and probe again',
    };
  const peer = alert?.direction === 'received';
  const alertWords = alert ? `${peer ? 'ends' : 'makes this side end'} the handshake with alert ${alert.code}, ${alert.name}` : undefined;
  const plain = (does: string, short: string, next?: Cause['next']): Cause => ({
    id: outcome,
    clients: everyone,
    does,
    short,
    ...(next ? { next } : {}),
  });
  switch (outcome) {
    case 'refused':
      return plain(
        'refuses the connection',
        'Refused',
        (who) => `start the TLS listener of ${who} on port ${port}, or correct the port that leads here`,
      );
    case 'unreachable':
      return plain(
        'cannot be reached, there is no route to it',
        'No route',
        (who) => `check the route to ${who}, and the firewalls on the way`,
      );
    case 'timeout':
      return plain(
        'does not answer',
        'No answer',
        () => `have the address of this host entered at the provider, and allow TCP ${port} outbound`,
      );
    case 'silent':
      return plain('accepts the connection and says nothing to the ClientHello', 'Silent');
    case 'stalled':
      return plain('begins the handshake and does not finish it', 'Not finished');
    case 'reset':
      return plain('resets the connection during the handshake', 'Reset');
    case 'closed':
      return plain('closes the connection during the handshake, without an alert', 'Closed');
    case 'alert':
      return plain(alertWords ?? 'ends the handshake with an alert', alert ? `Alert ${alert.code}` : 'Alert');
    case 'plain-sip':
      return plain(`speaks SIP without TLS on port ${port}`, 'SIP without TLS');
    case 'http':
      return plain(`has a web server on port ${port}`, 'Web server');
    case 'not-tls':
      return plain(`speaks something on port ${port} that is not TLS`, 'Not TLS');
    case 'malformed':
      return plain('sends TLS that cannot be read', 'Broken TLS');
    case 'unsupported':
    case 'cancelled':
      return plain('was not probed to the end', 'Unknown');
  }
}

/** What a client that verifies has against the certificates. The first thing to put right comes first. */
export function causeOfCertificates(fault: CertificateFault, { endpoint, chain, at }: Judgement): Cause {
  switch (fault) {
    case 'revoked':
      return datesCause(chain, at) ?? revokedCause;
    case 'not-trusted':
      return datesCause(chain, at) ?? trustCause(chain);
    case 'refused-by-openssl':
      return opensslCause(chain);
    case 'name':
      return nameCause(endpoint);
  }
}

export interface Judgement {
  readonly endpoint: Endpoint;
  readonly chain: NonNullable<Endpoint['chain']>;
  readonly at: Date;
}

const cause = (id: CertificateCause, does: string, short: string, next?: Cause['next'], clients = verifying): Cause => ({
  id,
  clients,
  does,
  short,
  ...(next ? { next } : {}),
});

function datesCause({ built, sent }: Judgement['chain'], at: Date): Cause | undefined {
  const path: readonly Certificate[] = built.length > 0 ? built : sent.slice(0, 1);
  for (const [index, certificate] of path.entries()) {
    const { kind, text } = validityOf(certificate, at);
    const whose = index === 0 ? 'a certificate' : `the CA certificate ${commonName(certificate.subject)}`;
    if (kind === 'expired')
      return cause('expired', `shows ${whose} that ${text}, on ${day(certificate.notAfter)}`, 'Expired', (who) =>
        index === 0
          ? `renew the certificate of ${who} and reload its listener`
          : `replace the expired CA certificate in the list that ${who} sends`,
      );
    if (kind === 'not-yet')
      return cause(
        'not-yet-valid',
        `shows ${whose} that is ${text.replace('valid from', 'valid only from')}`,
        'Not valid yet',
        (who) => `check the clock of this host, then the certificate of ${who}`,
      );
  }
  return undefined;
}

const revokedCause = cause(
  'revoked',
  'shows a certificate that has been revoked',
  'Revoked',
  (who) => `replace the certificate and the key of ${who}`,
  'every client that checks revocation',
);

const opensslCause = ({ openssl }: Judgement['chain']): Cause =>
  cause('refused-by-openssl', `is refused by OpenSSL: “${openssl.text ?? openssl.code ?? 'no reason given'}”`, 'Refused by OpenSSL');

function trustCause({ built, sent, complete, missingIssuer, openssl }: Judgement['chain']): Cause {
  const [leaf] = built;
  const last = built.at(-1);
  const fetched = built.find(({ from }) => from === 'aia');
  const missing = missingIssuer?.name ?? fetched?.subject;
  if (leaf?.selfSigned)
    return cause(
      'self-signed',
      'shows a self-signed certificate',
      'Self-signed',
      (who) => `give ${who} a certificate of an authority that its callers know, or have this one trusted by them`,
    );
  if (!complete && missing !== undefined) {
    const name = commonName(missing);
    // With one CA certificate sent, nobody can tell an intermediate that is missing from a root that is unknown here.
    const isIntermediate = sent.length === 1 || fetched !== undefined;
    return isIntermediate
      ? cause(
          'missing',
          'does not send its intermediate certificate',
          'Intermediate missing',
          (who) => `put ${name} after the leaf in the certificate file of ${who} and reload its listener`,
        )
      : cause(
          'unknown-root',
          `sends a chain that ends below ${name}, which is neither sent nor trusted here`,
          'Chain ends early',
          (who) => `append ${name} to the certificate file of ${who}, or have it trusted by those who call`,
        );
  }
  if (last?.selfSigned && last.from !== 'store')
    return cause(
      'unknown-root',
      `sends a chain that ends at ${commonName(last.subject)}, which is not trusted here`,
      'Unknown root',
      () => `have ${commonName(last.subject)} trusted by those who call, or use a certificate of an authority that they know`,
    );
  return cause(
    'not-trusted',
    openssl.text === undefined ? 'sends a chain that cannot be verified' : `sends a chain that cannot be verified: “${openssl.text}”`,
    'Not trusted',
  );
}

function nameCause({ names, serverName, findings }: Endpoint): Cause {
  const reference = names?.practice.reference || serverName || 'the name asked for';
  // Many stacks check the host that SRV led them to; they get through.
  if (findings.some(({ rule }) => rule === 'chain/srv-target-only'))
    return cause(
      'name',
      `shows a certificate that names the host behind SRV, and not ${reference}`,
      'Domain not named',
      (who) => `add ${reference} to the subjectAltName of the certificate of ${who}`,
      'every client that compares the name with the domain, as RFC 5922 has it',
    );
  return cause(
    'name',
    `shows a certificate that does not name ${reference}`,
    'Wrong name',
    (who) => `reissue the certificate of ${who} with ${reference} in its subjectAltName`,
    'every client that compares the name',
  );
}

/** `TLS 1.3 and 1.2`: versions of one protocol share its name. */
export function versionList(versions: readonly string[]): string {
  const words = versions.map(versionWord);
  return listed(words.map((word, i) => (i > 0 && word.startsWith('TLS ') && words[i - 1]?.startsWith('TLS ') ? word.slice(4) : word)));
}
