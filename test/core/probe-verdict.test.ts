import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { versionWord } from '#core/tls/versions';
import type { Endpoint } from '../../server/contracts';
import { addressTable, rowsToList } from '../../server/core/report/probe/address-table';
import { compareReports } from '../../server/core/report/probe/changes';
import { compareValues } from '../../server/core/report/probe/differences';
import { causeWords, findingGroups } from '../../server/core/report/probe/finding-groups';
import type { ProbeView } from '../../server/core/report/probe/model';
import { type PathBox, pathBoxes } from '../../server/core/report/probe/path-boxes';
import { shareOf } from '../../server/core/report/probe/share';
import { verdictOf } from '../../server/core/report/probe/verdict';
import { commonName, duration, validityOf } from '../../server/core/report/probe/words';
import {
  cancelledView,
  detail,
  dnsFailedView,
  doneView,
  endpoint,
  goodView,
  intermediate,
  leaf,
  manyView,
  refusedView,
  root,
  runningView,
  unreachableView,
  viewOf,
} from '../support/probe-view';

const addresses = ['192.0.2.13', '192.0.2.14', '192.0.2.15'] as const;
const host = 'edge.example.com';

/** A view of good addresses, the first ones of which are changed. */
function viewWith(...changes: readonly ((endpoint: Endpoint) => Endpoint)[]): ProbeView {
  const endpoints = addresses.map((address, i) => {
    const good = { ...endpoint({ address, isComplete: true, ms: [1, 2, 3] }), findings: [] };
    return changes[i]?.(good) ?? good;
  });
  return viewOf(
    endpoints,
    addresses.map(() => detail(host, true)),
  );
}

const noHandshake =
  (outcome: Endpoint['outcome'], more: Partial<Endpoint> = {}) =>
  ({ address, port, transport }: Endpoint): Endpoint => ({
    address,
    port,
    transport,
    serverName: null,
    outcome,
    timings: outcome === 'refused' || outcome === 'timeout' || outcome === 'unreachable' ? {} : { tcpMs: 1 },
    findings: [],
    ...more,
  });

const withChain =
  (chain: Partial<NonNullable<Endpoint['chain']>>) =>
  (good: Endpoint): Endpoint => ({ ...good, ...(good.chain ? { chain: { ...good.chain, ...chain } } : {}) });

/** Headline, why and next in lines. */
function checkVerdict(view: ProbeView, expected: string): void {
  const { shape, headline, why, next } = verdictOf(view);
  const lines = [`[${shape}] ${headline}`, why, next && `Next: ${next.text}${next.action ? ` [${next.action.kind}]` : ''}`];
  assert.equal(lines.filter((line) => line !== undefined).join('\n'), expected.trim());
}

