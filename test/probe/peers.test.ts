import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openSslWord } from '#core/x509/openssl-words';
import type { Endpoint } from '../../server/contracts';
import { makePki, type Pki } from '../support/lab/pki';
import type { TlsVersion } from '../support/lab/plan';
import { pemsShown, sClient } from '../support/peers/s-client';
import { probed } from '../support/probed';
import { gnutlsSettings } from './peers/gnutls-serv';
import { kamailioSettings } from './peers/kamailio';
import { chainFile, lists, sServerSettings } from './peers/s-server';
import { HOST, needs, type Setting, type Sight, stapleFile, usual } from './peers/setting';

/** Real servers in many settings: what the probe sees of each is what it was set to, and what `openssl s_client` sees. */

let pki: Pki;
const folder = mkdtempSync(join(tmpdir(), 'sip-tls-peers-'));
before(async () => {
  pki = await makePki({ ...needs, folder, responder: 'http://127.0.0.1:9', now: new Date() });
  for (const [name, staple] of pki.staples) writeFileSync(stapleFile(pki, name), staple);
  for (const names of lists) writeFileSync(chainFile(pki, names), names.map((name) => pki.get(name).pem).join(''));
});
after(() => rmSync(folder, { recursive: true, force: true }));

for (const [peer, settings] of [
  ['Kamailio', kamailioSettings],
  ['openssl s_server', sServerSettings],
  ['gnutls-serv', gnutlsSettings],
] as const)
  describe(`probe of ${peer}`, () => {
    for (const setting of settings) it(setting.name, () => checkSetting(setting));
  });

async function checkSetting({ start, flags, clientWords, versions = ['TLSv1.2', 'TLSv1.3'], sees }: Setting): Promise<void> {
  const peer = await start(pki);
  try {
    const socket = `127.0.0.1:${peer.port}`;
    const trust = ['--connect', socket, '--ca', pki.get('root').path];
    const { report } = await probed([`${HOST}:${peer.port}`, ...trust, '--pem', ...(flags?.(pki) ?? [])]);
    const [endpoint] = report.endpoints;
    assert.ok(endpoint?.tls, JSON.stringify(report, null, 1));
    assert.deepEqual(sightOf(endpoint), { ...usual, ...sees }, peer.log());
    const names = endpoint.serverName === null ? [] : ['-servername', endpoint.serverName];
    // In TLS 1.3 a refusal comes behind what s_client takes for a handshake that is complete.
    const patience = endpoint.alert ? ['-ign_eof'] : [];
    const words = [...patience, ...names, '-CAfile', pki.get('root').path, '-showcerts', '-status', ...(clientWords?.(pki) ?? [])];
    for (const version of asked(versions)) {
      const said = await sClient(socket, [...words, ...wordsFor(version)]);
      if (!versions.includes(version)) assert.match(said, /SSL alert number (?:40|70)\b|unsupported protocol/, version);
      else checkAgainst(endpoint, { said, isSame: endpoint.tls.version === version });
    }
    if (endpoint.chain?.openssl.ok) {
      const name = endpoint.names?.practice.reference ?? '';
      const said = await sClient(socket, [...words, ...wordsFor(endpoint.tls.version), '-verify_hostname', name]);
      assert.equal(verdictIn(said) === 0, endpoint.names?.practice.matches, said);
    }
  } finally {
    await peer.stop();
  }
}

/** These two always, so that what a setting says of its versions is known to be so. */
const asked = (versions: readonly TlsVersion[]): TlsVersion[] => [...new Set<TlsVersion>(['TLSv1.2', 'TLSv1.3', ...versions])];

const wordsFor = (version: string): string[] => {
  const word = `-${version.toLowerCase().replace('v', '').replace('.', '_')}`;
  return version === 'TLSv1' || version === 'TLSv1.1' ? [word, '-cipher', 'DEFAULT@SECLEVEL=0'] : [word];
};

function sightOf({ outcome, alert, tls, chain, names, options, enumeration }: Endpoint): Partial<Sight> {
  const made = new Map([...pki.certificates.values()].map(({ name, sha256 }) => [sha256, name]));
  return {
    outcome: alert ? `${outcome} ${alert.name}` : outcome,
    version: tls?.version as TlsVersion,
    group: tls?.group,
    sent: (chain?.sent ?? []).map(({ sha256 }) => made.get(sha256) ?? sha256),
    clientCertificate: tls?.clientCertificate ?? 'none',
    openssl: chain?.openssl.ok ? 'ok' : (chain?.openssl.code ?? 'nothing'),
    names: (['rfc5922', 'practice'] as const).filter((reading) => names?.[reading].matches),
    stapled: tls?.stapled ?? false,
    options: options && `${options.status} ${options.reason} by ${options.server?.replace(/ .*/, '')}`,
    serverOrder: enumeration?.serverOrder,
    alpn: enumeration?.alpn,
  };
}

/** What s_client says of a version; `isSame`: it is the one that the probe spoke. */
function checkAgainst({ chain, tls, alert }: Endpoint, { said, isSame }: { said: string; isSame: boolean }): void {
  assert.deepEqual(
    chain?.sent.map(({ pem }) => pem?.trim()),
    pemsShown(said),
    said,
  );
  const { ok, code = '' } = chain?.openssl ?? { ok: false };
  assert.equal(verdictIn(said), ok ? 0 : openSslWord(code)?.code, said);
  assert.equal(/Requested Signature Algorithms|Client Certificate Types/.test(said), tls?.clientCertificate !== 'none', said);
  if (!isSame) return;
  if (alert?.direction === 'received') assert.match(said, new RegExp(`SSL alert number ${alert.code}\\b`));
  assert.equal(groupIn(said), tls?.group, said);
  assert.equal(/OCSP Response Status: successful/.test(said), tls?.stapled, said);
}

const verdictIn = (said: string): number => Number(/Verify return code: (\d+)/.exec(said)?.[1] ?? Number.NaN);

function groupIn(said: string): string | undefined {
  const [, kind, curve, bits] = /Server Temp Key: (\w+)(?:, (\w+))?, (\d+) bits/.exec(said) ?? [];
  if (kind === 'DH') return `DHE ${bits} bits`;
  return kind === 'ECDH' ? curve?.replace('prime', 'secp').replace('v1', 'r1') : kind?.toLowerCase();
}
