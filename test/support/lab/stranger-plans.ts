import type { Outcome } from '../../../server/contracts';
import { httpListener, plainListener, scriptedListener } from './listeners';
import { type Expected, type Listener, loopback, nameOf, type Plan } from './plan';
import { brokenHello, endless, garbage, goodbye, reset, silence, ssl3 } from './scripts';
import { answering, fine } from './sip';

type What = Pick<Plan, 'id' | 'title' | 'shows' | 'flags' | 'target' | 'versions' | 'isScripted'>;
interface Found extends Omit<Expected, 'endpoints' | 'exitCode'> {
  readonly outcome: Outcome;
  readonly exitCode?: 0 | 3;
}

/** A peer with which no handshake comes to its end. */
const plan = (what: What, listener: Listener, { outcome, exitCode, ...found }: Found): Plan => ({
  ...what,
  leaves: {},
  listeners: [listener],
  expect: { endpoints: [{ address: loopback(0), outcome, sent: [] }], exitCode: exitCode ?? 1, ...found },
});

const briefly = (): string[] => ['--timeout', '1200'];

export const strangerPlans: readonly Plan[] = [
  plan({ id: 'refused', title: 'Nobody listens', shows: 'TCP is refused.' }, 'closed', {
    outcome: 'refused',
    findings: ['probe/refused'],
    exitCode: 3,
  }),
  plan(
    { id: 'silent', title: 'Silent', shows: 'TCP is accepted and no octet ever comes.', isScripted: true, flags: briefly },
    scriptedListener(silence),
    { outcome: 'silent', findings: ['tls/silent'] },
  ),
  plan({ id: 'reset', title: 'Reset', shows: 'The hello is answered by a TCP reset.', isScripted: true }, scriptedListener(reset), {
    outcome: 'reset',
    findings: ['tls/reset-after-hello'],
  }),
  plan(
    { id: 'closed', title: 'Hangs up', shows: 'The hello is answered by the end of the connection.', isScripted: true },
    scriptedListener(goodbye),
    {
      outcome: 'closed',
      findings: ['tls/closed-during-handshake'],
    },
  ),
  plan({ id: 'plain-sip', title: 'Plain SIP', shows: 'SIP without TLS on the port for TLS.' }, plainListener(answering(fine)), {
    outcome: 'plain-sip',
    findings: ['tls/plain-sip-on-tls-port'],
    // The same from the other side, by the letter of that rule.
    mayCome: ['tls/tls-on-plain-port'],
  }),
  plan({ id: 'http', title: 'A web server', shows: 'HTTP without TLS on the port.' }, httpListener, {
    outcome: 'http',
    findings: ['tls/http-on-tls-port'],
  }),
  plan(
    {
      id: 'garbage',
      title: 'Neither TLS nor text',
      shows: 'A sips: target whose port answers with octets of no protocol.',
      isScripted: true,
      target: (port) => `sips:${nameOf('garbage')}:${port}`,
    },
    scriptedListener(garbage),
    { outcome: 'not-tls', findings: ['probe/sips-target-no-tls', 'tls/not-tls'] },
  ),
  plan(
    {
      id: 'malformed',
      title: 'Broken ServerHello',
      shows: 'A TLS record with a ServerHello that ends too early.',
      isScripted: true,
    },
    scriptedListener(brokenHello),
    { outcome: 'malformed', findings: ['tls/answer-malformed'] },
  ),
  plan(
    {
      id: 'endless',
      title: 'Endless',
      shows: 'A ServerHello that goes on for ever, one octet at a time.',
      isScripted: true,
      flags: briefly,
    },
    scriptedListener(endless),
    // Something came, so that it is not silent.
    { outcome: 'stalled', findings: ['tls/handshake-stalled'] },
  ),
  plan(
    {
      id: 'ssl3',
      title: 'SSL 3.0',
      shows: 'A server that answers hellos by a ServerHello of SSL 3.0 and knows nothing newer.',
      isScripted: true,
      versions: ['SSLv3'],
      flags: () => ['--enumerate'],
    },
    scriptedListener(ssl3),
    {
      outcome: 'unsupported',
      findings: ['tls/version-ssl'],
      // The probe itself refuses that version by an alert, of which the version is the cause.
      mayCome: ['tls/alert-protocol-version', 'tls/suite-cbc', 'tls/weak-suite-chosen'],
    },
  ),
];
