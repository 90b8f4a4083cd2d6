import { completeLivekitService } from '../completion/livekit';
import type { Dialect } from '../dialect';
import { readService } from '../livekit/service';
import { serviceSettings } from '../livekit/settings';

const keys =
  /^[ \t]*(?:ws_url|sip_port|sip_port_listen|sip_hostname|rtp_port|use_external_ip|nat_1_to_1_ip|media_use_external_ip)[ \t]*:/gm;

export const livekitSip: Dialect = {
  id: 'livekit-sip',
  title: 'LiveKit SIP service',
  product: 'livekit',
  names: ['livekit-sip.yaml', 'livekit-sip.yml', 'sip-config.yaml', 'sip.yaml'],
  globs: ['**/livekit*/**/sip*.{yaml,yml}'],
  // Other programs are called sip too: a generator of Python bindings has its own `sip.yaml`.
  isOther: (head) =>
    !/^[ \t]*["']?\w+["']?[ \t]*:/m.test(head) ||
    (head.length > 40 && !/\b(?:ws_url|api_key|api_secret|redis|livekit|sip_\w+|rtp(?:_port)?|SIP_CONFIG_BODY)\b/.test(head)),
  shape(head) {
    if (/SIP_CONFIG_BODY["']?[ \t]*[:=][ \t]*[|>]/.test(head)) return 8;
    if (/^[ \t]*[[{]/.test(head)) return 0;
    const found = new Set([...head.matchAll(keys)].map(([key]) => key.replace(/[\s:]/g, '')));
    const isSip = [...found].some((key) => key.startsWith('sip_'));
    return found.has('ws_url') && isSip ? 7 : found.has('ws_url') && found.size > 1 ? 5 : isSip && found.size > 1 ? 4 : 0;
  },
  read: readService,
  settings: serviceSettings,
  complete: completeLivekitService,
  examples: [
    {
      title: 'a service with TLS, within a compose file',
      files: {
        'docker-compose.yaml': `
services:
  sip:
    image: livekit/sip
    environment:
      SIP_CONFIG_BODY: |
        ws_url: 'ws://localhost:7880'
        redis: { address: 'localhost:6379' }
        sip_port: 5060
        sip_hostname: sip.example.com
        tls:
          port: 5061
          certs:
            - cert_file: /tls/fullchain.pem
              key_file: /tls/privkey.pem
          min_version: tls1.3
volumes:
  redis_data:
`,
      },
      facts: `
listener udp *:5060 advertises sip.example.com
listener tcp *:5060 advertises sip.example.com
listener tls *:5061 advertises sip.example.com profile tls
profile tls both versions TLSv1.3 to TLSv1.3 certificate /tls/fullchain.pem key /tls/privkey.pem verify on require off name off announces sip.example.com
`,
    },
  ],
};
