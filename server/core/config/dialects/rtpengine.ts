import { completeRtpengine } from '../completion/keyed';
import type { Dialect } from '../dialect';
import { readRtpengine, rtpengineSettings } from '../rtpengine/read';

const shape = (head: string): number => (/^[ \t]*\[rtpengine\]/m.test(head) ? 8 : 0);

export const rtpengine: Dialect = {
  id: 'rtpengine',
  title: 'rtpengine',
  product: 'rtpengine',
  names: ['rtpengine.conf'],
  globs: ['**/rtpengine/*.conf'],
  isOther: (head) => !/^[ \t]*\[[\w-]+\]/m.test(head),
  shape,
  read: readRtpengine,
  settings: rtpengineSettings,
  complete: completeRtpengine,
  examples: [
    {
      title: 'control over HTTPS',
      files: {
        'rtpengine.conf': `
[rtpengine]
listen-ng = 127.0.0.1:2223
listen-https = 192.0.2.1:9443
https-cert = /etc/rtpengine/cert.pem
https-key = /etc/rtpengine/key.pem
`,
      },
      facts: `
profile listen-https server versions unknown to unknown by default certificate /etc/rtpengine/cert.pem key /etc/rtpengine/key.pem verify off require off name off
`,
    },
  ],
};
