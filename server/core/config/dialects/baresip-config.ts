import { readBaresipConfig } from '../baresip/read';
import { configSettings } from '../baresip/settings';
import { completeBaresipConfig } from '../completion/keyed';
import type { Dialect } from '../dialect';

function shape(head: string): number {
  const hasModules = /^#?[ \t]*module_path[ \t]/m.test(head) || /^[ \t]*module[ \t]+\w+\.so/m.test(head);
  const hasSip = /^#?[ \t]*sip_(?:listen|certificate|cafile|capath|transports|trans_def|verify_server|verify_client|tos)[ \t]/m.test(head);
  return hasModules && hasSip ? 8 : 0;
}

export const baresipConfig: Dialect = {
  id: 'baresip-config',
  title: 'baresip',
  product: 'baresip',
  names: [],
  globs: ['**/{.baresip,baresip}/config'],
  isOther: (head) => shape(head) === 0 && !/^[ \t]*\w+[ \t]+\S/m.test(head),
  shape,
  read: readBaresipConfig,
  settings: configSettings,
  complete: completeBaresipConfig,
  examples: [
    {
      title: 'what is switched on, and the port above',
      files: {
        config: `
sip_listen		192.0.2.1:5060
sip_transports	udp,tls
sip_certificate	/home/u/.baresip/cert.pem
sip_cafile		/etc/ssl/certs/ca-certificates.crt # of the system
module_path		/usr/lib/baresip/modules
module			srtp.so
`,
      },
      facts: `
listener udp 192.0.2.1:5060
listener tls 192.0.2.1:5061 profile sip
profile sip both versions unknown to unknown by default certificate /home/u/.baresip/cert.pem key /home/u/.baresip/cert.pem ca /etc/ssl/certs/ca-certificates.crt verify on require off name on
`,
    },
  ],
};
