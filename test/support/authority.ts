import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Certificate } from '#core/x509/certificate';
import { readPem } from '#core/x509/pem';
import { file, openssl } from '../core/tls/peers';
import { certificateOf } from '../core/x509/node-crypto';

/**
 * A certificate authority run by the openssl program: what it issued, whom it appointed to answer OCSP, and the database from which
 * `openssl ocsp` and `openssl ca -gencrl` tell what was revoked. All is valid now, by the clock of this computer.
 */
export function makeAuthority(): void {
  if (existsSync(file('a-done'))) return;
  const ca = (name: string, more = '') =>
    write(`${name}.ext`, `basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign,digitalSignature\n${ids}${more}`);
  ca('a-root');
  ca('a-ca');
  write('a-mute.ext', `basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n${ids}`);
  write('a-leaf.ext', `subjectAltName=DNS:sip.example.com\n${ids}`);
  write('a-delegate.ext', `keyUsage=critical,digitalSignature\nextendedKeyUsage=OCSPSigning\nnoCheck=ignored\n${ids}`);
  issue('a-root', { subject: '/O=Example/CN=Authority Root', extensions: 'a-root.ext' });
  issue('a-ca', { subject: '/O=Example/CN=Authority', extensions: 'a-ca.ext', by: 'a-root' });
  issue('a-mute', { subject: '/O=Example/CN=Mute Authority', extensions: 'a-mute.ext', by: 'a-root' });
  issue('a-twin', { subject: '/O=Example/CN=Authority', extensions: 'a-ca.ext', by: 'a-root' });
  for (const [name, serial] of Object.entries(serials))
    issue(name, { subject: `/CN=${name}`, extensions: 'a-leaf.ext', by: 'a-ca', serial });
  issue('a-mute-leaf', { subject: '/CN=mute', extensions: 'a-leaf.ext', by: 'a-mute', serial: serials.good });
  issue('a-delegate', { subject: '/CN=Delegate', extensions: 'a-delegate.ext', by: 'a-ca' });
  issue('a-rsa-delegate', { subject: '/CN=RSA delegate', extensions: 'a-delegate.ext', by: 'a-ca', key: ['RSA', 'rsa_keygen_bits:2048'] });
  issue('a-no-purpose', { subject: '/CN=No purpose', extensions: 'a-leaf.ext', by: 'a-ca' });
  issue('a-impostor', { subject: '/CN=Impostor', extensions: 'a-delegate.ext', by: 'a-root' });
  issue('a-forger', { subject: '/O=Example/CN=Authority', extensions: 'a-ca.ext' });
  const line = (state: string, revoked: string, serial: string, name: string) =>
    `${state}\t991231235959Z\t${revoked}\t${serial}\tunknown\t/CN=${name}\n`;
  const index = [
    line('V', '', serials.good, 'good'),
    line('R', '260102030405Z,keyCompromise', serials.revoked, 'revoked'),
    line('R', '260102030405Z,certificateHold', serials.held, 'held'),
    line('R', '260102030405Z', serials.plain, 'plain'),
    line('R', '491231235959Z,superseded', serials.later, 'later'),
  ].join('');
  write('a-index.txt', index);
  write('a-index.txt.attr', 'unique_subject = no\n');
  write('a-done', '');
}

const ids = 'subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n';

/** Of the leaves that it issued. `unknown` does not stand in its database. The first octet of `held` makes DER put a zero before it. */
export const serials = { good: '1001', revoked: '1002', held: 'F003', plain: '04', unknown: '1005', later: '1006' } as const;

interface Issue {
  readonly subject: string;
  readonly extensions: string;
  readonly by?: string;
  readonly serial?: string;
  readonly key?: readonly [algorithm: string, option: string];
}

/** Makes NAME.key and NAME.pem. */
export function issue(name: string, { subject, extensions, by, serial, key = ['EC', 'ec_paramgen_curve:P-256'] }: Issue): void {
  openssl('genpkey', '-algorithm', key[0], '-pkeyopt', key[1], '-out', `${name}.key`);
  openssl('req', '-new', '-key', `${name}.key`, '-subj', subject, '-out', `${name}.csr`);
  const signer = by ? ['-CA', `${by}.pem`, '-CAkey', `${by}.key`] : ['-signkey', `${name}.key`];
  const number = serial ? ['-set_serial', `0x${serial}`] : by ? ['-CAcreateserial'] : [];
  openssl('x509', '-req', '-in', `${name}.csr`, ...signer, ...number, '-days', '30', '-extfile', extensions, '-out', `${name}.pem`);
}

export const write = (name: string, text: string): void => writeFileSync(file(name), text);

export function certificate(name: string): Certificate {
  const [block] = readPem(readFileSync(file(`${name}.pem`), 'utf8'));
  if (block?.kind !== 'certificate') throw new Error(`${name} is no certificate`);
  return certificateOf(block.der);
}

export interface Answer {
  /** Whose key signs; itself where there is none. */
  readonly signer?: string;
  readonly issuer?: string;
  /** Further words of `openssl ocsp`. */
  readonly words?: readonly string[];
}

/** What `openssl ocsp` answers to a request. */
export function ocspAnswer(request: Uint8Array, { signer = 'a-ca', issuer = 'a-ca', words = ['-ndays', '7'] }: Answer = {}): Uint8Array {
  writeFileSync(file('a-request.der'), request);
  const who = ['-rsigner', `${signer}.pem`, '-rkey', `${signer}.key`, '-CA', `${issuer}.pem`];
  openssl('ocsp', '-index', 'a-index.txt', ...who, '-reqin', 'a-request.der', '-respout', 'a-response.der', ...words);
  return Uint8Array.from(readFileSync(file('a-response.der')));
}

/** A list by `openssl ca -gencrl`; `extensions` are lines of its configuration. */
export function crl({ signer = 'a-ca', extensions = '', words = ['-crldays', '7'] } = {}): Uint8Array {
  const section = ['[ca]', 'default_ca=a', '[a]', 'database=a-index.txt', 'crlnumber=a-number', 'default_md=sha256', 'crl_extensions=ext'];
  write('a.cnf', `${[...section, '[ext]', 'authorityKeyIdentifier=keyid', extensions].join('\n')}\n`);
  write('a-number', '2A\n');
  openssl('ca', '-config', 'a.cnf', '-gencrl', '-keyfile', `${signer}.key`, '-cert', `${signer}.pem`, '-out', 'a-crl.pem', ...words);
  openssl('crl', '-in', 'a-crl.pem', '-outform', 'DER', '-out', 'a-crl.der');
  return Uint8Array.from(readFileSync(file('a-crl.der')));
}
