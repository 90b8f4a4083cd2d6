import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addressBytes, addressText, networkText } from '#core/x509/ip-address';
import { judgeByOpenSsl, judgeByPractice, judgeByRfc5922, type NameVerdict, sipDomain } from '#core/x509/names';
import { issue, type Wanted } from './issue';

type Sans = NonNullable<Wanted['sans']>;
const dns = (value: string): Sans[number] => ({ type: 'dns', value });
const uri = (value: string): Sans[number] => ({ type: 'url', value });
const ip = (value: string): Sans[number] => ({ type: 'ip', value });

/** Subject, names, what was asked for; then the verdicts of RFC 5922, of practice and of OpenSSL. */
const cases: readonly [title: string, cn: string, sans: Sans | undefined, reference: string, ...verdicts: [string, string, string]][] = [
  ['right name', 'x', [dns('sip.example.com')], 'sip.example.com', 'dns', 'dns', 'dns'],
  ['wrong name', 'sip.example.com', [dns('sip.example.net')], 'sip.example.com', '-', '-', '-'],
  ['letter case and final dot', 'x', [dns('SIP.Example.COM')], 'sip.example.com.', 'dns', 'dns', 'dns'],
  ['wildcard', 'x', [dns('*.example.com')], 'sip.example.com', '-', 'dns', 'dns'],
  ['wildcard for two labels', 'x', [dns('*.example.com')], 'a.sip.example.com', '-', '-', '-'],
  ['wildcard for none', 'x', [dns('*.example.com')], 'example.com', '-', '-', '-'],
  ['wildcard above a top-level domain', 'x', [dns('*.com')], 'example.com', '-', '-', '-'],
  ['the wildcard itself was asked for', 'x', [dns('*.example.com')], '*.example.com', '-', 'dns', 'dns'],
  ['common name only', 'sip.example.com', undefined, 'sip.example.com', 'cn', 'cn', 'cn'],
  ['common name beside a sip: URI', 'sip.example.com', [uri('sip:other.example.net')], 'sip.example.com', '-', '-', 'cn'],
  ['sip: URI', 'x', [uri('sip:sip.example.com')], 'sip.example.com', 'uri', '-', '-'],
  ['sip: URI with port and parameter', 'x', [uri('SIP:sip.example.com:5061;transport=tls')], 'sip.example.com', 'uri', '-', '-'],
  ['sip: URI hides DNS names', 'x', [uri('sip:example.net'), dns('sip.example.com')], 'sip.example.com', '-', 'dns', 'dns'],
  ['sip: URI of a user', 'x', [uri('sip:a@sip.example.com')], 'sip.example.com', '-', '-', '-'],
  ['a user hides nothing', 'x', [uri('sip:a@example.net'), dns('sip.example.com')], 'sip.example.com', 'dns', 'dns', 'dns'],
  ['sips: URI', 'x', [uri('sips:sip.example.com')], 'sip.example.com', '-', '-', '-'],
  ['address', 'x', [ip('192.0.2.10')], '192.0.2.10', '-', 'ip', 'ip'],
  ['another address', 'x', [ip('192.0.2.10')], '192.0.2.11', '-', '-', '-'],
  ['IPv6 address, written otherwise', 'x', [ip('2001:db8::10')], '[2001:DB8:0:0::10]', '-', 'ip', 'ip'],
  ['address as a DNS name', 'x', [dns('192.0.2.10')], '192.0.2.10', '-', '-', '-'],
];

const told = (verdict: NameVerdict): string => (verdict.matches ? verdict.by : '-');

describe('x509 names', () => {
  for (const [title, name, sans, reference, ...verdicts] of cases)
    it(title, async () => {
      const { certificate } = await issue({ name, ...(sans && { sans }) });
      const judged = [judgeByRfc5922, judgeByPractice, judgeByOpenSsl].map((judge) => judge(certificate, reference));
      assert.deepEqual(judged.map(told), verdicts);
      for (const { why } of judged) assert.match(why, /^[A-Z"*a-z0-9].*\.$/s);
    });

  it('says why in words', async () => {
    const why = async (sans: Sans, name = 'x') => judgeByRfc5922((await issue({ name, sans })).certificate, 'sip.example.com').why;
    assert.match(await why([dns('*.example.com')]), /\*\.example\.com covers the name only as a wildcard.*RFC 5922 §7\.2/);
    assert.match(await why([uri('sip:example.net'), dns('sip.example.com')]), /hides the DNS name sip\.example\.com/);
    assert.match(await why([uri('sips:sip.example.com')]), /only the scheme sip counts/);
    assert.match(await why([dns('a.example')], 'sip.example.com'), /The common name would fit, and does not count/);
    const many = Array.from({ length: 50 }, (_, i) => dns(`host${i}.example.com`));
    assert.match(await why(many), /host4\.example\.com and 45 more/);
  });

  it('hosts of URIs', () => {
    for (const [text, host] of [
      ['sip:example.com', 'example.com'],
      ['sip:[2001:db8::1]:5061', '[2001:db8::1]'],
      ['sip:example.com?h=a@b', undefined],
      ['sip:', undefined],
      ['https://example.com', undefined],
    ] as const)
      assert.equal(sipDomain(text), host, text);
  });

  it('addresses, both ways', () => {
    for (const text of ['192.0.2.1', '2001:db8::1', '::', '::1', '1:2:3:4:5:6:7:8', '2001:db8:0:1::', 'fe80::1:0:0:1'])
      assert.equal(addressText(addressBytes(text) ?? new Uint8Array()), text);
    assert.equal(addressText(addressBytes('::ffff:192.0.2.1') ?? new Uint8Array()), '::ffff:c000:201');
    for (const text of ['256.0.0.1', '1.2.3', '1::2::3', '1:2:3:4:5:6:7', '12345::', ':1', 'fe80::1%eth0', 'a.b', ''])
      assert.equal(addressBytes(text), undefined, text);
  });

  it('networks', () => {
    const bytes = (...texts: string[]) => Uint8Array.from(texts.flatMap((text) => [...(addressBytes(text) ?? [])]));
    assert.equal(networkText(bytes('192.0.2.0', '255.255.255.0')), '192.0.2.0/24');
    assert.equal(networkText(bytes('0.0.0.0', '0.0.0.0')), '0.0.0.0/0');
    assert.equal(networkText(bytes('192.0.2.1', '255.255.255.255')), '192.0.2.1/32');
    assert.equal(networkText(bytes('192.0.2.0', '255.0.255.0')), '192.0.2.0/255.0.255.0');
    assert.equal(networkText(bytes('2001:db8::', 'ffff:ffff::')), '2001:db8::/32');
    assert.equal(networkText(bytes('192.0.2.0')), undefined);
  });
});
