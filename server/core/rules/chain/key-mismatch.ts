import { nameOf, ownIndex, placeOf, verifyCommand } from '../../probe/chain-words';
import { defineChainRule } from '../endpoint-rule';

export default defineChainRule({
  id: 'chain/key-mismatch',
  subject: 'chain',
  severity: { practical: 'error', strict: 'error' },
  title: 'Private key does not belong to the certificate',
  remedy:
    'Put the pair from the same order together: openssl x509 -noout -pubkey of the certificate and openssl pkey -pubout of the key print the same.',
  cites: ['RFC 8446 §4.4.3'],
  examples: [
    {
      title: 'the handshake is signed with a key that no certificate of the list has',
      scene: { handshakeSignature: { kind: 'bad' } },
      finds: ['error'],
    },
    {
      title: 'it has the key of another one of the list',
      scene: { certificates: { other: {} }, sent: ['other', 'leaf'], handshakeSignature: { kind: 'bad', fits: 1 } },
      finds: [],
    },
    { title: 'the right key', scene: { handshakeSignature: { kind: 'good' } }, finds: [] },
    { title: 'nothing was signed', scene: {}, finds: [] },
  ],
  check(facts, _context, report) {
    const { leaf, handshakeSignature } = facts;
    if (handshakeSignature?.kind !== 'bad' || ownIndex(facts) !== 0) return;
    report(
      `The server signs the handshake with a key that does not belong to ${nameOf(leaf)}. Every client ends it, mostly with alert 51 (decrypt_error), and says "bad signature".`,
      { at: placeOf(facts, leaf), command: verifyCommand(facts), covers: ['tls/alert-decrypt-error', 'tls/answer-malformed'] },
    );
  },
});
