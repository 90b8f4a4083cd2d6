import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { verifiers } from '#core/probe/verifier-table';
import { judgeVerifiers, type VerifierVerdict, verifierFactsOf } from '#core/probe/verifiers';
import { TLS10, TLS11, TLS12, TLS13 } from '#core/tls/versions';
import { probeScenes } from '../../support/probe-scene';
import { HOST, show, type VerifierScene } from '../../support/verifier-scene';

const dns = (value: string): { type: 'dns'; value: string } => ({ type: 'dns', value });
const uri = (value: string): { type: 'url'; value: string } => ({ type: 'url', value });

/** Each scene, and what each row of the table says to it: + accepts, - refuses, ? cannot be told. In the order of the table. */
const cases: readonly [title: string, scene: VerifierScene, verdicts: string][] = [
  ['good', {}, '++++ AAA+A+ +++++ A++'],
  ['wildcard', { leaf: { sans: [dns('*.example.com')] } }, '-+++ RRA+A+ +++-+ A+?'],
  ['sip: URI only', { leaf: { sans: [uri(`sip:${HOST}`)] } }, '+--- AAA+A+ +-?+- A-?'],
  ['DNS name beside a sip: URI of another domain', { leaf: { sans: [uri('sip:example.net'), dns(HOST)] } }, '-+++ AAA+A+ +++?+ A++'],
  ['common name only', { leaf: { name: HOST, sans: undefined } }, '+-++ AAA+A+ +-+++ A+?'],
  ['common name beside another DNS name', { leaf: { name: HOST, sans: [dns('a.example.net')] } }, '---- AAA+A+ +-?-- A+-'],
  ['another name', { leaf: { sans: [dns('a.example.net')] } }, '---- RRA+A+ +-?-- A--'],
  [
    'an address that the certificate names',
    { reference: '192.0.2.1', leaf: { sans: [{ type: 'ip', value: '192.0.2.1' }] } },
    '-+++ AAA+A+ +++?+ A-?',
  ],
  ['an address that it does not name', { reference: '192.0.2.1' }, '---- RRA+A+ +-+-- A--'],
  ['no intermediate', { sent: 0 }, '---- RRR-R? --?-- R--'],
  ['expired', { leaf: { notAfter: '2026-05-01' } }, '---- RRR-R? --?-- R--'],
  ['signed by itself', { isSelfSigned: true }, '---- RRR-R? --?-- R--'],
  ['a root that nobody knows', { trust: 'none' }, '---- RRR-R? --?-- R--'],
  ['a private root', { trust: 'private', root: 'Our Root' }, '++++ AAA+A+ ?+++? A--'],
  ['a public root that Teams is not known to take', { root: 'Some Public Root' }, '++++ AAA+A+ +++++ A?+'],
  ['the purpose of RFC 5924 only', { leaf: { purposes: ['1.3.6.1.5.5.7.3.20'] } }, '+--- RRR-R? --?-- R--'],
  ['any purpose', { leaf: { purposes: ['2.5.29.37.0'] } }, '++-- RRR-R? ++?-+ R++'],
  ['for clients only', { leaf: { purposes: ['1.3.6.1.5.5.7.3.2'] } }, '---- RRR-R? --?-- R--'],
  ['RSA of 1024 bits', { leaf: { key: 'RSA-1024' } }, '+??? TTT?T? ++??? T??'],
  ['SHA-1', { leaf: { hash: 'SHA-1' } }, '+-?? TTT?T? --??? T--'],
  ['two intermediates', { intermediates: 2 }, '++++ AAA+A+ +++++ A++'],
  ['three intermediates', { intermediates: 3 }, '++++ AAA+R+ +++++ A++'],
  ['four intermediates', { intermediates: 4 }, '++++ AAA-R+ +++++ A++'],
  ['ten intermediates', { intermediates: 10 }, '++++ AAR-R+ +++++ A++'],
  ['signatures that this side does not know', { isUnreadable: true }, '???? TTT?T? ????? T??'],
  [
    'TLS 1.0 and 1.1 only',
    {
      versions: new Map([
        [TLS10, 'accepted'],
        [TLS11, 'accepted'],
        [TLS12, 'refused'],
        [TLS13, 'refused'],
      ]),
    },
    '--?- ?????? --??? A-?',
  ],
  ['TLS 1.0, and nothing else was tried', { versions: new Map([[TLS10, 'accepted']]) }, '???? ?????? ????? A??'],
  ['a client certificate is demanded', { clientCertificate: 'required' }, '++++ AAA+A+ -++++ A+-'],
  ['a client certificate is asked for', { clientCertificate: 'requested' }, '++++ AAA+A+ +++++ A++'],
];

