import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explanationsOf, isExplainable } from '#core/config/explains';
import { dialectById, readFiles } from '../support/config-examples';

const facts = readFiles(dialectById('kamailio'), {
  'kamailio.cfg': `#!KAMAILIO
listen=tls:192.0.2.1:5061 advertise sip.example.com:5061
listen=udp:192.0.2.9:5060
loadmodule "tls.so"
loadmodule "rr.so"
modparam("rr", "enable_double_rr", 0)
request_route { record_route_preset("192.0.2.1"); }
`,
});
const lines = (rule: string, ...sockets: string[]): string[] => explanationsOf({ rule, sockets }, facts).map(({ message }) => message);

describe('lines of a configuration that explain a finding in a trace', () => {
  it('the listener by its address, or by the name that it announces, and what writes the header', () => {
    for (const socket of ['192.0.2.1:5061', 'SIP.example.com', 'sip.example.com:5061']) {
      const found = lines('sip/record-route-leaves-tls', socket);
      assert.equal(found[0], 'Kamailio listens here: tls 192.0.2.1:5061, announced as sip.example.com');
      assert.ok(
        found.some((message) => message.includes('rr.enable_double_rr')),
        String(found),
      );
    }
    assert.deepEqual(lines('sip/via-tls-port-5060', '192.0.2.9:5060'), ['Kamailio listens here: udp 192.0.2.9:5060']);
  });

  it('what puts the keys of SRTP into the SDP in clear, and not what does so over TLS', () => {
    const pbx = readFiles(dialectById('asterisk-pjsip'), {
      'pjsip.conf': `[t-udp]
type=transport
protocol=udp
bind=192.0.2.1:5060

[t-tls]
type=transport
protocol=tls
bind=192.0.2.1:5061

[plain]
type=endpoint
transport=t-udp
media_encryption=sdes
aors=plain

[plain]
type=aor
contact=sip:gw.example.com

[secure]
type=endpoint
transport=t-tls
media_encryption=sdes
aors=secure

[secure]
type=aor
contact=sip:gw.example.net\\;transport=tls
`,
    });
    const found = explanationsOf({ rule: 'sdp/sdes-in-clear', sockets: ['192.0.2.1:5060'] }, pbx);
    assert.deepEqual(
      found.map(({ message, place: { file, at } }) => [message, pbx.texts?.get(file)?.slice(0, at.start).split('\n').length]),
      [
        ['Asterisk listens here: udp 192.0.2.1:5060', 4],
        ['Asterisk has the keys of SRTP in the SDP by this line', 14],
      ],
    );
  });

  it('nothing of another host or port, and nothing of other rules', () => {
    assert.deepEqual(lines('sip/record-route-leaves-tls', '192.0.2.2:5061', '192.0.2.1:5062'), []);
    assert.deepEqual(lines('sip/cseq-method-mismatch', '192.0.2.1:5061'), []);
    assert.equal(isExplainable('sip/cseq-method-mismatch'), false);
  });
});
