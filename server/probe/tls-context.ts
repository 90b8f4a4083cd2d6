import { constants, X509Certificate } from 'node:crypto';
import { createSecureContext, type SecureContext, type SecureContextOptions } from 'node:tls';

/** Who this side says that it is, where the server asks. */
export type Identity =
  | { readonly kind: 'pem'; readonly certificates: string; readonly key: string; readonly passphrase?: string }
  | { readonly kind: 'pkcs12'; readonly bytes: Uint8Array; readonly passphrase?: string };

export interface ContextOptions {
  /** Certificates in PEM to which a chain has to lead; undefined: the list that this runtime brings along. */
  readonly authorities: readonly string[] | undefined;
  readonly identity: Identity | undefined;
}

/** Made once, used for any number of connections. */
export interface TlsContext {
  readonly kind: 'ready';
  readonly context: SecureContext;
  /** Whether this runtime can go back to TLS 1.0 and to weak keys; without, an old server is refused by this side. */
  readonly reach: 'old-servers' | 'library-default';
  readonly hasIdentity: boolean;
}

export type IdentityFault = 'wrong-passphrase' | 'key-mismatch' | 'old-encryption' | 'unreadable';

/** `code` is the library's word, which repeats nothing of key or passphrase. */
export type ContextResult =
  | TlsContext
  | { readonly kind: 'bad-identity'; readonly fault: IdentityFault; readonly code: string }
  | { readonly kind: 'bad-authorities'; readonly code: string };

export function tlsContext({ authorities, identity }: ContextOptions): ContextResult {
  const trust: SecureContextOptions = authorities ? { ca: [...authorities] } : {};
  const unreadable = (authorities ?? []).flatMap(faultOf);
  if (unreadable[0] !== undefined) return { kind: 'bad-authorities', code: unreadable[0] };
  const bare = create({ ...oldServers, ...trust });
  const [base, reach] = bare.kind === 'made' ? ([oldServers, 'old-servers'] as const) : ([{}, 'library-default'] as const);
  const trusting = bare.kind === 'made' ? bare : create(trust);
  if (trusting.kind === 'failed') return { kind: 'bad-authorities', code: trusting.code };
  if (!identity) return { kind: 'ready', context: trusting.context, reach, hasIdentity: false };
  const made = create({ ...base, ...trust, ...identityOptions(identity) });
  if (made.kind === 'failed') return { kind: 'bad-identity', fault: identityFault(identity, made.code), code: made.code };
  return { kind: 'ready', context: made.context, reach, hasIdentity: true };
}

/** All that OpenSSL has but what protects nothing, so that what is there can be told and judged; other libraries refuse these words. */
const oldServers: SecureContextOptions = {
  minVersion: 'TLSv1',
  maxVersion: 'TLSv1.3',
  ciphers: [
    'TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:TLS_AES_128_CCM_SHA256:TLS_AES_128_CCM_8_SHA256',
    'DEFAULT:@SECLEVEL=0',
  ].join(':'),
  secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
};

function identityOptions(identity: Identity): SecureContextOptions {
  const passphrase = identity.passphrase === undefined ? {} : { passphrase: identity.passphrase };
  if (identity.kind === 'pkcs12') return { pfx: Buffer.from(identity.bytes), ...passphrase };
  return { cert: identity.certificates, key: identity.key, ...passphrase };
}

/** The library takes a text without any certificate for an empty list, with which nothing would be trusted. */
function faultOf(text: string): string[] {
  try {
    new X509Certificate(text);
    return [];
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return [code ?? message];
  }
}

type Attempt = { readonly kind: 'made'; readonly context: SecureContext } | { readonly kind: 'failed'; readonly code: string };

function create(options: SecureContextOptions): Attempt {
  try {
    return { kind: 'made', context: createSecureContext(options) };
  } catch (error) {
    // The library has no other way to say that a file is not what it should be.
    const { code, message } = error as NodeJS.ErrnoException;
    return { kind: 'failed', code: code ?? message };
  }
}

function identityFault({ kind }: Identity, code: string): IdentityFault {
  if (/mac verify|BAD_DECRYPT|BAD_PASSWORD|INTERRUPTED_OR_CANCELLED/i.test(code)) return 'wrong-passphrase';
  if (/MISMATCH/i.test(code)) return 'key-mismatch';
  // RC2 and the like, which OpenSSL 3 has put aside. Of PEM it says the same when it finds no key at all.
  return kind === 'pkcs12' && /unsupported/i.test(code) ? 'old-encryption' : 'unreadable';
}
