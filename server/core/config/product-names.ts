import type { Product } from './model';

/** What products call themselves. */
export const productNames: { readonly [product in Product]: string } = {
  kamailio: 'Kamailio',
  opensips: 'OpenSIPS',
  asterisk: 'Asterisk',
  freeswitch: 'FreeSWITCH',
  livekit: 'LiveKit',
  drachtio: 'drachtio',
  sipp: 'SIPp',
  baresip: 'baresip',
  flexisip: 'Flexisip',
  repro: 'repro',
  pjsua: 'pjsua',
  rtpengine: 'rtpengine',
  pem: 'The server',
};
