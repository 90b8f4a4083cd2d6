import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ProbeView } from '#core/report/probe/model';
import { counted, exitCodeOf, noTargets } from '#core/report/probe/reporter';
import type { ProbeReport } from '../../server/contracts';
import { type Lab, type LabEndpoint, startLab } from '../support/lab/lab';
import { probed } from '../support/probed';

/** Every endpoint of the lab gets the outcome, the certificates and the findings that it was made for: no more above hint, and no less. */
describe('probe of the lab', () => {
  let lab: Lab;
  before(async () => {
    lab = await startLab();
    process.env.SIP_TLS_PASSPHRASE = lab.passphrase;
  });
  after(async () => {
    delete process.env.SIP_TLS_PASSPHRASE;
    await lab.stop();
  });

  it('each endpoint is told as what it is', async (context) => {
    for (const endpoint of lab.endpoints)
      await context.test(endpoint.id, async () => {
        const view = await probeOf(endpoint);
        const { report } = view;
        assert.equal(
          told(report, endpoint, lab),
          expected(endpoint),
          JSON.stringify(report.findings.concat(report.endpoints.flatMap(({ findings }) => findings)), null, 1),
        );
        assert.equal(exitCodeOf(counted(noTargets, view)), endpoint.expect.exitCode);
        const text = JSON.stringify(view);
        assert.doesNotMatch(text, new RegExp(`PRIVATE KEY|${lab.passphrase}`));
        // Base64 may spell anything.
        assert.doesNotMatch(text.replaceAll(/-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/g, ''), /undefined|NaN|\[object/);
      });
  });

  it('the good one has no finding above hint, in strict no error', async () => {
    for (const profile of ['practical', 'strict']) {
      const { report } = await probeOf(lab.endpoint('good'), ['--enumerate', '--profile', profile]);
      const above = report.findings
        .concat(report.endpoints.flatMap(({ findings }) => findings))
        .filter(({ severity }) => severity === 'error' || (profile === 'practical' && severity !== 'hint'));
      assert.deepEqual(above, []);
    }
  });

  it('a session is offered again where all is enumerated, and only there', async () => {
    const resumed = async (...flags: string[]) =>
      (await probed([...lab.endpoint('good').words, ...flags])).report.endpoints[0]?.tls?.resumed;
    assert.equal(await resumed('--enumerate'), true);
    assert.equal(await resumed(), undefined);
  });

  it('a probe that is cancelled ends at once, with what was learnt', async () => {
    const cancelling = new AbortController();
    const start = performance.now();
    setTimeout(() => cancelling.abort(), 100);
    const view = await probeOf(lab.endpoint('silent'), [], cancelling.signal);
    assert.ok(performance.now() - start < 5000);
    assert.equal(view.progress?.state, 'cancelled');
    assert.equal(view.report.endpoints[0]?.outcome, 'cancelled');
  });
});

const probeOf = ({ words }: LabEndpoint, more: readonly string[] = [], signal?: AbortSignal): Promise<ProbeView> => {
  const all = [...words, ...more];
  return probed(all.includes('--timeout') ? all : [...all, '--timeout', '3000'], signal);
};

/** What was found, in the words in which the lab says what is to be found. */
function told(report: ProbeReport, { expect }: LabEndpoint, { certificates }: Lab): string {
  const names = new Map([...certificates.values()].map(({ sha256, name }) => [sha256, name]));
  const lines = expect.endpoints.map(({ address, version, clientCertificate }) => {
    const endpoint = report.endpoints.find((one) => one.address === address);
    return [
      address,
      endpoint?.outcome,
      version && endpoint?.tls?.version,
      `[${endpoint?.chain?.sent.map(({ sha256 }) => names.get(sha256)) ?? ''}]`,
      clientCertificate && endpoint?.tls?.clientCertificate,
    ].join(' ');
  });
  const above = report.findings.concat(report.endpoints.flatMap(({ findings }) => findings)).filter(({ severity }) => severity !== 'hint');
  const rules = [...new Set(above.map(({ rule }) => rule))].filter((rule) => !expect.mayCome?.includes(rule)).sort();
  return [...lines, `${report.endpoints.length} endpoints`, ...rules].join('\n');
}

function expected({ expect }: LabEndpoint): string {
  const lines = expect.endpoints.map(({ address, outcome, version, sent, clientCertificate }) =>
    [address, outcome, version, `[${sent}]`, clientCertificate].join(' '),
  );
  const rules = expect.findings.filter((rule) => !expect.mayCome?.includes(rule)).toSorted();
  return [...lines, `${expect.endpoints.length} endpoints`, ...rules].join('\n');
}
