import type { SettingDoc } from '../../setting-doc';
import { yesNo } from './common';
import { certificateDocs, cipherDocs, disableDocs, inGeneral } from './tls';

/** http.conf: the server that ws and wss of chan_sip and res_pjsip come in by. */
export const httpSettings: readonly SettingDoc[] = inGeneral('[general] of http.conf', [
  {
    name: 'enabled',
    type: 'switch',
    values: yesNo,
    default: 'no',
    meaning: 'Whether the server runs in clear, at `bindaddr`; with TLS it does without this where it has `tlsbindaddr`.',
  },
  { name: 'bindaddr', type: 'text', default: 'none: without it the server does not run', meaning: 'Address to listen at without TLS.' },
  { name: 'bindport', type: 'number', default: '8088', meaning: 'Port to listen at without TLS.' },
  {
    name: 'tlsenable',
    aliases: ['sslenable'],
    type: 'switch',
    values: yesNo,
    default: 'no',
    meaning: 'Whether the server speaks HTTPS too, and so wss.',
    pitfall: 'A transport with protocol=wss in pjsip.conf opens no socket of its own: without this nobody answers.',
  },
  {
    name: 'tlsbindaddr',
    aliases: ['sslbindaddr'],
    type: 'text',
    default: '`bindaddr` with port 8089, where `enabled=yes`',
    meaning: 'Address and port to listen at with TLS.',
  },
  ...certificateDocs,
  ...cipherDocs,
  ...disableDocs('yes'),
]);