describe('the verdict of a probe', () => {
  it('one of three does not send its intermediate', () =>
    checkVerdict(
      doneView(),
      `
[error] Works on 2 of 3 addresses. 192.0.2.14 fails for every client that verifies.
It does not send its intermediate certificate. DNS gives this address 40 % of the calls, so about 4 in 10 calls of such clients fail, at random.
Next: put Example Trust TLS CA R4 after the leaf in the certificate file of 192.0.2.14 and reload its listener. [save-repaired]`,
    ));

  it('all is well', () =>
    checkVerdict(
      goodView(),
      `
[ok] Works on 192.0.2.13.
It sends a complete chain, and the certificate names sip.example.com.`,
    ));

  it('warnings only', () => {
    const view = doneView();
    const endpoints = view.report.endpoints.filter((_, i) => i !== 1);
    checkVerdict(
      viewOf(
        endpoints,
        view.details.filter((_, i) => i !== 1),
      ),
      `
[warning] Works on both addresses, with 1 warning: Certificate expires soon.
The certificate of 192.0.2.13:5061, sip.example.com, ends on 2026-12-04 at 09:30 UTC, in 11 days. SIP devices give no warning page; the trunk just stops.
Next: Renew, and check that the renewal reaches the running listener: probe again, the served date must change.`,
    );
  });

  it('nothing reachable; what this host lacks is not the fault of the server', () =>
    checkVerdict(
      unreachableView(),
      `
[error] Nothing could be reached: no address of sip.example.com accepts TCP on port 5061.
DNS is fine. Packets to 192.0.2.13 and 192.0.2.14 get no answer, which is what an access list that does not know your address looks like. The others cannot be tried from this host.
Next: have the address of this host entered at the provider, and allow TCP 5061 outbound. [again]`,
    ));

  it('cancelled in the middle of the only address: it does not count as checked', () => {
    const [first] = addresses;
    const progress = { state: 'cancelled', isResolving: false, waiting: [], done: 1, of: 1 } as const;
    const one = noHandshake('cancelled')(endpoint({ address: first, isComplete: true, ms: [1, 2, 3] }));
    checkVerdict(
      viewOf([one], [detail(host, true)], { durationMs: 600, progress }),
      `[none] Cancelled after 0.6 s: 0 of 1 address checked.\nWhat was not checked is not known.`,
    );
  });

  it('DNS fails: the query is named', () =>
    checkVerdict(dnsFailedView(), '[error] DNS failed: the name server 192.0.2.53 cannot answer NAPTR sip.example.com.'));

  it('a name that does not exist', () => {
    const view = dnsFailedView();
    const steps = view.report.resolution.steps.map((step) => ({ ...step, outcome: 'nxdomain' as const }));
    checkVerdict(
      { ...view, report: { ...view.report, resolution: { steps, candidates: [] } } },
      '[error] Nothing could be reached: sip.example.com does not exist (NXDOMAIN to NAPTR).',
    );
  });

  it('TLS that nobody asked for: DNS is not to blame', () => {
    const view = dnsFailedView();
    const why = 'transport=udp asks for SIP in clear, so there is no TLS to probe.';
    const steps = view.report.resolution.steps.map((step) => ({ ...step, outcome: 'skipped' as const, why }));
    checkVerdict({ ...view, report: { ...view.report, resolution: { steps, candidates: [] } } }, `[error] Nothing was tried: ${why}`);
  });

  it('mutual TLS, refused after a handshake that seemed complete', () =>
    checkVerdict(
      refusedView(),
      `
[error] 192.0.2.13 fails for every client without a certificate that it accepts.
It demands a client certificate.
Next: give the probe a client certificate that the server accepts, and probe again.`,
    ));

  it('mutual TLS with a certificate that is accepted', () => {
    const view = refusedView();
    const endpoints = view.report.endpoints.map(({ alert: _alert, ...endpoint }) => ({
      ...endpoint,
      outcome: 'ok' as const,
      findings: [],
    }));
    const summary = { ...view.report.summary, errors: 0, warnings: 0, infos: 0, hints: 0 };
    checkVerdict(
      { ...view, report: { ...view.report, endpoints, findings: [], summary } },
      '[ok] Works on 192.0.2.13.\nIt sends a complete chain, and the certificate names sip.example.com.',
    );
  });

  it('running', () =>
    checkVerdict(
      runningView(),
      `
[info] Probing 3 addresses: 1 done, 2 under way
So far: 192.0.2.14 does not send its intermediate certificate. Listing versions and suites of 192.0.2.13:5061 (5 suites so far).`,
    ));

  it('cancelled: what was not checked is no pass', () => {
    const { headline, why, shape } = verdictOf(cancelledView());
    assert.equal(headline, 'Cancelled after 0.6 s: 1 of 3 addresses checked.');
    assert.match(why ?? '', /^So far: Works on 192\.0\.2\.13/);
    assert.equal(shape, 'warning');
  });

  it('cancelled before anything was known', () => {
    const view = viewOf([], [], { progress: { state: 'cancelled', isResolving: true, waiting: [], done: 0, of: 0 }, durationMs: 200 });
    checkVerdict(view, '[none] Cancelled after 0.2 s: no address was known yet.\nWhat was not checked is not known.');
  });

  const cases: readonly (readonly [string, ProbeView, string])[] = [
    ['refused', viewWith(noHandshake('refused')), 'Works on 2 of 3 addresses. 192.0.2.13 refuses the connection.'],
    [
      'two cut the connection',
      viewWith(noHandshake('reset'), noHandshake('reset')),
      'Works on 1 of 3 addresses. 192.0.2.13 and 192.0.2.14 fail for every client.',
    ],
    [
      'plain SIP on all',
      viewWith(noHandshake('plain-sip'), noHandshake('plain-sip'), noHandshake('plain-sip')),
      'Fails on all 3 addresses for every client.',
    ],
    [
      'an alert',
      viewWith(noHandshake('alert', { alert: { direction: 'received', level: 'fatal', code: 40, name: 'handshake_failure' } })),
      'Works on 2 of 3 addresses. 192.0.2.13 ends the handshake with alert 40, handshake_failure.',
    ],
    [
      'expired',
      viewWith(withChain({ built: [{ ...leaf, notAfter: '2026-11-20T00:00:00.000Z', from: 'sent' }], trusted: false })),
      'Works on 2 of 3 addresses. 192.0.2.13 fails for every client that verifies.',
    ],
    [
      'revoked',
      viewWith(withChain({ revocation: 'revoked' })),
      'Works on 2 of 3 addresses. 192.0.2.13 fails for every client that checks revocation.',
    ],
    [
      'a wrong name',
      viewWith((good) => ({
        ...good,
        names: {
          rfc5922: { matches: false, reference: 'sip.example.com', why: '' },
          practice: { matches: false, reference: 'sip.example.com', why: '' },
        },
      })),
      'Works on 2 of 3 addresses. 192.0.2.13 fails for every client that compares the name.',
    ],
    [
      'the name of the host that SRV leads to',
      viewWith((good) => ({
        ...good,
        names: {
          rfc5922: { matches: false, reference: 'example.com', why: '' },
          practice: { matches: false, reference: 'example.com', why: '' },
        },
        findings: [{ rule: 'chain/srv-target-only', severity: 'warning', message: '', cites: [], at: {} }],
      })),
      'Works on 2 of 3 addresses. 192.0.2.13 fails for every client that compares the name with the domain, as RFC 5922 has it.',
    ],
    [
      'this library cannot',
      viewWith(noHandshake('unsupported')),
      'Works on 2 of 3 addresses. 192.0.2.13 could not be tried from this host.',
    ],
  ];
  for (const [name, view, headline] of cases) it(name, () => assert.equal(verdictOf(view).headline, headline));

  it('the finding tells more than the cause: another host, an unsuitable purpose', () => {
    const wrong = viewWith((good) => ({
      ...good,
      names: {
        rfc5922: { matches: false, reference: 'sip.example.com', why: '' },
        practice: { matches: false, reference: 'sip.example.com', why: '' },
      },
    }));
    const finding = {
      rule: 'probe/wrong-host',
      severity: 'error' as const,
      message: 'It belongs to somebody else.',
      remedy: 'Take it out of DNS.',
      cites: [],
      at: { endpoint: '192.0.2.13:5061' },
    };
    const named = verdictOf({ ...wrong, report: { ...wrong.report, findings: [finding] } });
    assert.deepEqual([named.why, named.next?.text], ['It belongs to somebody else.', 'Take it out of DNS.']);

    const purpose = {
      ...finding,
      rule: 'chain/eku-server-auth-missing',
      message: 'It is for clients.',
      remedy: 'Reissue with serverAuth.',
    };
    const unsuitable = viewWith((good) => ({
      ...withChain({ trusted: false, openssl: { ok: false, code: 'INVALID_PURPOSE', text: 'unsuitable certificate purpose' } })(good),
      findings: [purpose],
    }));
    const told = verdictOf(unsuitable);
    assert.deepEqual([told.why, told.next?.text], ['It is for clients.', 'Reissue with serverAuth.']);
  });

  it('a handshake whose certificates could not be read is no pass', () => {
    const { chain: _, ...blind } = endpoint({ address: '192.0.2.13', isComplete: true, ms: [1, 2, 3] });
    assert.doesNotMatch(verdictOf(viewOf([{ ...blind, findings: [] }], [detail(host, true)])).headline, /Works/);
  });

  it('under the policy chain-only the name does not count', () => {
    const view = viewWith((good) => ({
      ...good,
      names: { rfc5922: { matches: false, reference: 'x', why: '' }, practice: { matches: false, reference: 'x', why: '' } },
    }));
    assert.equal(
      verdictOf({ ...view, report: { ...view.report, policy: { names: 'chain-only', trust: [] } } }).headline,
      'Works on all 3 addresses.',
    );
  });

  it('calls are shared by weight only where priorities are equal and a host fails as a whole', () => {
    const view = doneView();
    assert.equal(shareOf(view, [1]), 0.4);
    assert.equal(shareOf(view, [0, 2]), 0.6);
    assert.equal(shareOf(view, [0]), undefined, 'its other address works');
    const steps = view.report.resolution.steps.map((step) => ({
      ...step,
      records: step.records.map((record) => (record.type === 'SRV' && record.weight === 40 ? { ...record, priority: 20 } : record)),
    }));
    assert.equal(shareOf({ ...view, report: { ...view.report, resolution: { ...view.report.resolution, steps } } }, [1]), undefined);
  });
});

