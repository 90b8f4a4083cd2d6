import assert from 'node:assert/strict';
import { it } from 'node:test';
import { dialectById, type Files, readFiles } from '../support/config-examples';
import { judge } from '../support/xml-configs';

const found = (dialect: string, files: Files): string[] => judge(readFiles(dialectById(dialect), files)).map(({ rule }) => rule);

it('certificates of clients are spoken of once, by the rule that knows what Asterisk does', () => {
  const transport = (...more: string[]) =>
    [
      '[t-tls]',
      'type=transport',
      'protocol=tls',
      'bind=192.0.2.1',
      'cert_file=a.crt',
      'priv_key_file=a.key',
      'method=tlsv1_2',
      ...more,
      '',
    ].join('\n');
  for (const more of [
    ['verify_client=yes', 'require_client_cert=yes'],
    ['require_client_cert=yes', 'allow_reload=no', 'verify_client=yes'],
    ['require_client_cert=yes'],
  ]) {
    const said = found('asterisk-pjsip', { 'pjsip.conf': transport(...more) });
    assert.ok(said.includes('config/ast-verify-client-half') && !said.includes('config/mtls-no-ca'), `${more}: ${said}`);
  }
});
