import { type Peer, startProgram } from './program';

export interface OcspFiles {
  /** The text in which `openssl ca` keeps the state of what it issued; read once. */
  readonly index: string;
  /** Files in PEM: the issuer, and who signs for it. */
  readonly issuer: string;
  readonly signer: string;
  readonly signerKey: string;
}

/** `openssl ocsp` as responder. It has no way to listen on loopback alone. */
export const startOcspResponder = ({ index, issuer, signer, signerKey }: OcspFiles): Promise<Peer> =>
  startProgram({
    name: 'openssl',
    words: ['ocsp', '-port', '0', '-index', index, '-CA', issuer, '-rsigner', signer, '-rkey', signerKey, '-ndays', '1'],
    portOf(log) {
      const found = /ACCEPT \S*:(\d+)/.exec(log)?.[1];
      return found ? Number(found) : undefined;
    },
  });
