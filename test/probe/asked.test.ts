import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Asked } from '#core/probe/asked';
import { readAsked } from '../../server/probe/asked';
import { file } from '../core/tls/peers';
import { makeClientFiles, PASSPHRASE } from '../support/certs';

/** What comes out of one request for sip.example.com, without what is as usual; or the refusal. */
async function told(asked: Partial<Asked>): Promise<string> {
  const read = await readAsked({ target: 'sip.example.com', ...asked });
  if (read.kind === 'refused') return `✗ ${read.what}${read.passphrase ? ` (${read.passphrase})` : ''}: ${read.why}`;
  const { target, connect, serverName, resolvers, identity, ...rest } = read.request;
  const parts = [
    `${target.host}${target.port ? `:${target.port}` : ''}`,
    ...connect.map(({ address, port }) => `to ${address}${port ? ` ${port}` : ''}`),
    serverName.kind === 'target' ? '' : `as ${serverName.kind === 'given' ? serverName.name : serverName.kind}`,
    ...resolvers.map(({ host, port }) => `by ${host} ${port}`),
    identity ? identity.kind : '',
    rest.at ?? '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

describe('what is asked of a probe', () => {
  before(makeClientFiles);

  const cases: readonly (readonly [Partial<Asked>, string])[] = [
    [{}, 'sip.example.com'],
    [{ port: 5071 }, 'sip.example.com:5071'],
    [{ target: 'sip.example.com:5061', port: 5071 }, 'sip.example.com:5071'],
    [{ connect: ['192.0.2.1', ' 192.0.2.2:5061'] }, 'sip.example.com, to 192.0.2.1, to 192.0.2.2 5061'],
    [{ connect: ['2001:DB8:0::1', '[2001:db8::2]:5061'] }, 'sip.example.com, to 2001:db8::1, to 2001:db8::2 5061'],
    [{ serverName: 'SIP.Example.net.' }, 'sip.example.com, as sip.example.net'],
    [{ serverName: 'bücher.example' }, 'sip.example.com, as xn--bcher-kva.example'],
    [{ serverName: null }, 'sip.example.com, as none'],
    [{ dns: ['127.0.0.1:5353', '2001:db8::53'] }, 'sip.example.com, by 127.0.0.1 5353, by 2001:db8::53 53'],
    [{ at: '2026-11-23' }, 'sip.example.com, 2026-11-23T00:00:00.000Z'],
    [{ target: '' }, '✗ target: Nothing was given. Write a host name, an address or a SIP URI.'],
    [{ port: 0 }, '✗ target: The port must be a number from 1 to 65535.'],
    [
      { connect: ['192.0.2.1', 'edge.example.com'] },
      '✗ target: “edge.example.com” is no address to connect to. Write 192.0.2.1, 192.0.2.1:5061 or [2001:db8::1]:5061.',
    ],
    [
      { connect: ['192.0.2.1:99999'] },
      '✗ target: “192.0.2.1:99999” is no address to connect to. Write 192.0.2.1, 192.0.2.1:5061 or [2001:db8::1]:5061.',
    ],
    [
      { dns: ['ns.example.com'] },
      '✗ target: “ns.example.com” is no address of a name server. Write 192.0.2.53, 192.0.2.53:5353 or [2001:db8::53]:53.',
    ],
    [{ serverName: '192.0.2.1' }, '✗ target: “192.0.2.1” is no server name; it must be a host name.'],
    [{ serverName: '' }, '✗ target: “” is no server name; it must be a host name.'],
    [{ at: 'tomorrow' }, '✗ target: “tomorrow” is no time. Write it as 2026-11-23 or 2026-11-23T18:59:08Z.'],
    [{ timeoutMs: 0 }, '✗ target: The time-out must be from 1 to 600000 milliseconds.'],
    [{ key: '/nowhere/key.pem' }, '✗ identity: There is a key for the client certificate, and no certificate.'],
    [{ certificate: '/nowhere/client.pem' }, '✗ identity: /nowhere/client.pem cannot be read: there is no such file.'],
  ];
  for (const [asked, expected] of cases) it(JSON.stringify(asked), async () => assert.equal(await told(asked), expected));

  const identities: readonly (readonly [string, () => Partial<Asked>, RegExp])[] = [
    ['certificate and key', () => ({ certificate: file('client.pem'), key: file('client.key') }), /^sip.example.com, pem$/],
    ['PKCS#12 and its passphrase', () => ({ pkcs12: file('client.p12'), passphrase: PASSPHRASE }), /^sip.example.com, pkcs12$/],
    [
      'a sealed key and its passphrase',
      () => ({ certificate: file('client.pem'), key: file('client.sealed.key'), passphrase: PASSPHRASE }),
      /^sip.example.com, pem$/,
    ],
    [
      'a sealed key without passphrase',
      () => ({ certificate: file('client.pem'), key: file('client.sealed.key') }),
      /^✗ identity \(needed\): /,
    ],
    [
      'a sealed key with a wrong one',
      () => ({ certificate: file('client.pem'), key: file('client.sealed.key'), passphrase: 'guess' }),
      /^✗ identity \(wrong\): /,
    ],
    ['PKCS#12 without passphrase', () => ({ pkcs12: file('client.p12') }), /^✗ identity \(needed\): /],
    ['PKCS#12 with a wrong one', () => ({ pkcs12: file('client.p12'), passphrase: 'guess' }), /^✗ identity \(wrong\): /],
    ['the key of somebody else', () => ({ certificate: file('client.pem'), key: file('root.key') }), /^✗ identity: .* does not belong/],
    ['a certificate without key', () => ({ certificate: file('client.pem') }), /^✗ identity: There is no private key in /],
    ['old encryption', () => ({ pkcs12: file('old.p12'), passphrase: PASSPHRASE }), /^✗ identity: .* put aside/],
  ];
  for (const [what, asked, expected] of identities)
    it(what, async () => {
      const answer = await told(asked());
      assert.match(answer, expected);
      assert.ok(!answer.includes(PASSPHRASE) && !answer.includes('guess'));
    });
});
