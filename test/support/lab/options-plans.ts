import { tlsListener } from './listeners';
import { type ClientFiles, loopback, type Plan } from './plan';
import { answering, fine, hangingUp, ignoring, type Speak } from './sip';

interface OptionsPlan extends Pick<Plan, 'id' | 'title' | 'shows'> {
  readonly speak: Speak;
  readonly findings?: readonly string[];
  readonly mayCome?: readonly string[];
  readonly exitCode?: 0 | 1;
  readonly flags?: (files: ClientFiles) => readonly string[];
}

/** A good TLS server; what counts is how it answers OPTIONS. */
const plan = ({ speak, findings = [], mayCome = [], exitCode = 0, ...what }: OptionsPlan): Plan => ({
  flags: () => ['--options'],
  ...what,
  leaves: { [what.id]: {} },
  listeners: [tlsListener({ chain: [what.id, 'intermediate'], speak })],
  expect: {
    endpoints: [{ address: loopback(0), outcome: 'ok', version: 'TLSv1.3', sent: [what.id, 'intermediate'], clientCertificate: 'none' }],
    findings,
    mayCome,
    exitCode,
  },
});

const says = (status: number, reason: string, ...headers: string[]): Speak => answering({ status, reason, headers: () => headers });
const viaTcp = (line: string): string => line.replace('/TLS', '/TCP');
const leaving = (port: number): string[] =>
  (fine.headers?.(port) ?? []).map((line) => line.replace(/^Contact:.*/, 'Contact: <sip:sip.lab.example:5060;transport=udp>'));

export const optionsPlans: readonly Plan[] = [
  plan({ id: 'options', title: 'OPTIONS: 200', shows: 'OPTIONS is answered as RFC 3261 wants it.', speak: answering(fine) }),
  plan({
    id: 'options-401',
    title: 'OPTIONS: 401',
    shows: 'The server is alive and wants credentials.',
    speak: says(401, 'Unauthorized', 'WWW-Authenticate: Digest realm="lab.example", nonce="1", algorithm=MD5, qop="auth"'),
    findings: ['probe/options-status'],
  }),
  plan({
    id: 'options-404',
    title: 'OPTIONS: 404',
    shows: 'The server is alive and knows no such user.',
    speak: says(404, 'Not Found'),
    findings: ['probe/options-status'],
  }),
  plan({
    id: 'options-503',
    title: 'OPTIONS: 503',
    shows: 'The server is in trouble and says when to ask again.',
    speak: says(503, 'Service Unavailable', 'Retry-After: 30'),
    findings: ['probe/options-status'],
  }),
  plan({
    id: 'options-silent',
    title: 'OPTIONS: no answer',
    shows: 'TLS works and the request is swallowed.',
    speak: ignoring,
    flags: () => ['--options', '--timeout', '1200'],
    findings: ['probe/options-no-answer'],
  }),
  plan({
    id: 'options-closed',
    title: 'OPTIONS: hung up',
    shows: 'TLS works and the peer hangs up on the request.',
    speak: hangingUp,
    findings: ['probe/options-closed'],
  }),
  plan({
    id: 'options-contact',
    title: 'OPTIONS: Contact leaves TLS',
    shows: 'The answer is 200, and its Contact leads to UDP.',
    speak: answering({ ...fine, headers: leaving }),
    findings: ['probe/options-contact-leaves-tls'],
  }),
  plan({
    id: 'options-via',
    title: 'OPTIONS: Via rewritten',
    shows: 'Something behind TLS turns the transport in Via to TCP.',
    speak: answering({ ...fine, via: viaTcp }),
    findings: ['probe/options-via-transport'],
  }),
];
