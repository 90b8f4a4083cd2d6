import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { masked } from '../../client/passphrase-free-log';

describe('the log of messages between client and server', () => {
  for (const secret of ['tell nobody', 'with "quotes" and \\', '', '{"passphrase":"inner"}'])
    it(`leaves out the passphrase ${JSON.stringify(secret)}, and nothing else`, () => {
      const params = { target: 'sip.example.com', passphrase: secret, id: '7' };
      for (const space of [undefined, 4]) {
        const read = JSON.parse(masked(JSON.stringify([params, params], null, space)));
        assert.deepEqual(read, [
          { ...params, passphrase: '(left out)' },
          { ...params, passphrase: '(left out)' },
        ]);
      }
    });
});
