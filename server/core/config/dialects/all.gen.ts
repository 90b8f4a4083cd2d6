// Written by `npm run generate` from the files beside it. Do not edit.
import type { Dialect } from '../dialect';
import { asteriskHttp } from './asterisk-http';
import { asteriskPjsip } from './asterisk-pjsip';
import { asteriskSip } from './asterisk-sip';
import { baresipAccounts } from './baresip-accounts';
import { baresipConfig } from './baresip-config';
import { drachtio } from './drachtio';
import { flexisip } from './flexisip';
import { freeswitch } from './freeswitch';
import { kamailio } from './kamailio';
import { kamailioTls } from './kamailio-tls';
import { livekitSip } from './livekit-sip';
import { livekitTrunk } from './livekit-trunk';
import { opensips } from './opensips';
import { pem } from './pem';
import { pjsuaCfg } from './pjsua-cfg';
import { repro } from './repro';
import { rtpengine } from './rtpengine';
import { sipp } from './sipp';
import { sippCli } from './sipp-cli';

export const dialects: readonly Dialect[] = [
  asteriskHttp,
  asteriskPjsip,
  asteriskSip,
  baresipAccounts,
  baresipConfig,
  drachtio,
  flexisip,
  freeswitch,
  kamailio,
  kamailioTls,
  livekitSip,
  livekitTrunk,
  opensips,
  pem,
  pjsuaCfg,
  repro,
  rtpengine,
  sipp,
  sippCli,
];
