import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SipMessage } from '#core/sip/message';

const invite = `INVITE sips:bob:pw@[2001:db8::1]:5061;transport=tls?Subject=x SIP/2.0\r
v: SIP / 2.0 / TLS first.example.com : 4000;ttl=16 ;maddr=224.2.0.1 ;branch=z9hG4bKa7c6a8dlze.1, SIP/2.0/UDP 192.0.2.2;branch=390skdjuw\r
To :\r
 sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n\r
f: "J Rosenberg \\\\\\"" <sip:jdrosen@example.com>\r
  ;\r
  tag = 98asjd8\r
CSeq: 0009\r
  INVITE\r
m: "Quoted, \\"string" <sip:jdrosen@example.com;x=1>;q=0.7, <sip:a@b>;expires=1, *\r
Route: Bell, Alexander <sip:bell@example.com;lr>\r
not a header\r
\r
v=0\r
`;

describe('reader', () => {
  const message = new SipMessage(invite);
  const at = (span?: { start: number; end: number }) => span && invite.slice(span.start, span.end);
  it('start line', () => {
    const line = message.startLine;
    assert.equal(line.kind, 'request');
    const uri = message.requestUri;
    assert.deepEqual(
      [uri?.scheme, at(uri?.user), at(uri?.password), uri?.host, uri?.port, uri?.params[0]?.value, uri?.headers[0]?.name],
      ['sips', 'bob', 'pw', '[2001:db8::1]', 5061, 'tls', 'subject'],
    );
  });
  it('vias', () => {
    assert.deepEqual(
      message.vias.map((via) => [via.transport, via.host, via.port, via.params.map((p) => `${p.name}=${p.value}`).join()]),
      [
        ['TLS', 'first.example.com', 4000, 'ttl=16,maddr=224.2.0.1,branch=z9hG4bKa7c6a8dlze.1'],
        ['UDP', '192.0.2.2', undefined, 'branch=390skdjuw'],
      ],
    );
  });
  it('addresses', () => {
    assert.deepEqual(
      [at(message.to?.uri), message.to?.params[0]?.name, message.to?.params[0]?.value],
      ['sip:vivekg@chair-dnrc.example.com', 'tag', '1918181833n'],
    );
    assert.deepEqual([at(message.from?.display), message.from?.params[0]?.value], ['"J Rosenberg \\\\\\""', '98asjd8']);
    assert.equal(message.contacts.length, 3);
    assert.deepEqual(
      message.contacts.map((c) => c.isStar),
      [false, false, true],
    );
    assert.equal(at(message.contacts[0]?.display), '"Quoted, \\"string"');
    assert.equal(message.routes.length, 1);
    assert.equal(at(message.routes[0]?.display), 'Bell, Alexander');
  });
  it('the rest', () => {
    assert.deepEqual([message.cseq?.number, message.cseq?.method], [9, 'INVITE']);
    assert.equal(message.headers.at(-1)?.id, -1);
    assert.equal(at(message.body), 'v=0\r\n');
  });
});