describe('verifiers', () => {
  for (const [title, scene, expected] of cases)
    it(title, async () => {
      const { facts } = await show(scene);
      const verdicts = judgeVerifiers(facts);
      for (const { why, id } of verdicts) {
        assert.match(why, /^[A-Z“"].*[.)]$/s, id);
        assert.doesNotMatch(why, /undefined|\s\s|\[object/, id);
      }
      if (process.env.SHOW) for (const { id, accepts, why } of verdicts) console.log(accepts, id, why);
      assert.equal(grouped(verdicts.map(mark).join('')), expected);
    });

  it('each row is seen to accept, to refuse, and not to know, as far as it can', () => {
    const seen = cases.map(([, , verdicts]) => verdicts.replaceAll(' ', ''));
    for (const [index, { id, verifies, oldest }] of verifiers.entries()) {
      const own = new Set(seen.map((verdicts) => verdicts[index]));
      // What checks nothing as it comes refuses nothing; where it is switched on, it does.
      const off = ['A', 'R', 'T', ...(oldest === undefined ? ['?'] : [])];
      const wanted = verifies.kind === 'off' ? off : verifies.kind === 'always' ? ['+', '-', '?'] : ['+', '?'];
      assert.deepEqual(
        wanted.filter((one) => !own.has(one)),
        [],
        id,
      );
    }
  });

  it('each row has an id of its own, and a source', () => {
    assert.equal(new Set(verifiers.map(({ id }) => id)).size, verifiers.length);
    for (const { source, title } of verifiers) assert.ok(source.length > 10 && title !== '');
  });

  it('of an endpoint: what was enumerated, or the version of the handshake', async () => {
    const { endpoints } = await probeScenes.build({
      target: 'sip.example.com:5061',
      zone: ['sip.example.com A 192.0.2.1', 'sip.example.com A 192.0.2.2', 'sip.example.com A 192.0.2.3'],
      endpoints: [
        { socket: '192.0.2.1:5061', version: 'TLSv1.2' },
        { socket: '192.0.2.2:5061', enumeration: { versions: ['TLSv1'], suites: [] } },
        { socket: '192.0.2.3:5061', outcome: 'refused' },
      ],
    });
    const [chosen, enumerated, none] = endpoints.map(verifierFactsOf);
    assert.deepEqual([...(chosen?.versions ?? [])], [[TLS12, 'accepted']]);
    assert.equal(enumerated?.versions.get(TLS13), 'refused');
    assert.equal(none, undefined);
  });
});

/** Of what checks nothing as it comes: whether it would accept (A), refuse (R) or could not be told (T) where it is switched on. */
function mark({ accepts, why }: VerifierVerdict): string {
  if (accepts === true && /would accept/.test(why)) return 'A';
  if (accepts === true && /would refuse/.test(why)) return 'R';
  if (accepts === true && /Then it cannot/.test(why)) return 'T';
  return accepts === true ? '+' : accepts === false ? '-' : '?';
}

const grouped = (text: string): string => [text.slice(0, 4), text.slice(4, 10), text.slice(10, 15), text.slice(15)].join(' ');
