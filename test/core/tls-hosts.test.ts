import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tlsHostsIn } from '#core/editor/tls-hosts';
import { SipMessage } from '#core/sip/message';
import { withMarks } from '../support/marked';

describe('hosts that a message reaches over TLS', () => {
  it('are those of sips:, of transport=tls, of port 5061 and of a Via over TLS; each once, by its first place', () => {
    checkHosts(`
INVITE sips:bob@example.com SIP/2.0
                ^^^^^^^^^^^ host/example.com
Via: SIP/2.0/TLS 192.0.2.10;branch=z9hG4bK1
                 ^^^^^^^^^^ host/192.0.2.10:5061
Via: SIP/2.0/TLS edge.example.com:5071;branch=z9hG4bK2
                 ^^^^^^^^^^^^^^^^^^^^^ host/edge.example.com:5071
Route: <sip:198.51.100.20;transport=TLS;lr>, <sip:proxy.example.net:5061;lr>
            ^^^^^^^^^^^^^ host/198.51.100.20:5061
                                                  ^^^^^^^^^^^^^^^^^^^^^^ host/proxy.example.net:5061
Record-Route: <sip:[2001:DB8::1]:5062;transport=tls;lr>
                   ^^^^^^^^^^^^^^^^^^ host/[2001:db8::1]:5062
From: <sips:alice@example.com>;tag=a
Contact: <sip:alice@192.0.2.10:5061;transport=tls>

`);
  });

  it('are not those that speak something else, that nobody listens at, or that are unreadable', () => {
    checkHosts(`
INVITE sip:bob@example.com;transport=tcp SIP/2.0
Via: SIP/2.0/TLS 192.0.2.10:49822;branch=z9hG4bK1
Via: SIP/2.0/WSS df7jal23ls0d.invalid;branch=z9hG4bK2
Route: <sip:198.51.100.20:5061;transport=udp;lr>, <sip:198.51.100.21:0;transport=tls>, <sip:x.example.com:99999;transport=tls>
Contact: <sip:alice@192.0.2.10:49822;transport=tls>, <sip:a@df7jal23ls0d.invalid;transport=tls>
To: <sip:bob@example.com>
Refer-To: <sips:carol@example.net;maddr=192.0.2.1>
P-Asserted-Identity: <tel:+15551234>

`);
  });

  it('name the target of a probe', () => {
    const targets = tlsHostsIn(
      new SipMessage(
        'INVITE sips:bob@Example.com SIP/2.0\nRoute: <sip:[2001:db8::1];transport=tls;lr>\nRoute: <sips:edge.example.com:5071>\n\n',
      ),
    ).map(({ target }) => target);
    assert.deepEqual(targets, ['sips:example.com', 'sip:[2001:db8::1]:5061;transport=tls', 'sips:edge.example.com:5071']);
  });
});

/** Marks here name sockets. */
const mark = /^ *\^+ host\//;

function checkHosts(marked: string): void {
  const text = marked
    .replace(/^\n/, '')
    .split('\n')
    .filter((line) => !mark.test(line))
    .join('\n');
  const marks = tlsHostsIn(new SipMessage(text)).map(({ at, socket }) => ({ ...at, rule: `host/${socket}` }));
  assert.equal(withMarks(text, marks), marked.replace(/^\n/, ''));
}
