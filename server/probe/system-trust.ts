import { execFile } from 'node:child_process';
import { contentsOf, type FileContents } from '#core/x509/certificate-file';
import { quickContents } from './ca-file';
import { readBounded } from './files';

/** The roots that the operating system trusts, or why they are not to be had. Nothing else ever takes their place. */
export type SystemRoots =
  /** `place`: where they come from, for people. */
  | { readonly kind: 'found'; readonly place: string; readonly contents: FileContents }
  | { readonly kind: 'unavailable' | 'unreadable'; readonly why: string };

/** The computer, as far as it matters here. */
export interface Computer {
  readonly platform: NodeJS.Platform;
  readonly env: { readonly [name: string]: string | undefined };
  /** With which the runtime was started. */
  readonly flags: readonly string[];
  /** Where bundles of roots may be. */
  readonly bundles: readonly string[];
  readonly run: (program: string, words: readonly string[], signal: AbortSignal) => Promise<Run>;
}

export type Run = { readonly kind: 'done'; readonly output: string } | { readonly kind: 'failed'; readonly code: string };

export function systemRoots(computer: Computer, signal: AbortSignal): Promise<SystemRoots> {
  if (computer.platform === 'darwin') return byProgram({ place: 'the system keychains', ...security }, computer, signal);
  if (computer.platform === 'win32') return byProgram({ place: 'Cert:\\LocalMachine\\Root', ...powerShell(computer) }, computer, signal);
  return byBundle(computer);
}

/** Roots have 1 to 2 KB each, and no system has ten thousand. */
const MOST_OCTETS = 16_777_216;

async function byBundle({ env, bundles }: Computer): Promise<SystemRoots> {
  // Who sets it means that file, for OpenSSL as for this.
  const given = env.SSL_CERT_FILE;
  for (const path of given ? [given] : bundles) {
    const file = await readBounded(path, MOST_OCTETS);
    if (file.kind === 'bytes') return found(path, file.bytes);
    if (given) return { kind: 'unreadable', why: `SSL_CERT_FILE names it, but ${file.why}` };
  }
  return { kind: 'unavailable', why: `The operating system's roots are not available here: none of ${bundles.join(', ')} can be read.` };
}

/** In this order: Debian, Ubuntu, Arch, Gentoo; Fedora, Red Hat; openSUSE; older Red Hat; Alpine, the BSDs; NixOS; FreeBSD. */
const knownBundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
  '/etc/ssl/certs/ca-bundle.crt',
  '/usr/local/share/certs/ca-root-nss.crt',
];

interface Export {
  readonly place: string;
  readonly program: string;
  readonly words: readonly string[];
}

const security = {
  program: '/usr/bin/security',
  words: [
    'find-certificate',
    '-a',
    '-p',
    '/System/Library/Keychains/SystemRootCertificates.keychain',
    '/Library/Keychains/System.keychain',
  ],
};

/** By its whole path, so that no other program of that name is run. */
const powerShell = ({ env }: Computer): { readonly program: string; readonly words: readonly string[] } => ({
  program: `${env.SystemRoot ?? 'C:\\Windows'}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`,
  words: ['-NoProfile', '-NonInteractive', '-Command', exportRoots],
});

const exportRoots = [
  'Get-ChildItem Cert:\\LocalMachine\\Root | ForEach-Object {',
  "'-----BEGIN CERTIFICATE-----';",
  "[Convert]::ToBase64String($_.RawData, 'InsertLineBreaks');",
  "'-----END CERTIFICATE-----' }",
].join(' ');

async function byProgram({ place, program, words }: Export, { run }: Computer, signal: AbortSignal): Promise<SystemRoots> {
  const done = await run(program, words, signal);
  if (done.kind === 'done') return found(place, Buffer.from(done.output, 'latin1'));
  return { kind: 'unavailable', why: `The operating system's roots are not available here: ${program} failed (${done.code}).` };
}

function found(place: string, bytes: Uint8Array): SystemRoots {
  const contents = quickContents(bytes) ?? contentsOf(bytes);
  if (contents.certificates.length > 0) return { kind: 'found', place, contents };
  return { kind: 'unreadable', why: `The operating system's roots cannot be read: ${place} holds no certificate.` };
}

const PROGRAM_MS = 15_000;

export const thisComputer: Computer = {
  platform: process.platform,
  env: process.env,
  flags: process.execArgv,
  bundles: knownBundles,
  run: (program, words, signal) =>
    new Promise((resolve) => {
      const options = { encoding: 'latin1' as const, maxBuffer: MOST_OCTETS, timeout: PROGRAM_MS, windowsHide: true, signal };
      execFile(program, [...words], options, (error, output) => {
        if (error) resolve({ kind: 'failed', code: error.killed ? 'it did not end' : String(error.code ?? 'no word of it') });
        else resolve({ kind: 'done', output });
      });
    }),
};
