import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeFacts } from '#core/config/describe-facts';
import { kamailio } from '#core/config/dialects/kamailio';
import { opensips } from '#core/config/dialects/opensips';
import { readFiles } from '../support/config-examples';

const routes = (dialect: typeof kamailio, file: string, body: string): string[] =>
  describeFacts(readFiles(dialect, { [file]: body }))
    .split('\n')
    .filter((line) => line.startsWith('route record-route'));

describe('Record-Route in a script', () => {
  it('of Kamailio is written by the socket, or names an address and a transport', () => {
    const found = routes(
      kamailio,
      'kamailio.cfg',
      `request_route {
  if (proto == TLS) record_route();
  record_route(";x=y");
  if (!record_route_preset("sip.example.com:5061;transport=tls", "[2001:db8::1]:5060")) exit;
  record_route_advertised_address("Edge.example.com:5061");
  record_route_preset("$var(own)");
}
`,
    );
    assert.deepEqual(found, [
      'route record-route under tls',
      'route record-route',
      'route record-route tls sip.example.com:5061',
      'route record-route [2001:db8::1]:5060',
      'route record-route edge.example.com:5061',
      'route record-route ?$var(own)?',
    ]);
  });

  it('of OpenSIPS likewise', () => {
    const found = routes(
      opensips,
      'opensips.cfg',
      `route {
  if ($socket_in(proto) == "tls") { record_route_preset("sip.example.com:5061;transport=tls"); }
  else record_route();
}
`,
    );
    assert.deepEqual(found, ['route record-route tls sip.example.com:5061 under tls', 'route record-route']);
  });

  it('that is switched off is none', () => {
    assert.deepEqual(routes(kamailio, 'kamailio.cfg', `#!ifdef NEVER\nrequest_route { record_route(); }\n#!endif\n`), []);
  });
});