describe('addresses side by side', () => {
  it('the odd one among equals', () =>
    assert.deepEqual(compareValues(['a', 'b', 'a', undefined]), { kind: 'odd', common: 'a', odd: new Set([1]) }));
  it('two groups of equal size: neither is odd', () => assert.equal(compareValues(['a', 'b', 'a', 'b']).kind, 'split'));
  it('what is not known is no difference', () => assert.equal(compareValues(['a', undefined, undefined]).kind, 'same'));

  it('the worst come first, and of many equals one stands for all', () => {
    const { rows, rest } = rowsToList(addressTable(manyView(20)), false);
    assert.deepEqual(
      rows.map(({ socket }) => socket),
      ['198.51.100.3:5061', '198.51.100.20:5061', '198.51.100.1:5061'],
    );
    assert.equal(rest?.text, 'and 17 alike');
    assert.equal(rowsToList(addressTable(manyView(20)), true).rows.length, 20);
    assert.equal(rowsToList(addressTable(manyView(12)), false).rows.length, 12);
  });

  it('another certificate is a difference, although it ends as late', () => {
    const view = viewWith(
      withChain({
        built: [
          { ...leaf, sha256: 'a'.repeat(64), from: 'sent' },
          { ...intermediate, from: 'sent' },
        ],
      }),
    );
    assert.deepEqual(addressTable(view).comparisons.expiry, { kind: 'odd', common: leaf.sha256, odd: new Set([0]) });
  });
});

