import type { Socket } from 'node:net';
import { readConversation } from '#core/tls/conversation';
import { drip, hexBytes } from '../tls-peers';

/** What scripted peers do with a connection once the client has spoken: faults that no TLS library commits. */
export type Script = (socket: Socket, first: Buffer) => void;

export const silence: Script = (socket) => {
  socket.resume();
};

export const reset: Script = (socket) => {
  socket.resetAndDestroy();
};

export const goodbye: Script = (socket) => {
  socket.resume();
  socket.end();
};

/** Octets that are neither TLS nor text. */
export const garbage: Script = (socket) => {
  socket.resume();
  socket.end(hexBytes('00 ff 13 37 de ad be ef 00 00 7f 80 81 c0 c1 f5 fe ff 0d 00 0a 01 02 03 04 05 06 07 08 0b 0c 0e'));
};

/** A whole ServerHello message of TLS 1.2 that ends in the middle of its random. */
export const brokenHello: Script = (socket) => {
  socket.resume();
  socket.write(hexBytes(`16 03 03 00 10 02 00 00 0c 03 03 ${'5a'.repeat(10)}`));
};

/** Begins a ServerHello and goes on for ever, one octet at a time. */
export const endless: Script = (socket) => {
  socket.resume();
  void drip(socket, hexBytes('16 03 03 40 00 02 00 3f fc 03 03 00'), 40);
};

/** TLS_DHE_RSA_WITH_AES_128_CBC_SHA, TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA. */
const SSL3_SUITES = [0x0033, 0x0016];

/**
 * A server of SSL 3.0 (RFC 6101) that knows nothing newer: it answers whoever offers one of its suites by a ServerHello 3.0, and the others by
 * handshake_failure. It can go no further than that.
 */
export const ssl3: Script = (socket, first) => {
  socket.resume();
  const { offer } = readConversation([{ from: 'client', bytes: first }]);
  const suite = SSL3_SUITES.find((one) => offer?.suites.includes(one));
  // A hello whose highest version is in an extension alone is one for TLS 1.3; its own field says 3.3, which is higher than 3.0 as well.
  if (suite === undefined) return void socket.end(hexBytes('15 03 00 00 02 02 28'));
  const name = suite.toString(16).padStart(4, '0');
  // With renegotiation_info (RFC 5746 §3.6), which old servers were patched to send: only the version is to stand out here.
  const body = `03 00 ${'3c'.repeat(32)} 00 ${name} 00 00 05 ff 01 00 01 00`;
  socket.write(hexBytes(`16 03 00 00 31 02 00 00 2d ${body}`));
};
