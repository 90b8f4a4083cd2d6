import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isIpv6Address, isIpv6Reference, withIpv6Brackets } from '#core/sip/ipv6';
import { SipMessage } from '#core/sip/message';

describe('URIs of a message', () => {
  it('names each sip: and sips: URI, with its header and its transport', () => {
    checkUris(
      `REFER sip:bob@example.net;transport=TCP SIP/2.0
Route: <sips:p1.example.com;lr>
f: "A, <b>" <sip:alice@example.com>;tag=a1
to: tel:+15551234
m: sip:alice@[2001:db8::1];transport=tls, <SIPS:alice@192.0.2.1;Transport=Udp>
Route: <sip:p2.example.com;transport>, <http://example.com>
Refer-To: sip:carol@example.com
Subject: sip:nobody@example.com
`,
      [
        'Request-URI sip:bob@example.net;transport=TCP routing tcp',
        'Route sips:p1.example.com;lr routing',
        'Route sip:p2.example.com;transport routing (empty)',
        'From sip:alice@example.com',
        'Contact sip:alice@[2001:db8::1] routing',
        'Contact SIPS:alice@192.0.2.1;Transport=Udp routing udp',
        'Refer-To sip:carol@example.com routing',
      ],
    );
  });

  it('is read once', () => {
    const message = new SipMessage('OPTIONS sip:bob@example.net SIP/2.0\n\n');
    assert.equal(message.uris, message.uris);
    assert.equal(message.placedAddresses, message.placedAddresses);
  });

  it('stand among all addresses, whatever their scheme', () => {
    const text =
      'OPTIONS sip:bob@example.net SIP/2.0\nTo: <tel:+15551234>\nm: *\nRoute: <sip:p1.example.com>,\nRoute: <sip:p2.example.com>\n\n';
    const found = new SipMessage(text).placedAddresses.map(({ place, address }) => `${place} ${text.slice(address.start, address.end)}`);
    assert.deepEqual(found, ['To <tel:+15551234>', 'Contact *', 'Route <sip:p1.example.com>', 'Route <sip:p2.example.com>']);
  });

  it('finds nothing in what is no message', () => {
    checkUris('', []);
    checkUris('SIP/2.0 200 OK\nContact: <<sip:>>,,*\nRoute', []);
  });
});

function checkUris(text: string, expected: readonly string[]): void {
  const found = new SipMessage(text).uris
    .filter(({ uri }) => uri.host !== '')
    .map(({ place, uri, isRouting, transportWord }) =>
      [place, text.slice(uri.start, uri.end), isRouting && 'routing', transportWord === '' ? '(empty)' : transportWord]
        .filter(Boolean)
        .join(' '),
    );
  assert.deepEqual(found, expected);
}

describe('header lines of a message', () => {
  it('tell which name stands on more than one', () => {
    const message = new SipMessage('OPTIONS sip:bob@example.net SIP/2.0\nTo: <sip:a@example.com>\nCall-ID: 1\nt: <sip:b@example.com>\n\n');
    assert.deepEqual(
      (['To', 'Call-ID', 'From'] as const).map((name) => message.isRepeated(name)),
      [true, false, false],
    );
  });

  it('tell what no grammar has a place for, with its line', () => {
    const text = 'OPTIONS sip:bob@example.net SIP/2.0\nTo: <sip:a@example.com>;;tag=1\nSubject: a,,b\nk: path,, gruu\nm: "Al <sip:a@b>\n\n';
    const message = new SipMessage(text);
    assert.deepEqual(
      message.faults.map(({ kind, header, start }) => `${header.name} ${kind} ${start - header.start}`),
      ['To empty 23', 'Supported empty 8', 'Contact openQuote 3'],
    );
    assert.equal(message.faults, message.faults);
  });
});

describe('IPv6 addresses', () => {
  for (const text of ['::', '::1', '2001:db8::', '2001:db8::9:1', '1:2:3:4:5:6:7:8', '::ffff:192.0.2.1', '1:2:3:4:5:6:192.0.2.1'])
    it(`${text} is one`, () => assert.ok(isIpv6Address(text)));
  for (const text of [
    '',
    ':',
    ':1',
    '1:',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '12345::',
    'g::',
    '::1%eth0',
    '192.0.2.1',
    '::192.0.2.256',
    '192.0.2.1::',
  ])
    it(`"${text}" is none`, () => assert.ok(!isIpv6Address(text)));

  it('one colon too many is tolerated in brackets', () => {
    assert.ok(isIpv6Reference('[2001:db8:::192.0.2.1]'));
    assert.ok(!isIpv6Reference('[192.0.2.1]'));
    assert.ok(!isIpv6Reference('2001:db8::1'));
  });

  it('gets brackets where only one reading is possible', () => {
    assert.equal(withIpv6Brackets('2001:db8::10'), '[2001:db8::10]');
    assert.equal(withIpv6Brackets('2001:db8::10:50610'), '[2001:db8::10]:50610');
    assert.equal(withIpv6Brackets('1:2:3:4:5:6:7:8:5061'), '[1:2:3:4:5:6:7:8]:5061');
    assert.equal(withIpv6Brackets('2001:db8::10:5061'), undefined);
    assert.equal(withIpv6Brackets('2001:db8::10:99999'), undefined);
    assert.equal(withIpv6Brackets('example.com'), undefined);
  });
});
