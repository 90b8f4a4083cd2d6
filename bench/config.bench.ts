import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Connection } from 'vscode-languageserver/node';
import { SipDocument } from '../server/documents';
import { ConfigReports } from '../server/handlers/config-reports';
import { Session } from '../server/session';

const ms = (from: number): number => performance.now() - from;
const shown = (n: number | undefined): string => (n ?? Number.NaN).toFixed((n ?? 0) < 10 ? 2 : 0).padStart(8);

/** Configurations in the editor: a keystroke in a long script to its findings, and a workspace of five hundred files. */
export async function configBench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sip-tls-bench-'));
  try {
    console.log('\n# Configurations: ms from a keystroke to diagnostics (median, p95), ms to read a workspace');
    await keystrokes(folder);
    await workspace(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function write(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** A session whose client says nothing but that it has folders open. */
function sessionIn(folder: string): Session {
  const nobody = { console: { warn: console.warn, error: console.error } } as unknown as Connection;
  const session = new Session(nobody);
  session.configs.folders.uris = [pathToFileURL(folder).href];
  return session;
}

function open(session: Session, path: string, text: string): SipDocument {
  const document = new SipDocument({ uri: pathToFileURL(path).href, languageId: 'properties', version: 0, text });
  session.documents.open(document);
  session.changed(document.uri);
  return document;
}

/** Keystrokes: enough for the percentile to be that of an editor in use, not of its first second. */
const ROUNDS = 400;

async function keystrokes(folder: string): Promise<void> {
  const text = script(3000);
  const path = write(join(folder, 'one/kamailio.cfg'), text);
  write(join(folder, 'one/tls.cfg'), profiles);
  const session = sessionIn(join(folder, 'one'));
  const reports = new ConfigReports(session);
  const document = open(session, path, text);
  const from = performance.now();
  await reports.of(document.uri);
  const first = ms(from);
  const times: number[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    const position = document.positionAt(Math.floor((((i * 7919) % 9973) / 9973) * text.length));
    const start = performance.now();
    document.update(
      [{ range: { start: { ...position, character: 0 }, end: { ...position, character: 0 } }, text: i % 2 === 0 ? '#' : ' ' }],
      i + 1,
    );
    session.changed(document.uri);
    await reports.of(document.uri);
    times.push(ms(start));
  }
  const sorted = times.sort((a, b) => a - b);
  const lines = text.split('\n').length;
  console.log(
    `  kamailio.cfg of ${lines} lines, ${(text.length / 1000).toFixed(0)} KB   keystroke ${shown(sorted[ROUNDS * 0.5])} ${shown(sorted[ROUNDS * 0.95])}   first ${shown(first)}`,
  );
}

async function workspace(folder: string): Promise<void> {
  const root = join(folder, 'many');
  let files = 0;
  for (let i = 0; i < 125; i++) {
    write(join(root, `kamailio-${i}/kamailio.cfg`), script(150));
    write(join(root, `kamailio-${i}/tls.cfg`), profiles);
    write(join(root, `asterisk-${i}/pjsip.conf`), pjsip);
    write(join(root, `asterisk-${i}/http.conf`), '[general]\nenabled = yes\ntlsenable = yes\ntlsbindaddr = 0.0.0.0:8089\n');
    files += 4;
  }
  const session = sessionIn(root);
  const reports = new ConfigReports(session);
  const path = join(root, 'kamailio-0/kamailio.cfg');
  const start = performance.now();
  const read = new Promise<void>((resolve) => session.configs.onRead(resolve));
  const document = open(session, path, script(150));
  await reports.of(document.uri);
  const first = ms(start);
  await read;
  const all = ms(start);
  const from = performance.now();
  await reports.of(document.uri);
  console.log(
    `  ${files} files, ${session.configs.all().length} configurations   first answer ${shown(first)}   all read ${shown(all)}   answer with all ${shown(ms(from))}`,
  );
}

const profiles = `[server:default]
method = TLSv1.2+
certificate = server.pem
private_key = server.pem
[client:default]
method = TLSv1.2+
verify_certificate = yes
require_certificate = yes
ca_list = ca.pem
`;

const pjsip = `[t-tls]
type = transport
protocol = tls
bind = 0.0.0.0
cert_file = server.pem
priv_key_file = server.pem
method = tlsv1_2

[trunk]
type = endpoint
transport = t-tls
aors = trunk

[trunk]
type = aor
contact = sip:trunk.example.net:5061\\;transport=tls
`;

/** A script as they grow: parameters, and blocks that look at messages and send them on. */
function script(lines: number): string {
  const head = `#!KAMAILIO
#!define OWN_IP 192.0.2.1
enable_tls=yes
listen=udp:OWN_IP:5060
listen=tls:OWN_IP:5061 advertise sip.example.com:5061
loadmodule "tm.so"
loadmodule "tls.so"
modparam("tls", "config", "tls.cfg")
request_route {
  route(R0);
}
`;
  const block = (i: number): string => `route[R${i}] {
  # block ${i}
  if (is_method("INVITE") && $rU =~ "^\\+49${i}") {
    $du = "sip:gw${i % 40}.example.net:5061;transport=tls";
    append_hf("X-Block: ${i}\\r\\n");
    if (!t_relay()) {
      sl_reply_error();
    }
    exit;
  }
  xlog("L_INFO", "block ${i} $ci from $si\\n");
  route(R${i + 1});
}
`;
  const count = Math.max(1, Math.floor((lines - 12) / 13));
  return `${head}${Array.from({ length: count }, (_, i) => block(i)).join('')}route[R${count}] {\n  exit;\n}\n`;
}
