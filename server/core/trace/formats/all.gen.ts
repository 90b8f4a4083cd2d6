// Written by `npm run generate` from the files beside it. Do not edit.
import type { TraceFormat } from '../frame';
import { asteriskPjsip } from './asterisk-pjsip';
import { bare } from './bare';
import { kamailioSipdump } from './kamailio-sipdump';
import { kamailioXlog } from './kamailio-xlog';
import { kamailioXlogSyslog } from './kamailio-xlog-syslog';
import { opensipsTracer } from './opensips-tracer';
import { sngrepTxt } from './sngrep-txt';
import { sofia } from './sofia';

export const formats: readonly TraceFormat[] = [
  asteriskPjsip,
  bare,
  kamailioSipdump,
  kamailioXlog,
  kamailioXlogSyslog,
  opensipsTracer,
  sngrepTxt,
  sofia,
];
