import type { SettingDoc } from '../../setting-doc';
import { trueFalse } from './profile';

/** Settings of a gateway (sofia.c, parse_gateways). Their names are told apart by case. */
const gateway: readonly Omit<SettingDoc, 'key' | 'where'>[] = [
  {
    name: 'proxy',
    type: 'text',
    default: '`realm`, else the name of the gateway',
    meaning: 'Host of the other side, with port and transport: `sip.example.com:5061;transport=tls`.',
    pitfall: 'Never `sips:`: FreeSWITCH puts `sip:` in front of it, and `sip:sips:…` goes nowhere.',
  },
  {
    name: 'register-proxy',
    type: 'text',
    default: 'none',
    meaning: 'Where registrations are sent first.',
    pitfall: 'It is used as it is written: without `;transport=tls` the registration leaves over UDP, whatever `register-transport` says.',
  },
  {
    name: 'outbound-proxy',
    type: 'text',
    default: 'none',
    meaning: 'Where calls are sent first.',
    pitfall: 'It is used as it is written: without `;transport=tls` calls leave over UDP, whatever `register-transport` says.',
  },
  {
    name: 'register-transport',
    type: 'enum',
    values: [
      { value: 'udp', meaning: 'UDP, in clear text.' },
      { value: 'tcp', meaning: 'TCP, in clear text.' },
      { value: 'tls', meaning: 'TLS. The profile needs `tls` on.' },
      { value: 'sctp', meaning: 'SCTP.' },
    ],
    default: 'udp',
    meaning: 'The transport of registrations and calls, where `proxy` has none of its own, and the one that Contact announces.',
    pitfall: 'With `tls` on a profile without TLS the whole gateway is left out. Any other word, an empty one too, does the same.',
  },
  {
    name: 'register',
    type: 'switch',
    values: trueFalse,
    default: 'true',
    meaning: 'Whether FreeSWITCH registers there. It needs `username` and `password` then.',
  },
  {
    name: 'realm',
    type: 'text',
    default: '`proxy`, else the name of the gateway',
    meaning: 'The realm of digest authentication, and the host where `proxy` is missing.',
  },
  { name: 'username', type: 'text', default: 'none', meaning: 'The user that registers.' },
  { name: 'password', type: 'text', default: 'none', meaning: 'Its password.' },
  { name: 'from-domain', type: 'text', default: '`proxy`', meaning: 'The host in From.' },
  {
    name: 'contact-host',
    type: 'text',
    values: [{ value: 'sip-ip', meaning: 'The address that the profile is bound to.' }],
    default: '`ext-sip-ip` of the profile, else `sip-ip`',
    meaning: 'The host in Contact. Providers that check names want the name of your certificate here.',
  },
  {
    name: 'contact-params',
    type: 'text',
    default: 'none',
    meaning: 'Parameters of Contact. `transport` is added by itself.',
  },
  {
    name: 'extension-in-contact',
    type: 'switch',
    values: trueFalse,
    default: 'false',
    meaning: 'Puts the extension into Contact in place of `gw+NAME`.',
  },
  {
    name: 'caller-id-in-from',
    type: 'switch',
    values: trueFalse,
    default: 'false',
    meaning: 'Takes From of an outgoing call from the caller.',
  },
  { name: 'ping', type: 'number', default: 'none', meaning: 'Every how many seconds OPTIONS is sent; below 5 is refused.' },
  { name: 'expire-seconds', type: 'number', default: '3600', meaning: 'For how long a registration is asked for.' },
  { name: 'retry-seconds', type: 'number', default: '30', meaning: 'After how long a failed registration is tried again.' },
  {
    name: 'rfc-5626',
    type: 'switch',
    values: trueFalse,
    default: 'false',
    meaning: 'Registers with `reg-id` and `+sip.instance`, if the profile has `enable-rfc-5626`.',
  },
  { name: 'reg-id', type: 'number', default: 'none', meaning: 'The `reg-id` of RFC 5626.' },
  {
    name: 'gw-auth-acl',
    type: 'text',
    default: 'none',
    meaning: 'The access list from which calls of this gateway are taken without a challenge.',
  },
  { name: 'distinct-to', type: 'switch', values: trueFalse, default: 'false', meaning: 'Lets To of a registration differ from From.' },
];

export const gatewaySettings: readonly SettingDoc[] = gateway.map((doc) => ({ ...doc, key: `gateway.${doc.name}`, where: 'gateway' }));