describe('findings of several addresses', () => {
  it('the same on all is told once, and names whom it is about', () => {
    const groups = findingGroups(doneView());
    assert.deepEqual(
      groups.map(({ title, where }) => `${title}: ${where}`),
      [
        'Intermediate certificate was not sent: 192.0.2.14:5061, certificate 1',
        'Certificate expires soon: all 3 addresses, certificate 1',
        'Server asks for a client certificate, accepts none: all 3 addresses',
      ],
    );
    assert.equal(causeWords(groups), '1 error, 1 warning, 1 hint');
  });

  it('of one rule with many values three are told', () => {
    const view = doneView();
    const [first] = view.report.endpoints;
    const [finding] = first?.findings ?? [];
    assert.ok(first && finding);
    const findings = Array.from({ length: 9 }, (_, i) => ({ ...finding, message: `Value ${i}.` }));
    const groups = findingGroups(viewOf([{ ...first, findings }], view.details));
    assert.deepEqual(
      groups.map(({ more }) => more),
      [0, 0, 6],
    );
    assert.equal(causeWords(groups), '9 warnings');
  });
});

describe('the path of certificates', () => {
  const kindsOf = (view: ProbeView, index: number): string[] => {
    const one = view.report.endpoints[index];
    assert.ok(one);
    return pathBoxes(view, one, view.details[index]).map((box: PathBox) => box.kind);
  };

  it('past what is missing it goes on as another address shows', () =>
    assert.deepEqual(kindsOf(doneView(), 1), ['sent', 'missing', 'store']));
  it('complete', () => assert.deepEqual(kindsOf(doneView(), 0), ['sent', 'sent', 'store']));

  it('what nobody sent and nobody fetched ends there', () => {
    const view = viewOf(
      [endpoint({ address: '192.0.2.14', isComplete: false, ms: [1, 2, 3] })],
      [{ ...detail(host, false), missing: { name: intermediate.subject, sentBy: [] } }],
    );
    assert.deepEqual(kindsOf(view, 0), ['sent', 'missing']);
  });

  it('what was fetched was not sent', () => {
    const view = viewWith(
      withChain({
        sent: [leaf],
        complete: false,
        trusted: false,
        built: [
          { ...leaf, from: 'sent' },
          { ...intermediate, from: 'aia' },
          { ...root, from: 'store' },
        ],
      }),
    );
    assert.deepEqual(kindsOf(view, 0), ['sent', 'fetched', 'store']);
  });
});

