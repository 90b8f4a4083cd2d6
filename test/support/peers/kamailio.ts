import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Peer, portIfTls, startProgram, withFreePort } from './program';

/** One `[server:…]` of Kamailio's tls.cfg. */
export interface KamailioProfile {
  /** Taken for this server name only; the profile without one is for all others, and has to be there. */
  readonly serverName?: string;
  /** Files in PEM; the certificate with its chain. */
  readonly certificate: string;
  readonly key: string;
  /** `TLSv1.2+`, `TLSv1.3`, `TLSv1`, …; `TLSv1.2+` without. */
  readonly method?: string;
  /** As OpenSSL writes it. */
  readonly cipherList?: string;
  readonly verifyCertificate?: boolean;
  readonly requireCertificate?: boolean;
  readonly caList?: string;
}

/** A real Kamailio with its tls module: TLS on loopback, 200 to OPTIONS, 405 to all else. */
export async function startKamailio(...profiles: readonly KamailioProfile[]): Promise<Peer> {
  const folder = mkdtempSync(join(tmpdir(), 'sip-tls-kamailio-'));
  const file = (name: string): string => join(folder, name);
  const removeFolder = (): void => {
    rmSync(folder, { recursive: true, force: true });
    process.off('exit', removeFolder);
  };
  process.once('exit', removeFolder);
  writeFileSync(file('tls.cfg'), `${profiles.map(profileText).join('\n')}\n[client:default]\nverify_certificate = no\n`);
  try {
    const peer = await withFreePort((port) => {
      writeFileSync(file('kamailio.cfg'), configuration(port, file('tls.cfg')));
      const words = ['-DD', '-E', '-f', file('kamailio.cfg'), '-Y', folder, '-P', file('pid'), '-w', folder, '-m', '32', '-M', '8'];
      return startProgram({ name: 'kamailio', words, portOf: () => portIfTls(port) });
    });
    return {
      ...peer,
      async stop() {
        await peer.stop();
        removeFolder();
      },
    };
  } catch (error) {
    removeFolder();
    throw error;
  }
}

const yesNo = (is: boolean | undefined): string => (is ? 'yes' : 'no');

function profileText(profile: KamailioProfile): string {
  const { serverName, certificate, key, method = 'TLSv1.2+', cipherList, caList } = profile;
  return [
    serverName ? '[server:any]' : '[server:default]',
    ...(serverName ? [`server_name = ${serverName}`] : []),
    `method = ${method}`,
    `certificate = ${certificate}`,
    `private_key = ${key}`,
    `verify_certificate = ${yesNo(profile.verifyCertificate)}`,
    `require_certificate = ${yesNo(profile.requireCertificate)}`,
    ...(cipherList ? [`cipher_list = ${cipherList}`] : []),
    ...(caList ? [`ca_list = ${caList}`] : []),
    '',
  ].join('\n');
}

const configuration = (port: number, tlsConfiguration: string): string => `#!KAMAILIO
debug=2
log_stderror=yes
children=1
tcp_children=2
enable_tls=yes
auto_aliases=no
dns=no
rev_dns=no
listen=tls:127.0.0.1:${port}
loadmodule "tls.so"
loadmodule "pv.so"
loadmodule "sl.so"
loadmodule "textops.so"
modparam("tls", "config", "${tlsConfiguration}")
request_route {
  if (is_method("OPTIONS")) {
    append_to_reply("Allow: INVITE, ACK, CANCEL, BYE, OPTIONS\\r\\nAccept: application/sdp\\r\\n");
    sl_send_reply("200", "Keepalive");
    exit;
  }
  append_to_reply("Allow: OPTIONS\\r\\n");
  sl_send_reply("405", "Method Not Allowed");
}
`;
