import { readHttp } from '../asterisk/read-http';
import { httpSettings } from '../asterisk/settings/http';
import { completeHttp } from '../completion/asterisk';
import type { Dialect } from '../dialect';

/** http.conf of Asterisk, whose server carries SIP over WebSocket. */
export const asteriskHttp: Dialect = {
  id: 'asterisk-http',
  title: 'Asterisk HTTP server',
  product: 'asterisk',
  names: ['http.conf'],
  globs: ['**/asterisk/**/http.conf*', '**/asterisk/**/http{_,-,.}*.conf*'],
  language: { id: 'asterisk', names: [], patterns: ['**/asterisk/**/http*.conf'] },
  isOther: (head) => isWebServer(head) || isManager(head),
  shape(head) {
    if (!/^\[general\]/im.test(head) || isWebServer(head) || isManager(head)) return 0;
    const own = new Set([...head.matchAll(tokens)].map(([, name = '']) => name.toLowerCase()));
    const isSip = /^[ \t]*(?:udpbindaddr|tcpenable|srvlookup|register)[ \t]*=/im.test(head);
    return isSip ? 0 : Math.min(own.size * 3, 9);
  },
  read: readHttp,
  settings: httpSettings,
  complete: completeHttp,
  examples: [
    {
      title: 'The server behind wss',
      files: {
        'http.conf': `[general]
enabled=yes
bindaddr=127.0.0.1
tlsenable=yes
tlsbindaddr=0.0.0.0:8089
tlscertfile=/etc/asterisk/keys/fullchain.pem
tlsprivatekey=/etc/asterisk/keys/privkey.pem
tlsdisablev11=yes
`,
      },
      facts: `
listener ws 127.0.0.1:8088
listener wss *:8089 profile [general]
profile [general] server versions TLSv1.2 to TLSv1.3 certificate /etc/asterisk/keys/fullchain.pem key /etc/asterisk/keys/privkey.pem verify off require off name off
`,
    },
  ],
};

/** Apache's and nginx's files of this name. */
const isWebServer = (head: string): boolean =>
  /<(?:VirtualHost|IfModule|Directory|Location)\b|^[ \t]*(?:server|http|location)\b[^=\n]*\{/im.test(head);

/** manager.conf has the same settings of TLS. */
const isManager = (head: string): boolean =>
  /^[ \t]*(?:displayconnects|webenabled|allowmultiplelogin|secret|read|write)[ \t]*=/im.test(head);

const tokens =
  /^[ \t]*(tlsbindaddr|servername|bindport|prefix|sessionlimit|session_inactivity|session_keep_alive|enable_?static|enable_?status|redirect)[ \t]*=/gim;