describe('what changed since an earlier run', () => {
  const before = viewWith();
  const checkChanges = (after: ProbeView, expected: readonly string[], earlier = before): void =>
    assert.deepEqual(
      compareReports(earlier.report, after.report, after.titles).map(({ tone, text }) => `${tone}: ${text}`),
      expected,
    );

  it('nothing', () => checkChanges(viewWith(), []));
  it('times are no change', () =>
    checkChanges(
      viewWith((good) => ({ ...good, timings: { tcpMs: 90, tlsMs: 90, sipMs: 90 } })),
      [],
    ));

  it('a certificate renewed on all addresses is told once', () => {
    const renewed = withChain({ built: [{ ...leaf, sha256: 'b'.repeat(64), notAfter: '2027-03-04T00:00:00.000Z', from: 'sent' }] });
    checkChanges(viewWith(renewed, renewed, renewed), [
      'better: All 3 addresses: certificate renewed: it ends on 2027-03-04, the earlier one on 2026-12-04.',
    ]);
  });

  it('a chain now incomplete', () =>
    checkChanges(viewWith(withChain({ complete: false, trusted: false, sent: [leaf], missingIssuer: { name: intermediate.subject } })), [
      'worse: 192.0.2.13:5061: the chain is incomplete now: Example Trust TLS CA R4 is no longer sent.',
    ]));

  it('an address gone, and a new one', () => {
    const view = viewWith((good) => ({ ...good, address: '192.0.2.99' }));
    checkChanges(view, [
      'worse: 192.0.2.13:5061: gone, DNS no longer leads to it.',
      'neutral: 192.0.2.99:5061: new, not probed in the earlier run.',
    ]);
  });

  it('an older version', () =>
    checkChanges(
      viewWith((good) => ({ ...good, ...(good.tls ? { tls: { ...good.tls, version: 'TLSv1.2' } } : {}) })),
      ['worse: 192.0.2.13:5061: TLS 1.2 in place of TLS 1.3.'],
    ));

  it('a name that no longer matches', () =>
    checkChanges(
      viewWith((good) => ({
        ...good,
        names: { rfc5922: { matches: false, reference: 'x', why: '' }, practice: { matches: true, reference: 'x', why: '' } },
      })),
      ['worse: 192.0.2.13:5061: the name no longer matches by RFC 5922.'],
    ));

  it('no handshake any more', () =>
    checkChanges(viewWith(noHandshake('refused', { serverName: 'sip.example.com' })), [
      'worse: 192.0.2.13:5061: now refuses the connection; before, the handshake worked.',
    ]));

  it('findings new and gone', () => {
    const view = doneView();
    const found = compareReports(
      viewOf(
        view.report.endpoints.map((one) => ({ ...one, findings: [] })),
        view.details,
      ).report,
      view.report,
      view.titles,
    ).map(({ text }) => text);
    assert.deepEqual(found, [
      'New error: Intermediate certificate was not sent (chain/intermediate-missing).',
      'New warning: Certificate expires soon (chain/expires-soon).',
    ]);
  });
});

describe('words', () => {
  it('common names', () => {
    assert.equal(commonName('CN=a\\,b,O=c'), 'a,b');
    assert.equal(commonName('O=x\\,CN=evil,C=NL'), 'x,CN=evil');
    assert.equal(commonName('CN=a\\e2\\80\\aeb'), 'a\u202eb');
    assert.equal(commonName(''), '');
  });
  it('versions', () =>
    assert.deepEqual(['TLSv1.3', 'TLSv1', 'SSLv3', 'DTLSv1.2', '0x7f1c'].map(versionWord), [
      'TLS 1.3',
      'TLS 1.0',
      'SSL 3',
      'DTLS 1.2',
      '0x7f1c',
    ]));
  it('durations', () => assert.deepEqual([0.34, 11.4, 1400].map(duration), ['0.3 ms', '11 ms', '1.4 s']));
  it('validity', () => {
    const at = (time: string) => validityOf(leaf, new Date(time)).text;
    assert.equal(at('2026-11-23T02:07:41Z'), '11 days left');
    assert.equal(at('2026-12-04T06:00:00Z'), '3 hours left');
    assert.equal(at('2026-12-07T10:00:00Z'), 'expired 3 days ago');
    assert.equal(at('2026-01-01T00:00:00Z'), 'valid from 2026-09-05');
    assert.equal(validityOf({ notBefore: 'x 1', notAfter: 'y 2' }, new Date(0)).kind, 'unreadable');
  });
});
