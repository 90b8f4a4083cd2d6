import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readSipAddress } from '#core/config/sip-address';

const read = (text: string, length = text.length) =>
  readSipAddress({ text, place: { file: 'a.cfg', at: { start: 10, end: 10 + length } }, isKnown: true });

/** Host (in parentheses where it is not known), port and transport, and what stands at the places that it gives. */
function told(text: string): string {
  const found = read(text);
  if (!found) return 'none';
  const { host, port, transport, portPlace, transportPlace, end } = found;
  const at = (place: typeof end | undefined) => (place ? text.slice(place.at.start - 10, place.at.end - 10) : '-');
  assert.equal(at(host.place), host.text);
  assert.equal(at(portPlace), String(port ?? '-'));
  return `${host.isKnown ? host.text : `(${host.text})`} ${port ?? '-'} ${transport ?? '-'} ${at(transportPlace)} ${end.at.start - 10}`;
}

describe('SIP URIs in configurations', () => {
  const cases: readonly [text: string, expected: string][] = [
    ['sip:sip.example.com', 'sip.example.com - - - 19'],
    ['SIPS:alice@sip.example.com:5061;lr;transport=TLS', 'sip.example.com 5061 tls TLS 48'],
    ['sip:[2001:db8::1]:5061', '2001:db8::1 5061 - - 22'],
    ['sip:$var(host):5061;transport=tls', '($var(host)) 5061 tls tls 33'],
    ['sip:$(ru{uri.host}):5061', '($(ru{uri.host})) 5061 - - 24'],
    ['sip:a.$rd:5061', '(a.$rd) 5061 - - 14'],
    ['sip:192.0.2.1;$var(how)', '192.0.2.1 - unknown - 23'],
    ['sip:192.0.2.1:$rp', '192.0.2.1 - - - 17'],
    ['sip:192.0.2.1;transport=quic?Subject=x', '192.0.2.1 - unknown quic 28'],
    ['$var(uri)', 'none'],
    ['tel:+123', 'none'],
  ];
  for (const [text, expected] of cases) it(text, () => assert.equal(told(text), expected));

  it('that do not stand in the file letter by letter have one place, the whole', () => {
    const found = read('sip:192.0.2.1:5061;transport=tls', 40);
    assert.ok(found);
    const places = [found.host.place, found.portPlace, found.schemePlace, found.end, found.parameters[0]?.whole];
    for (const place of places) assert.deepEqual(place?.at, { start: 10, end: 50 });
    assert.equal(found.transportPlace, undefined);
  });

  it('without end are refused, and variables without end cost little', () => {
    assert.equal(read(`sip:${'a'.repeat(3000)}`), undefined);
    const start = performance.now();
    for (const part of ['$(', '$a(', 'a@', ';transport=', '[']) read(`sip:${part.repeat(2000 / part.length)}`);
    assert.ok(performance.now() - start < 200);
  });
});
