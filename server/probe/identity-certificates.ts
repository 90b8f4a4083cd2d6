import { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { type Certificate, LARGEST_CERTIFICATE } from '#core/x509/certificate';
import { readPem } from '#core/x509/pem';
import { certificateOf } from './certificates';
import type { Identity, TlsContext } from './tls-context';

/** The certificates of this side, own one first. Of PKCS#12 only the own one is known: the library does not tell the others. */
export function identityCertificates(identity: Identity, context: TlsContext): readonly Certificate[] {
  const ders =
    identity.kind === 'pem' ? readPem(identity.certificates).flatMap((block) => (block.kind === 'certificate' ? block.der : [])) : [];
  const own = ders.length > 0 ? ders : ownOf(context);
  return own.map(certificateOf).filter((one) => one.kind === 'certificate');
}

/** What a connection with this context would show; the library tells it before anything is sent. */
function ownOf({ context }: TlsContext): Uint8Array[] {
  const nowhere = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() });
  const socket = new TLSSocket(nowhere, { secureContext: context });
  const shown = socket.getCertificate();
  socket.destroy();
  const raw = shown !== null && 'raw' in shown ? shown.raw : undefined;
  return raw && raw.length <= LARGEST_CERTIFICATE ? [Uint8Array.from(raw)] : [];
}
