import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { probeWithPassphrase } from '../../client/probe/probe-with-passphrase';
import type { ProbeAnswer, ProbeParams } from '../../server/protocol';
import { defaultSettings } from '../../server/settings';

const done = { kind: 'done' } as ProbeAnswer;
const refused = (passphrase?: 'needed' | 'wrong'): ProbeAnswer => ({
  kind: 'refused',
  what: 'identity',
  why: 'no',
  ...(passphrase && { passphrase }),
});

interface Story {
  readonly params?: Partial<ProbeParams>;
  readonly settings?: Partial<typeof defaultSettings>;
  /** What the key opens to; undefined: it is not sealed. */
  readonly right?: string;
  readonly known?: string;
  /** What the user types, one after the other; undefined: he gives up. */
  readonly typed?: readonly (string | undefined)[];
}

/** What happened, in order. */
async function told({ params = {}, settings = {}, right, known, typed = [] }: Story): Promise<string[]> {
  const lines: string[] = [];
  const answers = [...typed];
  const answer = await probeWithPassphrase(
    {
      async probe({ passphrase }) {
        lines.push(`probe ${passphrase ?? 'without'}`);
        if (right === undefined || passphrase === right) return done;
        return refused(passphrase === undefined ? 'needed' : 'wrong');
      },
    },
    {
      known: async () => known,
      async forget(file) {
        lines.push(`forget ${file}`);
      },
      async ask(file, isWrong) {
        lines.push(`ask ${file}${isWrong ? ' again' : ''}`);
        return answers.shift();
      },
      found: (file, passphrase) => lines.push(`found ${file} ${passphrase}`),
    },
    {
      params: { target: 'sip.example.com', ...params },
      settings: { ...defaultSettings, ...settings },
      token: { isCancellationRequested: false, onCancellationRequested: () => ({ dispose: () => undefined }) },
      onProgress: () => undefined,
    },
  );
  return [...lines, answer.kind];
}

describe('the passphrase of the key', () => {
  const key = { certificate: '/c.pem', key: '/k.pem' };

  it('is asked for only where it is needed, and again where it is wrong', async () => {
    assert.deepEqual(await told({ params: key }), ['probe without', 'done']);
    assert.deepEqual(await told({ params: key, right: 'a', typed: ['b', 'a'] }), [
      'probe without',
      'ask /k.pem',
      'probe b',
      'forget /k.pem',
      'ask /k.pem again',
      'probe a',
      'found /k.pem a',
      'done',
    ]);
  });

  it('is taken from what is known; a wrong one is forgotten', async () => {
    assert.deepEqual(await told({ params: { pkcs12: '/c.p12' }, right: 'a', known: 'a' }), ['probe a', 'found /c.p12 a', 'done']);
    assert.deepEqual(await told({ params: key, right: 'a', known: 'old', typed: [undefined] }), [
      'probe old',
      'forget /k.pem',
      'ask /k.pem again',
      'refused',
    ]);
  });

  it('belongs to the file that the settings name, unless another one or none is given', async () => {
    const settings = { 'sipTls.probe.pkcs12': '/set.p12' };
    assert.deepEqual((await told({ settings, right: 'a', typed: ['a'] }))[1], 'ask /set.p12');
    assert.deepEqual((await told({ settings, params: { certificate: '/c.pem' }, right: 'a', typed: ['a'] }))[1], 'ask /c.pem');
    assert.deepEqual(await told({ settings, params: { pkcs12: null, certificate: null, key: null }, right: 'a' }), [
      'probe without',
      'refused',
    ]);
  });
});
