import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readTarget } from '../../server/probe/target';

/** A target as one line: host, port, transport, and the name to send where it is not the host. */
function told(text: string): string {
  const read = readTarget(text);
  if (read.kind === 'invalid') return `✗ ${read.reason}`;
  const { isSips, host, isIp, serverName, port, transport } = read.target;
  const name = serverName === (isIp ? null : host) ? [] : [`as ${serverName}`];
  return [isSips ? 'sips' : 'sip', isIp ? 'ip' : 'name', host, ...name, ...(port ? [port] : []), ...(transport ? [transport] : [])].join(
    ' ',
  );
}

describe('target', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['sip.example.com', 'sip name sip.example.com'],
    ['  SIP.Example.COM. ', 'sip name sip.example.com'],
    ['sip.example.com:5071', 'sip name sip.example.com 5071'],
    ['localhost:5061', 'sip name localhost 5061'],
    ['localhost;transport=tls', 'sip name localhost TLS'],
    ['sips:alice@example.com', 'sips name example.com'],
    ['SIPS:alice:secret@Example.com:5071', 'sips name example.com 5071'],
    ['alice:secret@example.com', 'sip name example.com'],
    ['alice@example.com:5061;transport=tls', 'sip name example.com 5061 TLS'],
    ['<sip:example.com;transport=tls>', 'sip name example.com TLS'],
    ['sip:example.com;lr;transport=TlS?Subject=x', 'sip name example.com TLS'],
    ['sip:example.com;transport=wss', 'sip name example.com WSS'],
    ['sip:example.com;maddr=proxy.example.net', 'sip name proxy.example.net as example.com'],
    ['sip:example.com;maddr=192.0.2.7', 'sip ip 192.0.2.7 as example.com'],
    ['192.0.2.1', 'sip ip 192.0.2.1'],
    ['192.0.2.1:5061', 'sip ip 192.0.2.1 5061'],
    ['[2001:db8::1]:5061', 'sip ip 2001:db8::1 5061'],
    ['[2001:DB8:0:0::1]', 'sip ip 2001:db8::1'],
    ['2001:db8::1', 'sip ip 2001:db8::1'],
    ['sips:bob@[2001:db8::1];transport=tcp', 'sips ip 2001:db8::1 TCP'],
    ['bücher.example', 'sip name xn--bcher-kva.example'],
    ['sip:alice@例え.example:5061', 'sip name xn--r8jz45g.example 5061'],
    ['sip_1.example.com:65535', 'sip name sip_1.example.com 65535'],
    ['', '✗ Nothing was given. Write a host name, an address or a SIP URI.'],
    ['example.com:0', '✗ The port must be a number from 1 to 65535.'],
    ['example.com:65536', '✗ The port must be a number from 1 to 65535.'],
    ['example.com:', '✗ The port must be a number from 1 to 65535.'],
    ['sip:example.com:tls', '✗ The port must be a number from 1 to 65535.'],
    ['2001:db8::1:5061:x', '✗ An IPv6 address with a port needs brackets: [2001:db8::1]:5061.'],
    ['[2001:db8::g]', '✗ “[2001:db8::g]” is no IPv6 address.'],
    ['sip:2001:db8::1', '✗ An IPv6 address with a port needs brackets: [2001:db8::1]:5061.'],
    ['192.0.2.256', '✗ “192.0.2.256” is no IPv4 address, and names do not end with a number.'],
    ['https://example.com', '✗ “https:” is no scheme that is probed here. Write sip:, sips: or a host name.'],
    ['tel:+4930123', '✗ A tel: URI names a number, not a server. Give the host that takes its calls.'],
    ['sip:', '✗ There is no host in it.'],
    ['a..b', '✗ “a..b” is no host name.'],
    ['*.example.com', '✗ “*.example.com” is no host name.'],
    [`${'a'.repeat(64)}.example`, `✗ “${'a'.repeat(59)}…” is no host name.`],
    ['two words', '✗ The target holds white space or control characters.'],
    ['sip:example.com;transport=quic', '✗ “QUIC” is no transport of SIP: udp, tcp, tls, sctp, ws and wss are.'],
    ['sip:example.com;maddr=', '✗ maddr: “” is no host name.'],
  ];
  for (const [text, expected] of cases) it(JSON.stringify(text).slice(0, 60), () => assert.equal(told(text), expected));

  it('takes any text and gives a reason of one line', () => {
    const piece = fc.constantFrom(
      'sip:',
      'sips:',
      '[',
      ']',
      ':',
      '@',
      ';',
      '?',
      '=',
      '.',
      '5061',
      'a',
      'é',
      '::1',
      'maddr',
      'transport=tls',
      '\0',
      '<',
      '>',
      '%',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
        ),
        (text) => {
          const read = readTarget(text);
          if (read.kind === 'invalid') assert.match(read.reason, /^[^\r\n]{1,200}$/);
          else assert.match(read.target.host, /^[a-z0-9._:%-]{1,253}$/);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
